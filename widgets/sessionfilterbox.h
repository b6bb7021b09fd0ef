// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QAction;
class QLabel;
class QLineEdit;

/// The filter at the end of the tool bar; while it is on, how many of how many sessions it shows.
class SessionFilterBox : public QWidget
{
    Q_OBJECT
public:
    explicit SessionFilterBox(QWidget *parent = nullptr);

    [[nodiscard]] QLineEdit &edit() { return *m_edit; }
    void setNarrow(bool narrow);
    /// Empty text: the filter is off.
    void setCount(const QString &count);
    void clear();

Q_SIGNALS:
    void textChanged(const QString &text);
    /// Escape, or Return, and the filter is as it should be.
    void left();

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    void renewIcon();

    QLabel *m_count;
    QLineEdit *m_edit;
    QAction *m_glass;
};

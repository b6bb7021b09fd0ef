// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QHBoxLayout;
class QLabel;
class QPushButton;
class QVBoxLayout;

/// A page that has nothing to show: a glyph, what is missing, what to do about it, and the buttons that do
/// it.
class EmptyPage : public QWidget
{
    Q_OBJECT
public:
    explicit EmptyPage(const QString &glyph, QWidget *parent = nullptr);

    void setWords(const QString &title, const QString &text);
    /// In the order in which they are added; the first is the one to press.
    QPushButton *addButton(const QString &text);
    void addBelow(QWidget *widget);
    [[nodiscard]] QString title() const;

protected:
    void changeEvent(QEvent *event) override;

private:
    void renewGlyph();

    QString m_glyphName;
    QLabel *m_glyph;
    QLabel *m_title;
    QLabel *m_text;
    QVBoxLayout *m_column;
    QHBoxLayout *m_buttons;
    QPushButton *m_first = nullptr;
};

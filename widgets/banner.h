// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "notice.h"

#include <QFrame>
#include <QList>

class QLabel;
class QPushButton;
class QToolButton;

/// The sentence above the page: one at a time, the worst first.
class Banner : public QFrame
{
    Q_OBJECT
public:
    explicit Banner(QWidget *parent = nullptr);

    /// Adds, replaces (same kind and `about`) or, with an empty text, takes back.
    void set(const Notice &notice);
    [[nodiscard]] QString text() const;
    [[nodiscard]] bool holds(Notice::Kind kind) const;

Q_SIGNALS:
    void tryAgainWished();
    void removeProjectWished(const QString &folder);

protected:
    void changeEvent(QEvent *event) override;

private:
    void showWorst();
    void paintGround();
    void act();

    QList<Notice> m_notices;
    Notice m_shown;
    QLabel *m_glyph;
    QLabel *m_text;
    QPushButton *m_action;
    QToolButton *m_close;
};

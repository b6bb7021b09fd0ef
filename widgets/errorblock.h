// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shownsession.h"

#include <QFrame>

class FoldedText;
class QLabel;
class QPushButton;
class WrappedText;

/// What is wrong with a session, what to do about it, and the buttons that do it. Hidden while nothing is
/// wrong.
class ErrorBlock : public QFrame
{
    Q_OBJECT
public:
    explicit ErrorBlock(QWidget *parent = nullptr);

    void setSession(const ShownSession &shown);

Q_SIGNALS:
    void cancelWished();
    void useSettingsWished();
    void copyWished();
    void dismissWished();

protected:
    void changeEvent(QEvent *event) override;

private:
    void paintGround();

    WrappedText *m_sentence;
    FoldedText *m_serverWords;
    QLabel *m_serverState;
    QPushButton *m_cancel;
    QPushButton *m_use;
    QPushButton *m_copy;
    QPushButton *m_dismiss;
    ColourRole m_role = ColourRole::Negative;
};

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ownruns.h"
#include "sessionboard.h"

/// Fulfils wishes to stop sessions, whoever runs them: our own at once, others through their owner or the
/// server.
class Canceller : public QObject
{
    Q_OBJECT
public:
    Canceller(OwnRuns &runs, SessionBoard &board, QObject *parent = nullptr);

    void cancel(const QStringList &sessionIds);

Q_SIGNALS:
    /// What came of a wish where that needs words.
    void said(const QString &sentence);

private:
    void onReply(const CancelReply &reply);

    OwnRuns &m_runs;
    SessionBoard &m_board;
};

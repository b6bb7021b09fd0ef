// SPDX-License-Identifier: GPL-3.0-or-later
#include "canceller.h"

Canceller::Canceller(OwnRuns &runs, SessionBoard &board, QObject *parent)
    : QObject(parent)
    , m_runs(runs)
    , m_board(board)
{
}

void Canceller::cancel(const QStringList &sessionIds)
{
    for (const QString &id : sessionIds) {
        if (m_runs.has(id)) {
            m_runs.cancel(id);
            continue;
        }
        WatchedProject *project = m_board.projectOf(id);
        if (!project) {
            Q_EMIT said(tr("This session has ended already."));
            continue;
        }
        auto *wish = new CancelWish(project->cancelNeeds(), id, project); // must not outlive its follower
        connect(wish, &CancelWish::finished, this, &Canceller::onReply);
        wish->start();
    }
}

void Canceller::onReply(const CancelReply &reply)
{
    switch (reply.result) {
    case CancelReply::Result::Cancelled: // seen in its row
        break;
    case CancelReply::Result::AlreadyEnded:
    case CancelReply::Result::NotFound:
        Q_EMIT said(tr("This session has ended already."));
        break;
    case CancelReply::Result::Requested:
    case CancelReply::Result::Refused:
        Q_EMIT said(reply.error ? reply.error->sentence() : tr("Its program has been asked to stop it."));
        break;
    }
}

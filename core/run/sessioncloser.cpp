// SPDX-License-Identifier: GPL-3.0-or-later
#include "sessioncloser.h"

using namespace Qt::StringLiterals;

namespace
{

HistoryEntry entryFor(const Ticket &ticket, Outcome outcome, const QDateTime &now)
{
    return {.sessionId = ticket.sessionId,
            .project = ticket.project,
            .label = ticket.label,
            .outcome = outcome,
            .prompt = ticket.parameters.value("prompt"_L1).toString(),
            .parameters = ticket.parameters,
            .server = ticket.server,
            .startTime = ticket.startTime,
            .endTime = now,
            .requested = ticket.requested,
            .imagePaths = ticket.imagePaths,
            .localPaths = ticket.localPaths};
}

} // namespace

void closeForDeadOwner(const Ticket &ticket, Outcome outcome, const QDateTime &now, History &history,
                       SessionStore &store, const TicketBox &tickets, QObject *context,
                       std::function<void(const Result<> &)> done)
{
    if (const Result<> kept = history.record(entryFor(ticket, outcome, now)); !kept) {
        // Without a row nobody could tell how it ended; it stays an orphan, and is tried again.
        done(kept);
        return;
    }
    store.remove(ticket.sessionId);
    const auto left = [&tickets, id = ticket.sessionId, done = std::move(done)] {
        tickets.remove(id);
        done({});
    };
    QObject::connect(&store, &SessionStore::written, context, left, Qt::SingleShotConnection);
}

// SPDX-License-Identifier: GPL-3.0-or-later
#include "sessionreading.h"

#include "staleness.h"
#include "stateread.h"

#include <QFileInfo>

#include <algorithm>
#include <thread>

using namespace std::chrono_literals;

namespace
{

constexpr auto comesBackWithin = 500ms;
constexpr auto lookAgain = 25ms;

bool isMissing(const QString &id, const QString &stateFile, const StateDocument &document,
               const ProcessTable &processes, const TicketBox &tickets)
{
    const auto session = document.sessions.find(id);
    if (session != document.sessions.end() && session->second.owner)
        return false;
    const std::optional<Ticket> ticket = tickets.read(id);
    return ticket && ticket->stateFile == stateFile && ticket->owner
        && isRunning(processes.look(*ticket->owner));
}

/// It has a history row: a dead owner's that only waits to be taken out, or one that the predecessor brought
/// back.
bool isClosed(const FollowedSession &session, History &history)
{
    if (session.liveness != Liveness::Orphan && !isStripped(session.session))
        return false;
    const auto entry = history.find(session.session.id);
    return entry && entry->has_value();
}

} // namespace

SessionReading readSessions(const QString &stateFile, const ProcessTable &processes, const TicketBox &tickets,
                            History &history, const QDateTime &now)
{
    SessionReading reading;
    Result<StateDocument> document = readStateDocument(stateFile);
    const auto isComing
        = [&](const QString &id) { return isMissing(id, stateFile, *document, processes, tickets); };
    for (auto left = comesBackWithin;
         document && left > 0ms && std::ranges::any_of(tickets.sessionIds(), isComing); left -= lookAgain) {
        std::this_thread::sleep_for(lookAgain);
        document = readStateDocument(stateFile, std::move(*document));
    }
    if (!document) {
        reading.problem = document.error().sentence();
        return reading;
    }
    if (!document->problem.isEmpty())
        reading.problem = notUnderstood(stateFile, document->problem).sentence();
    const auto isAlive = [&processes](const Session &session) {
        return session.owner && isRunning(processes.look(*session.owner));
    };
    std::vector<std::pair<qint64, Session *>> shown; // by start
    for (auto &[id, session] : document->sessions)
        if (!isStale(session, now, isAlive))
            shown.emplace_back(session.startTime.toMSecsSinceEpoch(), &session);
    std::ranges::stable_sort(shown, {}, &std::pair<qint64, Session *>::first);

    const QString project = QFileInfo(stateFile).path();
    reading.sessions.reserve(qsizetype(shown.size()));
    for (const auto &[start, session] : shown) {
        const qint64 silence
            = session->updatedAt.isValid() ? std::max<qint64>(0, session->updatedAt.msecsTo(now)) : 0;
        const Liveness liveness
            = livenessOf(*session, processes, std::chrono::milliseconds(silence), silenceRead);
        FollowedSession &followed
            = reading.sessions.emplaceBack(FollowedSession{.session = std::move(*session),
                                                           .liveness = liveness,
                                                           .project = project,
                                                           .stateFile = stateFile});
        if (!isClosed(followed, history))
            continue;
        if (liveness == Liveness::Orphan)
            reading.closed += followed.session.id;
        reading.sessions.removeLast();
    }
    return reading;
}

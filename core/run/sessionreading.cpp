// SPDX-License-Identifier: GPL-3.0-or-later
#include "sessionreading.h"

#include "staleness.h"
#include "stateread.h"

#include <QFileInfo>

#include <algorithm>

namespace
{

bool isClosed(const FollowedSession &session, History &history)
{
    if (session.liveness != Liveness::Orphan)
        return false;
    const auto entry = history.find(session.session.id);
    return entry && entry->has_value();
}

} // namespace

SessionReading readSessions(const QString &stateFile, const ProcessTable &processes, History &history,
                            const QDateTime &now)
{
    SessionReading reading;
    const Result<StateDocument> document = readStateDocument(stateFile);
    if (!document) {
        reading.problem = document.error().sentence();
        return reading;
    }
    if (!document->problem.isEmpty())
        reading.problem = notUnderstood(stateFile, document->problem).sentence();
    const auto isAlive = [&processes](const Session &session) {
        return session.owner && isRunning(processes.look(*session.owner));
    };
    for (const auto &[id, session] : document->sessions) {
        if (isStale(session, now, isAlive))
            continue;
        const qint64 silence
            = session.updatedAt.isValid() ? std::max<qint64>(0, session.updatedAt.msecsTo(now)) : 0;
        FollowedSession followed{
            .session = session,
            .liveness = livenessOf(session, processes, std::chrono::milliseconds(silence), silenceRead),
            .project = QFileInfo(stateFile).path(),
            .stateFile = stateFile};
        if (isClosed(followed, history))
            reading.closed += id;
        else
            reading.sessions += followed;
    }
    std::ranges::stable_sort(reading.sessions, {},
                             [](const FollowedSession &s) { return s.session.startTime; });
    return reading;
}

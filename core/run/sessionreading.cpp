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
    Result<StateDocument> document = readStateDocument(stateFile);
    if (!document) {
        reading.problem = document.error().sentence();
        return reading;
    }
    if (!document->problem.isEmpty())
        reading.problem = notUnderstood(stateFile, document->problem).sentence();
    const auto isAlive = [&processes](const Session &session) {
        return session.owner && isRunning(processes.look(*session.owner));
    };
    std::vector<Session *> shown;
    for (auto &[id, session] : document->sessions)
        if (!isStale(session, now, isAlive))
            shown.push_back(&session);
    std::ranges::stable_sort(shown, {}, &Session::startTime);

    const QString project = QFileInfo(stateFile).path();
    reading.sessions.reserve(qsizetype(shown.size()));
    for (Session *session : shown) {
        const qint64 silence
            = session->updatedAt.isValid() ? std::max<qint64>(0, session->updatedAt.msecsTo(now)) : 0;
        FollowedSession followed{
            .session = std::move(*session), .liveness = {}, .project = project, .stateFile = stateFile};
        followed.liveness
            = livenessOf(followed.session, processes, std::chrono::milliseconds(silence), silenceRead);
        if (isClosed(followed, history))
            reading.closed += followed.session.id;
        else
            reading.sessions += std::move(followed);
    }
    return reading;
}

// SPDX-License-Identifier: GPL-3.0-or-later
#include "statekeeper.h"

#include "folderlock.h"
#include "staleness.h"
#include "statefile.h"
#include "stateread.h"
#include "stopgate.h"

#include <QCoreApplication>

#include <algorithm>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace
{

/// The wait for the lock is cut in slices: between them the process can be stopped, or told to give up.
constexpr auto slice = 250ms;

/// An owner that lives writes every 10 s; one that has left its entry stripped for longer has ended it.
constexpr auto restoredWithin = 60s;

} // namespace

StateKeeper::StateKeeper(QString stateFile, const ProcessTable &processes)
    : m_file(std::move(stateFile))
    , m_processes(processes)
{
}

Result<StateWritten> StateKeeper::write(const StateEdit &edit, const QDateTime &now,
                                        std::chrono::milliseconds patience,
                                        const std::function<bool()> &giveUp)
{
    using Clock = std::chrono::steady_clock;
    const auto begun = Clock::now();
    const auto until = begun + patience;
    while (true) {
        const auto left = std::chrono::ceil<std::chrono::milliseconds>(until - Clock::now());
        const StopGate gate;
        const Result<FolderLock> lock
            = FolderLock::take(m_file, std::clamp<std::chrono::milliseconds>(left, 0ms, slice));
        if (lock) {
            const auto waited = std::chrono::floor<std::chrono::milliseconds>(Clock::now() - begun);
            Result<StateWritten> written = writeLocked(edit, now, lock->place());
            if (written)
                written->waited = waited;
            return written;
        }
        if (lock.error().kind != Error::Kind::Locked || Clock::now() >= until || giveUp())
            return lock.error();
    }
}

Result<StateWritten> StateKeeper::writeLocked(const StateEdit &edit, const QDateTime &now,
                                              const StatePlace &place)
{
    Result<StateDocument> document = readStateDocument(m_file, place, std::exchange(m_document, {}));
    if (!document)
        return document.error();
    believeTimes(*document, now);
    StateWritten result;
    QString aside;
    if (merge(*document, edit, now, [&](const Session &session) { return isAlive(session, now); })) {
        if (!document->problem.isEmpty()) {
            const Result<QString> kept = keepAside(m_file, now.toString(u"yyyyMMdd'T'HHmmss'Z'"_s));
            if (!kept)
                return kept.error();
            aside = *kept;
            result.keptAside = notUnderstood(m_file, document->problem);
            result.keptAside->hint = QCoreApplication::translate("StateFile", "%1 It is kept as “%2”.")
                                         .arg(document->problem, aside);
        }
        if (const Result<> replaced = replace(*document, place); !replaced)
            return replaced.error();
        if (result.keptAside)
            dropOldestAside(m_file, aside);
    }
    learn(*document, now);
    for (const auto &[id, session] : edit.own)
        result.own[id] = document->entry(id);
    m_document = std::move(*document);
    return result;
}

Result<> StateKeeper::replace(const StateDocument &document, const StatePlace &place)
{
    if (!std::exchange(m_tidied, true))
        removeLeftovers(m_file);
    const QByteArray bytes = document.toBytes();
    // Nobody would read it any more.
    if (bytes.size() > stateFileSizeCap || document.sessions.size() > mostSessions)
        return Error{.kind = Error::Kind::FileSystem,
                     .message = QCoreApplication::translate("StateFile", "“%1” is full.").arg(m_file),
                     .hint = QCoreApplication::translate(
                         "StateFile", "Sessions are kept in memory. Take out of it what others added.")};
    return replaceStateFile(m_file, place, bytes);
}

void StateKeeper::believeTimes(StateDocument &document, const QDateTime &now)
{
    std::erase_if(m_firstSeen, [&](const auto &seen) { return !document.sessions.contains(seen.first); });
    const qint64 latest = now.addDuration(clockSkew).toMSecsSinceEpoch();
    const auto isImpossible = [latest](const QDateTime &moment) {
        return !moment.isValid() || moment.toMSecsSinceEpoch() > latest;
    };
    for (auto &[id, session] : document.sessions) {
        if (!isImpossible(session.updatedAt))
            continue;
        session.updatedAt = m_firstSeen.try_emplace(id, now).first->second;
        if (isImpossible(session.startTime))
            session.startTime = session.updatedAt;
    }
}

void StateKeeper::learn(const StateDocument &document, const QDateTime &now)
{
    const auto isGone = [&document](const auto &known) { return !document.sessions.contains(known.first); };
    if (m_known.size() > document.sessions.size())
        std::erase_if(m_known, isGone);
    for (const QString &id : document.renewed()) {
        const auto session = document.sessions.find(id);
        if (session == document.sessions.end())
            continue;
        const auto known = m_known.find(id);
        if (session->second.owner)
            m_known.insert_or_assign(id, Known{.owner = *session->second.owner, .strippedSince = {}});
        else if (known != m_known.end() && !known->second.strippedSince.isValid())
            known->second.strippedSince = now;
    }
}

bool StateKeeper::isAlive(const Session &session, const QDateTime &now) const
{
    if (session.owner)
        return isRunning(m_processes.look(*session.owner));
    const auto known = m_known.find(session.id);
    if (known == m_known.end())
        return false;
    const OwnerState state = m_processes.look(known->second.owner);
    const QDateTime since = known->second.strippedSince;
    return state == OwnerState::Stopped
        || (state == OwnerState::Alive && (!since.isValid() || since.addDuration(restoredWithin) > now));
}

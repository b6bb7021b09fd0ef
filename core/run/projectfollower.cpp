// SPDX-License-Identifier: GPL-3.0-or-later
#include "projectfollower.h"

#include "staleness.h"

#include <QFileInfo>

#include <algorithm>

using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

namespace
{

constexpr auto absenceUntilEnd
    = 15s; ///< the predecessor drops our sessions; their owners write them back well before
constexpr auto absenceLook = 1s;

/// What the history tells of the order, for a session that ended before its ticket was seen.
SharedOptional<Ticket> ticketOf(const HistoryEntry &entry, const SharedOptional<Ticket> &seen)
{
    if (seen || (entry.prompt.isEmpty() && entry.parameters.isEmpty()))
        return seen;
    Ticket ticket{.sessionId = entry.sessionId,
                  .project = entry.project,
                  .server = entry.server,
                  .parameters = entry.parameters,
                  .label = entry.label,
                  .startTime = entry.startTime,
                  .requested = entry.requested,
                  .imagePaths = entry.imagePaths,
                  .localPaths = entry.localPaths};
    ticket.parameters.insert("prompt"_L1, entry.prompt);
    return ticket;
}

} // namespace

ProjectFollower::ProjectFollower(QString stateFile, FollowerNeeds needs, QObject *parent)
    : QObject(parent)
    , m_needs(std::move(needs))
    , m_watcher(std::move(stateFile), m_needs.processes, m_needs.events, m_needs.monotonic, m_needs.now)
    , m_project(QFileInfo(m_watcher.stateFile()).path())
{
    m_absence.setInterval(absenceLook);
    connect(&m_absence, &QTimer::timeout, this, &ProjectFollower::lookForEnds);
    connect(&m_watcher, &SessionWatcher::changed, this, &ProjectFollower::take);
    connect(&m_watcher, &SessionWatcher::problemChanged, this, &ProjectFollower::problemChanged);
    connect(&m_watcher, &SessionWatcher::slownessChanged, this, &ProjectFollower::slownessChanged);
    connect(&m_watcher, &SessionWatcher::folderPresent, this, &ProjectFollower::folderPresent);
    take(m_watcher.sessions());
}

void ProjectFollower::check()
{
    m_watcher.check();
}

void ProjectFollower::noteServerWord(const QString &sessionId, const ServerCounts &counts)
{
    const auto found = m_sessions.find(sessionId);
    if (found == m_sessions.end())
        return;
    const FollowedSession before = found->second;
    found->second.serverWord = counts;
    found->second.serverWordAt = m_needs.now();
    Q_EMIT changed(before, found->second);
}

void ProjectFollower::take(const SeenSessions &seen)
{
    for (const auto &[id, session] : seen) {
        if (isClosed(session))
            continue;
        m_absentSince.erase(id);
        const auto known = m_sessions.find(id);
        if (known == m_sessions.end()) {
            const FollowedSession &first = m_sessions.emplace(id, followed(session, nullptr)).first->second;
            Q_EMIT started(FollowedSession(first));
            continue;
        }
        const FollowedSession before = known->second;
        FollowedSession now = followed(session, &before);
        if (now == before)
            continue;
        known->second = now;
        Q_EMIT changed(before, now);
    }
    for (const auto &[id, session] : m_sessions) {
        if (!seen.contains(id))
            m_absentSince.emplace(id, m_needs.monotonic());
    }
    lookForEnds();
}

/// It has a history row: a dead owner's session that only waits to be taken out of the file, or one that the
/// predecessor brought back.
bool ProjectFollower::isClosed(const SeenSession &seen)
{
    const QString &id = seen.session.id;
    if (isForeign(id) || (seen.liveness != Liveness::Orphan && !isStripped(seen.session)))
        return false;
    if (m_closed.contains(id))
        return true;
    const auto entry = m_needs.history.find(id);
    const bool closed = entry && entry->has_value();
    if (closed) { // an orphan without a row may get one at any time: only a yes is for ever
        m_closed.insert(id);
        if (m_sessions.contains(id))
            end(id, *entry);
    }
    return closed;
}

FollowedSession ProjectFollower::followed(const SeenSession &seen, const FollowedSession *before)
{
    FollowedSession now = before ? *before : FollowedSession{};
    const bool isNews = !before || before->session.status != seen.session.status
        || before->session.stage != seen.session.stage
        || before->session.imagesDone != seen.session.imagesDone;
    now.session = seen.session;
    now.liveness = seen.liveness;
    now.project = m_project;
    now.stateFile = m_watcher.stateFile();
    const bool wantsTicket = isNews || !now.ticket; // it may be written after the session
    if (wantsTicket && !isForeign(seen.session.id)) {
        if (auto ticket = m_needs.tickets.read(seen.session.id)) {
            now.localPaths = ticket->localPaths;
            now.ticket = std::move(ticket);
        }
    }
    if (seen.session.owner && seen.liveness != Liveness::Orphan) {
        now.serverWord.reset();
        now.serverWordAt = {};
    }
    Pace &pace = m_paces[seen.session.id];
    pace.see(seen.session.progress, m_needs.monotonic());
    const bool goesOn = (seen.liveness == Liveness::Alive || seen.liveness == Liveness::Unknown)
        && seen.session.stage != Session::Stage::Reconnecting;
    now.remaining = goesOn ? pace.remaining(m_needs.monotonic()) : std::nullopt;
    return now;
}

void ProjectFollower::lookForEnds()
{
    const auto now = m_needs.monotonic();
    const auto absent = m_absentSince; // end() edits the original
    for (const auto &[id, since] : absent) {
        const FollowedSession &session = m_sessions.at(id);
        const auto entry
            = isForeign(id) ? Result<std::optional<HistoryEntry>>(std::nullopt) : m_needs.history.find(id);
        const bool hasRow = entry && entry->has_value();
        const auto &owner = session.session.owner;
        const bool ownerIsDead = owner && m_needs.processes.look(*owner) == OwnerState::Dead;
        // The predecessor's own sessions end by vanishing: it writes its whole map each time.
        if (hasRow || ownerIsDead || isForeign(id) || now - since >= absenceUntilEnd)
            end(id, hasRow ? *entry : std::nullopt);
    }
    if (m_absentSince.empty())
        m_absence.stop();
    else if (!m_absence.isActive())
        m_absence.start();
}

void ProjectFollower::end(const QString &id, const std::optional<HistoryEntry> &entry)
{
    FollowedSession session = m_sessions.at(id);
    m_sessions.erase(id);
    m_absentSince.erase(id);
    m_paces.erase(id);
    session.remaining.reset();
    session.outcome = entry ? entry->outcome : Outcome::Ended;
    session.endTime = entry ? entry->endTime : m_needs.now();
    if (entry) {
        session.localPaths = entry->localPaths;
        session.cancelledBy = entry->cancelledBy;
        session.error = entry->error;
        session.ticket = ticketOf(*entry, session.ticket);
        session.session.imagesDone = int(std::max(entry->imagePaths.size(), entry->localPaths.size()));
    }
    Q_EMIT ended(session);
}

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "clock.h"
#include "followedsession.h"
#include "history.h"
#include "pace.h"
#include "sessionwatcher.h"
#include "ticket.h"

#include <QObject>
#include <QSet>
#include <QTimer>

/// What following needs of its program. All must outlive the follower.
struct FollowerNeeds {
    const ProcessTable &processes;
    PathEvents &events;
    const TicketBox &tickets;
    History &history;
    MonotonicClock monotonic = systemMonotonicClock();
    WallClock now = systemWallClock();
};

/// Follows the sessions of one project from start to end, whoever runs them. A session that vanishes from the
/// file stays as it was until its end is sure: a history row, a provably dead owner, or 15 s of absence; a
/// predecessor writing over the file does not end anything.
class ProjectFollower : public QObject
{
    Q_OBJECT
public:
    ProjectFollower(QString stateFile, FollowerNeeds needs, QObject *parent = nullptr);

    [[nodiscard]] QString stateFile() const { return m_watcher.stateFile(); }
    [[nodiscard]] QString project() const { return m_project; }
    /// The live ones, by id.
    [[nodiscard]] const FollowedSessions &sessions() const { return m_sessions; }
    [[nodiscard]] QString problem() const { return m_watcher.problem(); }
    [[nodiscard]] QString slowness() const { return m_watcher.slowness(); }
    /// The file as it stands, orphans that are closed already included.
    [[nodiscard]] SessionWatcher &watcher() { return m_watcher; }
    /// Looks now.
    void check();
    /// What the server said of an orphan, for all to see.
    void noteServerWord(const QString &sessionId, const ServerCounts &counts);

Q_SIGNALS:
    void started(const FollowedSession &session);
    /// Anything of it but its end.
    void changed(const FollowedSession &before, const FollowedSession &now);
    void ended(const FollowedSession &session);
    void problemChanged(const QString &sentence);
    void slownessChanged(const QString &sentence);
    void folderPresent(bool present);

private:
    void take(const SeenSessions &seen);
    [[nodiscard]] bool isClosed(const SeenSession &seen);
    [[nodiscard]] FollowedSession followed(const SeenSession &seen, const FollowedSession *before);
    void lookForEnds();
    void end(const QString &id, const std::optional<HistoryEntry> &entry);

    FollowerNeeds m_needs;
    SessionWatcher m_watcher;
    QString m_project;
    FollowedSessions m_sessions;
    std::map<QString, Pace> m_paces;
    std::map<QString, std::chrono::milliseconds> m_absentSince;
    QSet<QString> m_closed; ///< orphans that have a history row
    QTimer m_absence;
};

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "notice.h"
#include "projectmodel.h"
#include "watchedproject.h"

#include <map>
#include <memory>

/// The watched projects and what runs in them: keeps the models true, whoever starts and ends sessions.
class SessionBoard : public QObject
{
    Q_OBJECT
public:
    /// All given in must outlive the board.
    SessionBoard(DesktopParts &parts, SessionModel &sessions, ProjectModel &projects,
                 QObject *parent = nullptr);
    ~SessionBoard() override;

    /// Watches a folder, whether it is there now or not. Once is enough.
    void watch(const QString &folder);
    /// It leaves the lists. What this program runs in it goes on.
    void unwatch(const QString &folder);
    [[nodiscard]] QStringList watched() const; ///< paths
    [[nodiscard]] bool isWatching(const QString &folder) const { return m_projects.contains(folder); }
    /// Null where it is not watched.
    [[nodiscard]] WatchedProject *project(const QString &folder) const;
    /// The project of a live session, also of one that left the lists; null where there is none.
    [[nodiscard]] WatchedProject *projectOf(const QString &sessionId) const;

    /// Live sessions of the watched projects, by project and start.
    [[nodiscard]] QList<FollowedSession> live() const;
    /// Looks at all files now.
    void checkAll();
    /// Lets go of projects that left the lists, but for those in which something of ours still runs.
    void dropUnwatched(const std::function<bool(const QString &stateFile)> &isInUse);
    /// For the end of the program: what is written in each project is on disk, as far as `patience` for all
    /// of them goes.
    void finishWriting(std::chrono::milliseconds patience);

Q_SIGNALS:
    /// Sessions came, went or changed, or projects did.
    void changed();
    void watchedChanged();
    /// A sentence about a project; an empty text takes it back.
    void noticed(const Notice &notice);

private:
    void follow(WatchedProject &project);
    void followWriting(WatchedProject &project);

    DesktopParts &m_parts;
    SessionModel &m_sessions;
    ProjectModel &m_projectModel;
    std::map<QString, std::unique_ptr<WatchedProject>> m_projects; ///< by path
    std::map<QString, std::unique_ptr<WatchedProject>> m_unwatched;
};

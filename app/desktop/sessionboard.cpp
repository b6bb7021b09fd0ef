// SPDX-License-Identifier: GPL-3.0-or-later
#include "sessionboard.h"

#include <QDir>
#include <QElapsedTimer>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace
{

QString canonical(const QString &folder)
{
    const QString path = QFileInfo(folder).canonicalFilePath();
    return path.isEmpty() ? QDir::cleanPath(folder) : path; // a missing one is kept as it was named
}

} // namespace

SessionBoard::SessionBoard(DesktopParts &parts, SessionModel &sessions, ProjectModel &projects,
                           QObject *parent)
    : QObject(parent)
    , m_parts(parts)
    , m_sessions(sessions)
    , m_projectModel(projects)
{
}

SessionBoard::~SessionBoard() = default;

void SessionBoard::watch(const QString &folder)
{
    const QString path = canonical(folder);
    if (m_projects.contains(path))
        return;
    if (auto kept = m_unwatched.extract(path)) {
        m_projects.insert(std::move(kept));
    } else {
        m_projects.emplace(path, std::make_unique<WatchedProject>(path, m_parts));
    }
    m_projectModel.setWatched(watched());
    m_projectModel.setPresent(path, QFileInfo(path).isDir());
    follow(*m_projects.at(path));
    Q_EMIT watchedChanged();
    Q_EMIT changed();
}

void SessionBoard::follow(WatchedProject &project)
{
    ProjectFollower &follower = project.follower();
    const QString folder = project.folder();
    connect(&follower, &ProjectFollower::started, this, [this](const FollowedSession &session) {
        m_sessions.put(session);
        Q_EMIT changed();
    });
    connect(&follower, &ProjectFollower::changed, this,
            [this](const FollowedSession &, const FollowedSession &now) {
                m_sessions.put(now);
                Q_EMIT changed();
            });
    connect(&follower, &ProjectFollower::ended, this, [this](const FollowedSession &session) {
        m_sessions.put(session);
        Q_EMIT changed();
    });
    connect(&follower, &ProjectFollower::problemChanged, this, [this, folder](const QString &sentence) {
        Q_EMIT noticed({.kind = Notice::Kind::ProjectProblem, .text = sentence, .about = folder});
    });
    connect(&follower, &ProjectFollower::slownessChanged, this, [this, folder](const QString &sentence) {
        Q_EMIT noticed({.kind = Notice::Kind::SlowWatching, .text = sentence, .about = folder});
    });
    connect(&follower, &ProjectFollower::folderPresent, this,
            [this, folder](bool present) { m_projectModel.setPresent(folder, present); });
    followWriting(project);
    for (const auto &[id, session] : follower.sessions())
        m_sessions.put(session);
    if (!follower.problem().isEmpty())
        Q_EMIT noticed({.kind = Notice::Kind::ProjectProblem, .text = follower.problem(), .about = folder});
    if (!follower.slowness().isEmpty())
        Q_EMIT noticed({.kind = Notice::Kind::SlowWatching, .text = follower.slowness(), .about = folder});
}

void SessionBoard::followWriting(WatchedProject &project)
{
    const QString folder = project.folder();
    connect(&project.store(), &SessionStore::troubled, this, [this, folder](const Error &error) {
        Q_EMIT noticed({.kind = Notice::Kind::Recording, .text = error.sentence(), .about = folder});
    });
    connect(&project.store(), &SessionStore::keptAside, this, [this, folder](const Error &warning) {
        Q_EMIT noticed({.kind = Notice::Kind::KeptAside, .text = warning.sentence(), .about = folder});
    });
    connect(&project.store(), &SessionStore::healed, this,
            [this, folder] { Q_EMIT noticed({.kind = Notice::Kind::Recording, .about = folder}); });
}

void SessionBoard::unwatch(const QString &folder)
{
    auto leaving = m_projects.extract(folder);
    if (!leaving)
        return;
    disconnect(&leaving.mapped()->follower(), nullptr, this, nullptr);
    disconnect(&leaving.mapped()->store(), nullptr, this, nullptr);
    m_unwatched.insert(std::move(leaving));
    m_sessions.takeProject(folder);
    m_projectModel.setWatched(watched());
    Q_EMIT noticed({.kind = Notice::Kind::ProjectProblem, .about = folder});
    Q_EMIT noticed({.kind = Notice::Kind::Recording, .about = folder});
    Q_EMIT noticed({.kind = Notice::Kind::SlowWatching, .about = folder});
    Q_EMIT noticed({.kind = Notice::Kind::KeptAside, .about = folder});
    Q_EMIT watchedChanged();
    Q_EMIT changed();
}

void SessionBoard::dropUnwatched(const std::function<bool(const QString &stateFile)> &isInUse)
{
    std::erase_if(m_unwatched,
                  [&isInUse](const auto &entry) { return !isInUse(entry.second->follower().stateFile()); });
}

QStringList SessionBoard::watched() const
{
    QStringList paths;
    for (const auto &[path, project] : m_projects)
        paths << path;
    return paths;
}

WatchedProject *SessionBoard::project(const QString &folder) const
{
    const auto found = m_projects.find(folder);
    return found == m_projects.end() ? nullptr : found->second.get();
}

WatchedProject *SessionBoard::projectOf(const QString &sessionId) const
{
    for (const auto *projects : {&m_projects, &m_unwatched}) {
        for (const auto &[path, project] : *projects) {
            if (project->follower().sessions().contains(sessionId))
                return project.get();
        }
    }
    return nullptr;
}

QList<FollowedSession> SessionBoard::live() const
{
    QList<FollowedSession> all;
    for (const auto &[path, project] : m_projects) {
        QList<FollowedSession> sessions;
        for (const auto &[id, session] : project->follower().sessions())
            sessions << session;
        std::ranges::stable_sort(sessions, {}, [](const FollowedSession &s) { return s.session.startTime; });
        all += sessions;
    }
    return all;
}

void SessionBoard::checkAll()
{
    for (const auto &[path, project] : m_projects)
        project->follower().check();
}

void SessionBoard::finishWriting(std::chrono::milliseconds patience)
{
    QElapsedTimer since;
    since.start();
    for (const auto *projects : {&m_projects, &m_unwatched}) {
        for (const auto &[path, project] : *projects) {
            const auto left = patience - std::chrono::milliseconds(since.elapsed());
            if (project->store().hasUnwritten())
                std::ignore = project->store().finish(std::max(left, std::chrono::milliseconds(0)));
        }
    }
}

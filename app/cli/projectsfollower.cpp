// SPDX-License-Identifier: GPL-3.0-or-later
#include "projectsfollower.h"

#include <QFileInfo>

#include <algorithm>

ProjectsFollower::ProjectsFollower(CommandContext &context, QObject *parent)
    : QObject(parent)
    , m_context(context)
{
    connect(&m_context.events(), &PathEvents::stirred, this, [this](const QString &path) {
        if (path != m_registry)
            return;
        for (const QString &stateFile : m_context.projects().stateFiles())
            add(stateFile);
    });
}

ProjectsFollower::~ProjectsFollower()
{
    m_context.events().release(m_registry);
}

void ProjectsFollower::add(const QString &stateFile)
{
    const auto isIt = [&stateFile](const auto &f) { return f->follower.stateFile() == stateFile; };
    if (std::ranges::any_of(m_followed, isIt))
        return;
    m_followed.push_back(std::make_unique<FollowedProject>(stateFile, m_context));
    m_followed.back()->lookAfterOrphans();
    ProjectFollower &follower = m_followed.back()->follower;
    connect(&follower, &ProjectFollower::started, this, &ProjectsFollower::started);
    connect(&follower, &ProjectFollower::changed, this, &ProjectsFollower::changed);
    connect(&follower, &ProjectFollower::ended, this, &ProjectsFollower::ended);
    connect(&follower, &ProjectFollower::problemChanged, this, &ProjectsFollower::problemChanged);
    connect(&follower, &ProjectFollower::slownessChanged, this, [this](const QString &sentence) {
        if (!sentence.isEmpty())
            Q_EMIT slowed(sentence);
    });
    for (const auto &[id, session] : FollowedSessions(follower.sessions()))
        Q_EMIT started(session);
}

void ProjectsFollower::addAll()
{
    // Watched before it is listed, so that none is missed in between.
    const QString folder = m_context.projects().folder();
    if (m_registry.isEmpty() && makePrivateFolder(QFileInfo(folder).path()) && makePrivateFolder(folder)) {
        m_registry = folder;
        m_context.events().hold(folder);
        [[maybe_unused]] const bool isSeen = m_context.events().watch(folder);
    }
    for (const QString &stateFile : m_context.projects().stateFiles())
        add(stateFile);
}

QList<FollowedSession> ProjectsFollower::sessions() const
{
    QList<FollowedSession> all;
    for (const auto &followed : m_followed) {
        QList<FollowedSession> some;
        for (const auto &[id, session] : followed->follower.sessions())
            some += session;
        std::ranges::stable_sort(some, {}, [](const FollowedSession &s) { return s.session.startTime; });
        all += some;
    }
    return all;
}

QString ProjectsFollower::project() const
{
    return m_followed.size() == 1 ? m_followed.front()->follower.project() : QString();
}

QString ProjectsFollower::problem() const
{
    for (const auto &followed : m_followed) {
        if (!followed->follower.problem().isEmpty())
            return followed->follower.problem();
    }
    return {};
}

QString ProjectsFollower::slowness() const
{
    for (const auto &followed : m_followed) {
        if (!followed->follower.slowness().isEmpty())
            return followed->follower.slowness();
    }
    return {};
}

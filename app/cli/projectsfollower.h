// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "followedproject.h"

#include <QObject>

#include <memory>
#include <vector>

/// Follows one or several projects at once, looks after their orphans, and finds projects that appear
/// meanwhile.
class ProjectsFollower : public QObject
{
    Q_OBJECT
public:
    explicit ProjectsFollower(CommandContext &context, QObject *parent = nullptr);
    ~ProjectsFollower() override;

    void add(const QString &stateFile);
    /// Also every project that this user knows, now and from now on.
    void addAll();

    /// Live sessions of all, by project and start.
    [[nodiscard]] QList<FollowedSession> sessions() const;
    /// The project, where it is just one.
    [[nodiscard]] QString project() const;
    [[nodiscard]] QString problem() const;
    /// Why changes are seen late; empty where they are not.
    [[nodiscard]] QString slowness() const;

Q_SIGNALS:
    void started(const FollowedSession &session);
    void changed(const FollowedSession &before, const FollowedSession &now);
    void ended(const FollowedSession &session);
    void problemChanged(const QString &sentence);
    /// Changes are seen late from now on; says why.
    void slowed(const QString &sentence);

private:
    CommandContext &m_context;
    std::vector<std::unique_ptr<FollowedProject>> m_followed;
    QString m_registry; ///< the folder that is watched for projects that appear
};

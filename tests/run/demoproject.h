// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "demoserver.h"
#include "fakehistory.h"
#include "filesessionstore.h"
#include "generationrun.h"
#include "orphankeeper.h"
#include "projectfollower.h"
#include "statefile.h"

#include <QDir>
#include <QNetworkAccessManager>
#include <QTemporaryDir>

/// A project folder, this user's private folders and a demo server, for one test.
class DemoProject
{
public:
    explicit DemoProject(const QStringList &failures = {},
                         std::chrono::milliseconds step = std::chrono::milliseconds(2));

    /// Another set of the same project's collaborators, as another process would have them.
    struct Window {
        explicit Window(DemoProject &project);
        FileSessionStore store;
        ProjectFollower follower;
    };

    [[nodiscard]] QString stateFile() const { return defaultStateFile(m_project.path()); }
    [[nodiscard]] QString folder() const { return m_project.path(); }
    [[nodiscard]] RunNeeds runNeeds(Window &window);
    [[nodiscard]] CancelWish::Needs cancelNeeds(Window &window);
    [[nodiscard]] RunOrder order(const QString &prompt, int images = 1) const;
    /// What the state file says now.
    [[nodiscard]] QByteArray stateBytes() const;
    /// The pictures that lie in the project.
    [[nodiscard]] QStringList pictures() const;

    QTemporaryDir m_project;
    QTemporaryDir m_private;
    demo::DemoServer server;
    QNetworkAccessManager network;
    std::unique_ptr<SwarmClient> client;
    SystemProcessTable processes;
    PathEvents events;
    TicketBox tickets;
    PreviewBox previews;
    ProjectRegistry projects;
    FakeHistory history;
};

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "desktopparts.h"
#include "filesessionstore.h"
#include "orphankeeper.h"
#include "projectfollower.h"

/// One project folder: follows its sessions, looks after its orphans, and writes its state file.
class WatchedProject : public QObject
{
    Q_OBJECT
public:
    WatchedProject(const QString &folder, DesktopParts &parts, QObject *parent = nullptr);

    [[nodiscard]] QString folder() const { return m_follower.project(); }
    [[nodiscard]] ProjectFollower &follower() { return m_follower; }
    [[nodiscard]] const ProjectFollower &follower() const { return m_follower; }
    [[nodiscard]] FileSessionStore &store() { return m_store; }
    [[nodiscard]] CancelWish::Needs cancelNeeds();

private:
    DesktopParts &m_parts;
    FileSessionStore m_store;
    ProjectFollower m_follower;
    OrphanKeeper m_keeper;
};

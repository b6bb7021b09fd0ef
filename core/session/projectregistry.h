// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "clock.h"

#include <QString>
#include <QStringList>

/// The projects in which this user ever ran a session: what `--all` means, and what the window offers to
/// watch. One small file for each in the private state folder, so that several processes add without a lock.
class ProjectRegistry
{
public:
    explicit ProjectRegistry(const QString &privateFolder, WallClock now = systemWallClock());

    /// `stateFile` is the file that its sessions are in. Cheap when it is known already.
    void add(const QString &stateFile) const;
    /// State files of known projects whose folder still exists, by path.
    [[nodiscard]] QStringList stateFiles() const;

    /// Changes when a project is added; may not exist yet.
    [[nodiscard]] QString folder() const;

private:
    QString m_folder;
    WallClock m_now;
};

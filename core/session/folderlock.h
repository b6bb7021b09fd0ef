// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "result.h"
#include "statefile.h"

#include <QString>

#include <chrono>

/// The right to write the state files of a folder, shared by all processes: the kernel's flock on the folder
/// itself (nothing is left behind, and the kernel frees it when its holder dies), or on a sibling lock file
/// where the file system has no locks on folders. Not fair: whoever gives it back and takes it again without
/// a rest can keep it from those who wait (a store rests, see StorePace). Blocks, for a bounded time: for the
/// writer thread only.
class FolderLock
{
public:
    /// Waits at most `patience`. Fails as Locked, naming the holder's pid where /proc/locks tells it, or as
    /// FileSystem.
    [[nodiscard]] static Result<FolderLock> take(const QString &stateFile,
                                                 std::chrono::milliseconds patience);
    FolderLock(FolderLock &&other) noexcept;
    FolderLock &operator=(FolderLock &&other) noexcept;
    ~FolderLock(); ///< gives it back

    /// As it was found; the folder stays open as long as the lock is held.
    [[nodiscard]] const StatePlace &place() const { return m_place; }

private:
    FolderLock(int descriptor, StatePlace place) noexcept
        : m_descriptor(descriptor)
        , m_place(std::move(place))
    {
    }
    int m_descriptor = -1;
    StatePlace m_place;
};

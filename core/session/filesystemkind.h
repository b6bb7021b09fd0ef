// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

/// True for network and user-space file systems (NFS, SMB, FUSE, 9p), told by their type: their folders have
/// no locks that reach all who share them, and changes made elsewhere give no events here.
[[nodiscard]] bool isShared(int descriptor);
[[nodiscard]] bool isShared(const QString &folder);

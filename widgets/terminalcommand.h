// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

/// Commands to paste into a terminal; paths are quoted for a POSIX shell.
[[nodiscard]] QString watchCommand(const QString &sessionId, const QString &project);
/// One to try; empty `project`: the current folder.
[[nodiscard]] QString tryCommand(const QString &project);

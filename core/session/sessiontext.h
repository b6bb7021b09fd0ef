// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "session.h"

#include <limits>

#include <sys/types.h>

// What a session of the state file may hold, for those who read and write it.

inline constexpr qsizetype labelBytes = 80;
inline constexpr qsizetype serverBytes = 96;
inline constexpr qsizetype nameBytes = ownerNameBytes;
inline constexpr qint64 mostPid = std::numeric_limits<pid_t>::max();
inline constexpr int progressSteps = 10'000; ///< 4 decimals

/// What others wrote ends up in terminals and menus, and an entry is promised to stay within 1 KB: control
/// characters become spaces, and what is longer than `most` bytes is cut between two characters.
[[nodiscard]] QString plain(QString text, qsizetype most);
/// Without user, query and fragment.
[[nodiscard]] QString publicServer(const QString &server);
/// 0 to progressSteps, whatever number it is.
[[nodiscard]] long progressParts(double progress);

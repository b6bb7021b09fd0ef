// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <optional>

#include <QtGlobal>

/// flock(LOCK_EX) that waits at most `patience`, asleep in the kernel's own queue. 0, ETIMEDOUT, or the
/// errno. Blocks; any thread.
[[nodiscard]] int lockWithin(int descriptor, std::chrono::milliseconds patience);

/// Who holds the flock on what `descriptor` has open, by /proc/locks; none where that does not tell.
[[nodiscard]] std::optional<qint64> lockHolder(int descriptor);

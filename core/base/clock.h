// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDateTime>

#include <chrono>
#include <functional>

/// Wall time, always UTC. Given in, so that tests need no sleeping.
using WallClock = std::function<QDateTime()>;

/// Time that only moves forward and goes on while the machine is suspended (CLOCK_BOOTTIME where there is
/// one). All waiting is measured with it.
using MonotonicClock = std::function<std::chrono::milliseconds()>;

[[nodiscard]] WallClock systemWallClock();
[[nodiscard]] MonotonicClock systemMonotonicClock();

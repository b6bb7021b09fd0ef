// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "clock.h"
#include "owner.h"

#include <functional>

/// Who is looking at sessions, and what can be told from there.
struct Viewpoint {
    Owner self = {}; ///< this process
    /// Whether a living process of this machine has a terminal; false where that is not known.
    std::function<bool(const Owner &)> hasTerminal = {};
    WallClock now = systemWallClock();
    /// How long completed and cancelled sessions stay in lists.
    std::chrono::seconds keepFinished{3600};
};

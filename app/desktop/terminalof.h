// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "owner.h"

/// Whether a process of this machine has a terminal. False where that cannot be told from here: another host,
/// boot or pid namespace than that of `self`.
[[nodiscard]] bool hasTerminal(const Owner &process, const Owner &self);

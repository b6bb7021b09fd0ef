// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

/// Where cells and their titles stand in their columns, in logical pixels.
inline constexpr int leadingInset = 4;
inline constexpr int trailingInset = 8;
inline constexpr int glyphSize = 16;

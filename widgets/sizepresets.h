// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QSize>
#include <QString>

#include <span>

/// A shape of pictures, as width to height.
struct SizePreset {
    int width = 1;
    int height = 1;
};

/// Squarest first, landscapes, then their portraits.
[[nodiscard]] std::span<const SizePreset> sizePresets();
[[nodiscard]] QString presetName(const SizePreset &preset); ///< "16:9"

/// That shape with the same area as `standard`, sides rounded to the multiple that servers draw in.
[[nodiscard]] QSize sizeOf(const SizePreset &preset, const QSize &standard);

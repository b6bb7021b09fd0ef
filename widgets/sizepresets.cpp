// SPDX-License-Identifier: GPL-3.0-or-later
#include "sizepresets.h"

#include <array>
#include <cmath>

using namespace Qt::StringLiterals;

namespace
{

constexpr int precision = 64; // what the common models are trained in steps of
constexpr std::array presets{
    SizePreset{1, 1}, SizePreset{4, 3}, SizePreset{3, 2},  SizePreset{16, 9}, SizePreset{21, 9},
    SizePreset{3, 4}, SizePreset{2, 3}, SizePreset{9, 16}, SizePreset{9, 21},
};

int rounded(double side)
{
    return std::max(precision, int(std::lround(side / precision)) * precision);
}

} // namespace

std::span<const SizePreset> sizePresets()
{
    return presets;
}

QString presetName(const SizePreset &preset)
{
    return u"%1:%2"_s.arg(preset.width).arg(preset.height);
}

QSize sizeOf(const SizePreset &preset, const QSize &standard)
{
    const double area = double(standard.width()) * standard.height();
    const double ratio = double(preset.width) / preset.height;
    return {rounded(std::sqrt(area * ratio)), rounded(std::sqrt(area / ratio))};
}

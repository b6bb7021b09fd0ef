// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "colour.h"

#include <QtGlobal>

#include <cmath>

namespace demo
{

/// Value noise: random numbers at whole places, the same for the same place and seed, smooth between them.
[[nodiscard]] inline quint32 scramble(quint32 x)
{
    x ^= x >> 16;
    x *= 0x7feb352dU;
    x ^= x >> 15;
    x *= 0x846ca68bU;
    return x ^ (x >> 16);
}

/// 0..1
[[nodiscard]] inline float randomAt(int x, int y, quint32 seed)
{
    return float(scramble(quint32(x) * 0x9e3779b1U ^ scramble(quint32(y) * 0x85ebca77U ^ seed)) >> 8)
        / 16777216.0F;
}

/// 0..1
[[nodiscard]] inline float noise(float x, float y, quint32 seed)
{
    const float left = std::floor(x);
    const float top = std::floor(y);
    const float u = smoothStep(0, 1, x - left);
    const float v = smoothStep(0, 1, y - top);
    const int i = int(left);
    const int j = int(top);
    const float upper = randomAt(i, j, seed) * (1 - u) + randomAt(i + 1, j, seed) * u;
    const float lower = randomAt(i, j + 1, seed) * (1 - u) + randomAt(i + 1, j + 1, seed) * u;
    return upper * (1 - v) + lower * v;
}

/// Several noises over each other, each twice as fine and half as strong. 0..1
[[nodiscard]] inline float layeredNoise(float x, float y, quint32 seed, int layers)
{
    float sum = 0;
    float weight = 0.5F;
    for (int layer = 0; layer < layers; ++layer, weight /= 2) {
        sum += weight * noise(x, y, seed + quint32(layer) * 101);
        x *= 2.03F;
        y *= 2.03F;
    }
    return sum / (1 - weight * 2);
}

/// As layeredNoise(), with sharp crests: mountains.
[[nodiscard]] inline float crestedNoise(float x, quint32 seed, int layers)
{
    float sum = 0;
    float weight = 0.5F;
    for (int layer = 0; layer < layers; ++layer, weight /= 2) {
        sum += weight * (1 - std::abs(2 * noise(x, 0, seed + quint32(layer) * 101) - 1));
        x *= 2.03F;
    }
    return sum / (1 - weight * 2);
}

} // namespace demo

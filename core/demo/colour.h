// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <algorithm>

namespace demo
{

/// A colour in 0..1, as pixels hold it.
struct Colour {
    float red = 0;
    float green = 0;
    float blue = 0;

    friend Colour operator+(Colour a, Colour b)
    {
        return {a.red + b.red, a.green + b.green, a.blue + b.blue};
    }
    friend Colour operator*(Colour a, float f) { return {a.red * f, a.green * f, a.blue * f}; }
};

[[nodiscard]] inline Colour mixed(Colour a, Colour b, float share)
{
    return a * (1 - share) + b * share;
}

/// 0 below `from`, 1 above `to`, smooth between.
[[nodiscard]] inline float smoothStep(float from, float to, float x)
{
    const float t = std::clamp((x - from) / (to - from), 0.0F, 1.0F);
    return t * t * (3 - 2 * t);
}

} // namespace demo

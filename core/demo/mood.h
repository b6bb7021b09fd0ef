// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "colour.h"

#include <QString>

namespace demo
{

/// What a prompt and a seed make of a landscape before it is drawn: its light, its colours, what stands in
/// it. The words of the prompt steer it ("night", "snow", "lake", "fox" …), the rest is picked from both.
struct Mood {
    quint32 seed = 0; ///< of all noise in the picture
    bool night = false;
    bool trees = false;
    bool water = false;
    bool animal = false;
    float snow = 0; ///< how far down it lies, 0..1
    float mist = 0.5F;
    float clouds = 0.5F;
    float roughness = 0.5F; ///< dunes 0, peaks 1
    float lightX = 0.5F; ///< sun or moon, in widths and heights of the picture
    float lightY = 0.3F;
    Colour skyTop = {}, skyMiddle = {}, skyBottom = {}, light = {}, far = {}, near = {};

    [[nodiscard]] static Mood of(const QString &prompt, qint64 seed);
};

} // namespace demo

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "mood.h"

#include <QSize>

#include <array>
#include <span>
#include <vector>

namespace demo
{

/// A landscape in a frame of a given size in pixels. The same mood looks the same at every size, but for
/// detail. Drawing asks for rows, in any order, so that it can be done in pieces.
class Scenery
{
public:
    Scenery(const Mood &mood, QSize size);

    [[nodiscard]] QSize size() const { return m_size; }
    /// Fills `rgb`, three bytes a pixel, with row `y`.
    void drawRow(int y, std::span<uchar> rgb) const;

private:
    static constexpr int ridgeCount = 6;

    struct Column {
        std::array<float, ridgeCount> top = {}; ///< where each ridge begins, in heights from above
        std::array<float, ridgeCount> lit = {}; ///< how much its slope faces the light, -1..1
    };

    [[nodiscard]] bool hasTrees(int ridge) const;
    [[nodiscard]] float ridgeTop(int ridge, float x) const;
    [[nodiscard]] Colour sky(float x, float v) const;
    [[nodiscard]] Colour ground(int ridge, const Column &column, float x, float v) const;
    [[nodiscard]] Colour land(const Column &column, float x, float v) const;
    [[nodiscard]] Colour water(float x, float v) const;
    [[nodiscard]] float stars(float x, float v) const;
    [[nodiscard]] bool inAnimal(float x, float v) const;
    [[nodiscard]] const Column &columnAt(float x) const;

    Mood m_mood;
    QSize m_size;
    float m_aspect; ///< width in heights
    float m_shore = 2; ///< where the water begins; 2: none
    float m_animalX = -9;
    float m_animalY = 0;
    std::vector<Column> m_columns;
};

} // namespace demo

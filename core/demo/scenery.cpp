// SPDX-License-Identifier: GPL-3.0-or-later
#include "scenery.h"

#include "noise.h"

namespace demo
{

namespace
{

constexpr Colour snowColour{0.95F, 0.97F, 1.0F};

float distanceShare(int ridge, int count)
{
    return float(ridge) / float(count - 1);
}

bool inEllipse(float x, float y, float radiusX, float radiusY)
{
    return x * x / (radiusX * radiusX) + y * y / (radiusY * radiusY) < 1;
}

uchar pixel(float value)
{
    return uchar(std::clamp(value, 0.0F, 1.0F) * 255.0F + 0.5F);
}

} // namespace

Scenery::Scenery(const Mood &mood, QSize size)
    : m_mood(mood)
    , m_size(size)
    , m_aspect(float(size.width()) / float(size.height()))
    , m_columns(size_t(size.width()))
{
    const float step = m_aspect / float(size.width());
    const float side = m_mood.lightX > 0.5F ? 1 : -1;
    for (size_t i = 0; i < m_columns.size(); ++i) {
        const float x = (float(i) + 0.5F) * step;
        for (int ridge = 0; ridge < ridgeCount; ++ridge) {
            const float top = ridgeTop(ridge, x);
            const float slope = (ridgeTop(ridge, x + 0.004F) - top) / 0.004F;
            m_columns[i].top[size_t(ridge)] = top;
            m_columns[i].lit[size_t(ridge)] = hasTrees(ridge) ? 0 : std::clamp(-slope * side, -1.0F, 1.0F);
        }
    }
    if (m_mood.water)
        m_shore = 0.70F + 0.08F * randomAt(20, 1, m_mood.seed);
    if (m_mood.animal) {
        m_animalX = m_aspect * (0.25F + 0.5F * randomAt(21, 1, m_mood.seed));
        m_animalY = ridgeTop(ridgeCount - 1, m_animalX) + 0.012F;
    }
}

bool Scenery::hasTrees(int ridge) const
{
    return m_mood.trees && ridge >= ridgeCount - 3 && ridge < ridgeCount - 1;
}

float Scenery::ridgeTop(int ridge, float x) const
{
    const float near = distanceShare(ridge, ridgeCount);
    const quint32 seed = m_mood.seed + quint32(ridge) * 7919;
    const float foot = 0.52F + 0.40F * near * near + 0.06F * near;
    const float height = (0.34F - 0.24F * near) * (0.35F + 0.65F * m_mood.roughness);
    const float wide = 1.4F + 0.7F * near;
    const float rolling = layeredNoise(x * wide + 31, 0, seed, 4);
    const float peaks = crestedNoise(x * wide + 31, seed, 5);
    const float rough = m_mood.roughness * (1 - near);
    float top = foot - height * (rolling * (1 - rough) + peaks * rough * 1.15F);
    if (hasTrees(ridge)) {
        const float size = 0.014F + 0.030F * (near - 0.5F);
        const float place = x / (size * 0.62F);
        const int tree = int(std::floor(place));
        const float tall = 0.45F + 0.75F * randomAt(tree, ridge, seed);
        top -= size * 1.9F * tall * (1 - std::abs(2 * (place - float(tree)) - 1));
    }
    return top;
}

float Scenery::stars(float x, float v) const
{
    constexpr float cells = 46;
    const int i = int(x * cells);
    const int j = int(v * cells);
    const float luck = randomAt(i, j, m_mood.seed + 5);
    if (luck < 0.80F)
        return 0;
    const float dx = x * cells - float(i) - (0.2F + 0.6F * randomAt(i, j, m_mood.seed + 6));
    const float dy = v * cells - float(j) - (0.2F + 0.6F * randomAt(i, j, m_mood.seed + 7));
    return (luck - 0.80F) * 5 * std::exp(-(dx * dx + dy * dy) * 150) * smoothStep(0.6F, 0.1F, v);
}

Colour Scenery::sky(float x, float v) const
{
    Colour colour = v < 0.34F ? mixed(m_mood.skyTop, m_mood.skyMiddle, smoothStep(0, 0.34F, v))
                              : mixed(m_mood.skyMiddle, m_mood.skyBottom, smoothStep(0.30F, 0.62F, v));
    const float dx = x - m_mood.lightX * m_aspect;
    const float dy = v - m_mood.lightY;
    const float distance = std::sqrt(dx * dx + dy * dy);
    const float radius = m_mood.night ? 0.045F : 0.055F;
    colour = mixed(colour, m_mood.light, (m_mood.night ? 0.22F : 0.55F) * std::exp(-distance * 5.5F));
    if (m_mood.night)
        colour = colour + Colour{1, 1, 1} * stars(x, v);
    Colour disc = m_mood.light;
    if (m_mood.night) // the moon has seas
        disc = disc * (0.80F + 0.20F * noise(dx * 60 + 9, dy * 60 + 9, m_mood.seed));
    colour = mixed(colour, disc, smoothStep(radius, radius * 0.93F, distance));
    if (m_mood.clouds > 0.05F) {
        const float drift = layeredNoise(x * 2.1F + 3, v * 7.5F, m_mood.seed + 40, 4);
        const float cover = smoothStep(0.74F - 0.28F * m_mood.clouds, 0.95F - 0.15F * m_mood.clouds, drift);
        const Colour white = mixed(m_mood.skyBottom, m_mood.light, 0.55F) * (m_mood.night ? 0.35F : 1.0F);
        colour = mixed(colour, white, 0.75F * cover * smoothStep(0.62F, 0.30F, v));
    }
    return colour;
}

Colour Scenery::ground(int ridge, const Column &column, float x, float v) const
{
    const float near = distanceShare(ridge, ridgeCount);
    const float top = column.top[size_t(ridge)];
    const float below = v - top;
    const quint32 seed = m_mood.seed + quint32(ridge) * 31;
    Colour colour = mixed(m_mood.far, m_mood.near, std::pow(near, 0.8F));
    const float grain = layeredNoise(x * 26, v * 40, seed, 2) - 0.5F;
    const float lit = column.lit[size_t(ridge)] * std::exp(-below * 14);
    colour = colour * (1 + 0.30F * lit + 0.20F * grain);
    if (m_mood.snow > 0 && near < 0.75F) {
        const float high = std::clamp((0.66F - top) * 3, 0.0F, 1.0F);
        const float ragged = layeredNoise(x * 44, v * 30, seed, 3);
        const float depth = 0.15F * m_mood.snow * high * (ragged - 0.12F);
        const Colour snow
            = mixed(m_mood.skyMiddle, snowColour, m_mood.night ? 0.30F : 0.85F) * (1 + 0.16F * lit);
        if (depth > 0.004F)
            colour = mixed(colour, snow, 0.92F * smoothStep(depth, depth * 0.8F, below));
    }
    const float haze = m_mood.mist * (1 - near * near) * smoothStep(0.0F, 0.22F, below);
    return mixed(colour, m_mood.skyBottom, 0.75F * haze);
}

Colour Scenery::land(const Column &column, float x, float v) const
{
    for (int ridge = ridgeCount - 1; ridge >= 0; --ridge) {
        if (ridge == ridgeCount - 1 && inAnimal(x, v))
            return m_mood.near * 0.35F;
        if (v >= column.top[size_t(ridge)])
            return ground(ridge, column, x, v);
    }
    return sky(x, v);
}

Colour Scenery::water(float x, float v) const
{
    const float depth = (v - m_shore) / (1 - m_shore);
    const float wave = layeredNoise(x * 7, v * 160, m_mood.seed + 90, 3) - 0.5F;
    const float mirroredX = std::clamp(x + wave * 0.05F * (0.3F + depth), 0.0F, m_aspect * 0.9999F);
    const float mirroredV = std::max(0.0F, m_shore - (v - m_shore) * 1.25F);
    Colour colour = sky(mirroredX, mirroredV);
    const Column &column = columnAt(mirroredX);
    for (int ridge = ridgeCount - 3; ridge >= 0; --ridge) {
        if (mirroredV >= column.top[size_t(ridge)]) {
            colour = ground(ridge, column, mirroredX, mirroredV);
            break;
        }
    }
    colour = mixed(colour, mixed(m_mood.skyTop, m_mood.near, 0.35F), 0.22F + 0.30F * depth);
    return colour + m_mood.light * (std::max(0.0F, wave) * 0.10F);
}

bool Scenery::inAnimal(float x, float v) const
{
    const float dx = (x - m_animalX) / 0.085F;
    const float dy = (v - m_animalY) / 0.085F;
    if (dx < -1.5F || dx > 1.5F || dy < -2.3F || dy > 0.1F)
        return false;
    const bool ears
        = dy > -2.2F && dy < -1.5F && std::abs(std::abs(dx + 0.15F) - 0.27F) < (dy + 2.2F) * 0.28F;
    return inEllipse(dx, dy + 0.5F, 0.52F, 0.75F) // body
        || inEllipse(dx + 0.08F, dy + 0.2F, 0.62F, 0.32F) // legs
        || inEllipse(dx + 0.15F, dy + 1.35F, 0.44F, 0.37F) // head
        || inEllipse(dx - 0.75F, dy + 0.25F + 0.5F * (dx - 0.75F), 0.55F, 0.20F) // tail
        || ears;
}

const Scenery::Column &Scenery::columnAt(float x) const
{
    const auto last = qsizetype(m_columns.size()) - 1;
    const auto index = qsizetype(x / m_aspect * float(m_columns.size()));
    return m_columns[size_t(std::clamp<qsizetype>(index, 0, last))];
}

void Scenery::drawRow(int y, std::span<uchar> rgb) const
{
    const float v = (float(y) + 0.5F) / float(m_size.height());
    for (int i = 0; i < m_size.width(); ++i) {
        const float x = (float(i) + 0.5F) / float(m_size.width()) * m_aspect;
        const Column &column = m_columns[size_t(i)];
        const bool foreground = v >= column.top[ridgeCount - 1] || inAnimal(x, v);
        Colour colour = v > m_shore && !foreground ? water(x, v) : land(column, x, v);
        const float dx = x / m_aspect - 0.5F;
        const float dy = v - 0.5F;
        colour = colour * (1.04F - 0.34F * (dx * dx + dy * dy));
        rgb[size_t(i) * 3] = pixel(colour.red);
        rgb[size_t(i) * 3 + 1] = pixel(colour.green);
        rgb[size_t(i) * 3 + 2] = pixel(colour.blue);
    }
}

} // namespace demo

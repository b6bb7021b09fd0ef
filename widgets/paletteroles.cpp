// SPDX-License-Identifier: GPL-3.0-or-later
#include "paletteroles.h"

#include <array>
#include <cmath>

namespace
{

constexpr qreal readable = 4.5; // WCAG AA for text

struct Tones {
    QRgb light;
    QRgb dark;
};

constexpr std::array tones{
    Tones{0x1d6fb8, 0x5cb3f2}, // Active
    Tones{0x1e7b3c, 0x57c77d}, // Positive
    Tones{0xc0262d, 0xff8078}, // Negative
    Tones{0x8f5a00, 0xe5a83b}, // Caution
    Tones{0x63696f, 0xa3abb2}, // Muted
};

qreal luminance(const QColor &colour)
{
    const auto linear = [](qreal channel) {
        return channel <= 0.04045 ? channel / 12.92 : std::pow((channel + 0.055) / 1.055, 2.4);
    };
    return 0.2126 * linear(colour.redF()) + 0.7152 * linear(colour.greenF())
        + 0.0722 * linear(colour.blueF());
}

} // namespace

QColor roleColour(ColourRole role, const QPalette &palette)
{
    const QColor text = palette.color(QPalette::Active, QPalette::Text);
    if (isHighContrast(palette))
        return text;
    const Tones &tone = tones.at(size_t(role));
    const QColor wished(isDark(palette) ? tone.dark : tone.light);
    const QColor base = palette.color(QPalette::Active, QPalette::Base);
    QColor colour = wished;
    for (int step = 1; step <= 10 && contrast(colour, base) < readable; ++step)
        colour = mixed(wished, text, step / 10.0);
    return colour;
}

QPalette withReadableHints(const QPalette &palette)
{
    QPalette readableOne = palette;
    readableOne.setColor(QPalette::PlaceholderText, roleColour(ColourRole::Muted, palette));
    return readableOne;
}

bool isDark(const QPalette &palette)
{
    return luminance(palette.color(QPalette::Active, QPalette::Base))
        < 0.18; // where black and white text tie
}

bool isHighContrast(const QPalette &palette)
{
    const QColor base = palette.color(QPalette::Active, QPalette::Base);
    const QColor window = palette.color(QPalette::Active, QPalette::Window);
    return contrast(palette.color(QPalette::Active, QPalette::Text), base) >= 18
        && contrast(window, base) < 1.05;
}

QColor mixed(const QColor &base, const QColor &ink, qreal share)
{
    const auto blend = [share](float from, float to) { return float(from + (to - from) * share); };
    return QColor::fromRgbF(blend(base.redF(), ink.redF()), blend(base.greenF(), ink.greenF()),
                            blend(base.blueF(), ink.blueF()));
}

qreal contrast(const QColor &one, const QColor &other)
{
    const auto [darker, lighter] = std::minmax({luminance(one), luminance(other)});
    return (lighter + 0.05) / (darker + 0.05);
}

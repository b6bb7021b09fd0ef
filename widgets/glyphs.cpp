// SPDX-License-Identifier: GPL-3.0-or-later
#include "glyphs.h"

#include "paletteroles.h"

#include <QFile>
#include <QGuiApplication>
#include <QPainter>
#include <QPixmapCache>
#include <QSvgRenderer>

#include <array>

using namespace Qt::StringLiterals;

namespace
{

constexpr std::array stateNames{
    "pending"_L1,   "generating"_L1, "cancelling"_L1, "orphan"_L1,    "stopped"_L1,     "silent"_L1,
    "completed"_L1, "partial"_L1,    "failed"_L1,     "cancelled"_L1, "interrupted"_L1, "ended"_L1,
};

constexpr std::array iconSizes{16, 24, 32, 48, 64};

/// Arrows follow the reading direction; clock, dice and frames do not.
bool isDirected(const QString &name)
{
    return name == "action-open"_L1 || name == "action-again"_L1 || name == "action-history"_L1;
}

QPixmap drawn(const QByteArray &svg, int pixels)
{
    QPixmap pixmap(pixels, pixels);
    pixmap.fill(Qt::transparent);
    QPainter painter(&pixmap);
    QSvgRenderer(svg).render(&painter);
    return pixmap;
}

QIcon iconOf(const QString &name, const QColor &normal, const QPalette &palette)
{
    QIcon icon;
    const Qt::LayoutDirection direction = QGuiApplication::layoutDirection();
    const QColor disabled = palette.color(QPalette::Disabled, QPalette::Text);
    const QColor selected = palette.color(QPalette::HighlightedText);
    for (const int size : iconSizes) {
        icon.addPixmap(glyphPixmap(name, size, normal, 1, direction), QIcon::Normal);
        icon.addPixmap(glyphPixmap(name, size, disabled, 1, direction), QIcon::Disabled);
        icon.addPixmap(glyphPixmap(name, size, selected, 1, direction), QIcon::Selected);
    }
    return icon;
}

} // namespace

QString glyphName(Glyph glyph)
{
    return "state-"_L1 + stateNames.at(size_t(glyph));
}

QByteArray recoloured(const QString &name, const QColor &colour)
{
    QFile file(":/glyphs/"_L1 + name + ".svg"_L1);
    if (!file.open(QFile::ReadOnly))
        return {};
    return file.readAll().replace("color=\"#3b4045\"", "color=\"" + colour.name().toLatin1() + '"');
}

QPixmap glyphPixmap(const QString &name, int size, const QColor &colour, qreal devicePixelRatio,
                    Qt::LayoutDirection direction)
{
    const bool mirrored = direction == Qt::RightToLeft && isDirected(name);
    const QString key
        = u"glyph %1 %2 %3 %4 %5"_s.arg(name, colour.name()).arg(size).arg(devicePixelRatio).arg(mirrored);
    QPixmap pixmap;
    if (QPixmapCache::find(key, &pixmap))
        return pixmap;
    pixmap = drawn(recoloured(name, colour), qRound(size * devicePixelRatio));
    if (mirrored)
        pixmap = pixmap.transformed(QTransform::fromScale(-1, 1));
    pixmap.setDevicePixelRatio(devicePixelRatio);
    QPixmapCache::insert(key, pixmap);
    return pixmap;
}

QIcon glyphIcon(const QString &name, const QPalette &palette)
{
    return iconOf(name, palette.color(QPalette::Active, QPalette::ButtonText), palette);
}

QIcon glyphIcon(const QString &name, ColourRole role, const QPalette &palette)
{
    return iconOf(name, roleColour(role, palette), palette);
}

QIcon applicationIcon()
{
    QIcon icon;
    for (const int size : {16, 22, 24})
        icon.addPixmap(glyphPixmap(u"asset-generator-small"_s, size, {}, 1));
    for (const int size : {32, 48, 64, 128, 256})
        icon.addPixmap(glyphPixmap(u"asset-generator"_s, size, {}, 1));
    return icon;
}

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "trayface.h"

#include <QFont>
#include <QIcon>
#include <QImage>

class QPainter;
class QPainterPath;

/// Paints the tray's icon: a rounded frame that fills clockwise from its top centre as the sessions go on,
/// with their number inside. The other states differ in shape: a picture (idle), a solid square with a mark
/// (needs attention), an open frame struck through (offline).
class TrayIconPainter
{
public:
    /// Edge lengths, in pixels, that panels ask for.
    static constexpr std::array sizes{16, 22, 24, 32, 48, 64};

    /// The number is drawn with the bold outlines of `font`.
    TrayIconPainter(TraySkin skin, QFont font);

    /// All sizes in one icon.
    [[nodiscard]] QIcon icon(const TrayFace &face) const;
    [[nodiscard]] QImage image(const TrayFace &face, int size) const;

private:
    void paintPlate(QPainter &painter, const TrayFace &face, int size) const;
    void paintIdle(QPainter &painter, int size) const;
    void paintRunning(QPainter &painter, const TrayFace &face, int size) const;
    void paintAttention(QPainter &painter, int size) const;
    void paintOffline(QPainter &painter, int size) const;
    [[nodiscard]] QPainterPath number(int value, const QRectF &inside) const;
    [[nodiscard]] QColor ink() const;

    TraySkin m_skin;
    QFont m_font;
};

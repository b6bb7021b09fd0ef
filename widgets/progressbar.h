// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sessionface.h"

#include <QColor>
#include <QRectF>

class QPainter;

/// A thin bar without text.
struct ProgressBar {
    QRectF rect = {};
    BarKind kind = BarKind::Empty;
    double fraction = 0; ///< 0..1
    QColor track = {};
    QColor fill = {};
    Qt::LayoutDirection direction = Qt::LeftToRight; ///< it fills from the leading side
};

/// Track, and on it the part that is done, or a still hatch where the server sends no figure.
void paintProgressBar(QPainter &painter, const ProgressBar &bar);

// SPDX-License-Identifier: GPL-3.0-or-later
#include "progressbar.h"

#include <QPainter>
#include <QPainterPath>

namespace
{

/// 2 px lines every 6 px at 45°, clipped to the bar.
void hatch(QPainter &painter, const ProgressBar &bar)
{
    QPainterPath clip;
    clip.addRoundedRect(bar.rect, 3, 3);
    painter.save();
    painter.setClipPath(clip, Qt::IntersectClip);
    painter.setPen(QPen(bar.fill, 2));
    const qreal height = bar.rect.height();
    for (qreal x = bar.rect.left() - height; x < bar.rect.right() + height; x += 6)
        painter.drawLine(QPointF(x, bar.rect.bottom()), QPointF(x + height, bar.rect.top()));
    painter.restore();
}

} // namespace

void paintProgressBar(QPainter &painter, const ProgressBar &bar)
{
    if (bar.kind == BarKind::None || bar.rect.width() <= 0)
        return;
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(bar.track);
    painter.drawRoundedRect(bar.rect, 3, 3);
    if (bar.kind == BarKind::NoFigure)
        hatch(painter, bar);
    if (bar.kind == BarKind::Figure && bar.fraction > 0) {
        QRectF done = bar.rect;
        done.setWidth(std::max(6.0, bar.rect.width() * std::min(bar.fraction, 1.0)));
        if (bar.direction == Qt::RightToLeft)
            done.moveRight(bar.rect.right());
        painter.setBrush(bar.fill);
        painter.drawRoundedRect(done, 3, 3);
    }
    painter.restore();
}

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QImage>
#include <QPainter>

/// A landscape that looks like a result, without a server.
inline QImage paintedPicture(const QSize &size)
{
    QImage image(size, QImage::Format_RGB32);
    QPainter painter(&image);
    QLinearGradient sky(0, 0, 0, size.height());
    sky.setColorAt(0, QColor(0xf5b26b));
    sky.setColorAt(0.6, QColor(0x8a5a8a));
    sky.setColorAt(1, QColor(0x24304f));
    painter.fillRect(image.rect(), sky);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(QColor(0xfff3d0));
    painter.drawEllipse(QPointF(size.width() * 0.7, size.height() * 0.32), size.height() * 0.1,
                        size.height() * 0.1);
    painter.setBrush(QColor(0x1b2338));
    const auto at = [&](double x, double y) { return QPointF(size.width() * x, size.height() * y); };
    painter.drawPolygon(QPolygonF{at(0, 1), at(0.27, 0.48), at(0.47, 0.82), at(0.6, 0.64), at(0.9, 1)});
    return image;
}

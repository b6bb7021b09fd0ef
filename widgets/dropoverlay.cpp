// SPDX-License-Identifier: GPL-3.0-or-later
#include "dropoverlay.h"

#include "paletteroles.h"

#include <QMimeData>
#include <QPainter>
#include <QUrl>

DropOverlay::DropOverlay(QWidget *parent)
    : QWidget(parent)
{
    setAttribute(Qt::WA_TransparentForMouseEvents);
    hide();
}

QStringList DropOverlay::folders(const QMimeData *dragged)
{
    QStringList folders;
    const QList<QUrl> urls = dragged->urls();
    for (const QUrl &url : urls) {
        if (url.isLocalFile())
            folders << url.toLocalFile();
    }
    return folders;
}

void DropOverlay::cover()
{
    setGeometry(parentWidget()->rect());
    raise();
    show();
}

void DropOverlay::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    QColor ground = palette().color(QPalette::Base);
    ground.setAlphaF(0.85F);
    painter.fillRect(rect(), ground);
    painter.setPen(QPen(roleColour(ColourRole::Active, palette()), 2, Qt::DashLine));
    painter.drawRect(rect().adjusted(12, 12, -12, -12));
    QFont large = font();
    large.setPointSizeF(large.pointSizeF() * 1.4);
    painter.setFont(large);
    painter.setPen(palette().color(QPalette::Text));
    painter.drawText(rect(), Qt::AlignCenter, tr("Drop to watch this folder"));
}

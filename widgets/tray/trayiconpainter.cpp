// SPDX-License-Identifier: GPL-3.0-or-later
#include "trayiconpainter.h"

#include <QPainter>
#include <QPainterPath>

#include <array>
#include <cmath>

using namespace Qt::StringLiterals;
using Attention = StatusReport::Attention;

namespace
{

constexpr QColor slate{0x66, 0x72, 0x7f};
constexpr QColor blue{0x1d, 0x6f, 0xb8};
constexpr QColor rust{0xc2, 0x41, 0x0c};
constexpr QColor lightLine{0xfc, 0xfc, 0xfc};
constexpr QColor darkLine{0x3b, 0x40, 0x45};
constexpr double trackOpacity = 0.38;

// Icons of 22 and 24 pixels are the one of 16 with more air around it, as in icon themes.
constexpr bool isPadded(int size)
{
    return size == 22 || size == 24;
}

int strokeOf(int size)
{
    return isPadded(size) ? 2 : std::max(2, static_cast<int>(std::lround(size / 8.0)));
}

int plateInset(int size)
{
    return size == 22 ? 1 : size == 24 ? 2 : 0;
}

int frameMargin(TraySkin skin, int size)
{
    if (!isPadded(size))
        return static_cast<int>(std::lround(size / 16.0));
    return skin == TraySkin::Colour ? plateInset(size) + 1 : 3;
}

QRectF inset(int size, double margin)
{
    return QRectF(margin, margin, size - 2 * margin, size - 2 * margin);
}

/// The middle of the frame's line.
QRectF frameOf(TraySkin skin, int size)
{
    return inset(size, frameMargin(skin, size) + strokeOf(size) / 2.0);
}

/// A closed rounded frame that begins at its top centre and goes clockwise, so that a dash fills it.
QPainterPath framePath(const QRectF &frame, double radius)
{
    const double d = 2 * radius;
    QPainterPath path(QPointF(frame.center().x(), frame.top()));
    path.lineTo(frame.right() - radius, frame.top());
    path.arcTo(frame.right() - d, frame.top(), d, d, 90, -90);
    path.lineTo(frame.right(), frame.bottom() - radius);
    path.arcTo(frame.right() - d, frame.bottom() - d, d, d, 0, -90);
    path.lineTo(frame.left() + radius, frame.bottom());
    path.arcTo(frame.left(), frame.bottom() - d, d, d, -90, -90);
    path.lineTo(frame.left(), frame.top() + radius);
    path.arcTo(frame.left(), frame.top(), d, d, 180, -90);
    path.closeSubpath();
    return path;
}

/// A place in a box, by fractions of its edges.
QPointF at(const QRectF &box, double x, double y)
{
    return {box.left() + x * box.width(), box.top() + y * box.height()};
}

} // namespace

TrayIconPainter::TrayIconPainter(TraySkin skin, QFont font)
    : m_skin(skin)
    , m_font(std::move(font))
{
    m_font.setBold(true);
}

QColor TrayIconPainter::ink() const
{
    switch (m_skin) {
    case TraySkin::Colour:
        return Qt::white;
    case TraySkin::ForDarkPanels:
        return lightLine;
    case TraySkin::ForLightPanels:
        return darkLine;
    }
    Q_UNREACHABLE();
}

QIcon TrayIconPainter::icon(const TrayFace &face) const
{
    QIcon icon;
    for (const int size : sizes)
        icon.addPixmap(QPixmap::fromImage(image(face, size)));
    return icon;
}

QImage TrayIconPainter::image(const TrayFace &face, int size) const
{
    QImage image(size, size, QImage::Format_ARGB32_Premultiplied);
    image.fill(Qt::transparent);
    QPainter painter(&image);
    painter.setRenderHint(QPainter::Antialiasing);
    if (m_skin == TraySkin::Colour)
        paintPlate(painter, face, size);
    switch (face.attention) {
    case Attention::Idle:
        paintIdle(painter, size);
        break;
    case Attention::Running:
        paintRunning(painter, face, size);
        break;
    case Attention::NeedsAttention:
        paintAttention(painter, size);
        break;
    case Attention::Offline:
        paintOffline(painter, size);
        break;
    }
    return image;
}

void TrayIconPainter::paintPlate(QPainter &painter, const TrayFace &face, int size) const
{
    const bool isProblem = face.attention == Attention::NeedsAttention;
    painter.setPen(Qt::NoPen);
    painter.setBrush(isProblem ? rust : face.attention == Attention::Running ? blue : slate);
    const QRectF plate = inset(size, plateInset(size));
    painter.drawRoundedRect(plate, 0.2 * plate.width(), 0.2 * plate.width());
}

void TrayIconPainter::paintIdle(QPainter &painter, int size) const
{
    QRectF box = inset(size, frameMargin(m_skin, size) + strokeOf(size));
    if (m_skin == TraySkin::Colour) { // the plate is the frame
        box = inset(size, plateInset(size) + 0.15 * (size - 2 * plateInset(size)));
    } else {
        painter.setPen(QPen(ink(), strokeOf(size)));
        painter.setBrush(Qt::NoBrush);
        painter.drawPath(framePath(frameOf(m_skin, size), 0.13 * size));
    }
    painter.setPen(Qt::NoPen);
    painter.setBrush(ink());
    painter.drawPolygon(QPolygonF{at(box, 0, 0.88), at(box, 0.32, 0.36), at(box, 0.57, 0.72),
                                  at(box, 0.7, 0.56), at(box, 1, 0.92), at(box, 1, 1), at(box, 0, 1)});
    painter.drawEllipse(at(box, 0.76, 0.23), 0.15 * box.width(), 0.15 * box.width());
}

void TrayIconPainter::paintRunning(QPainter &painter, const TrayFace &face, int size) const
{
    const double stroke = strokeOf(size);
    const QPainterPath frame = framePath(frameOf(m_skin, size), 0.13 * size);
    painter.setBrush(Qt::NoBrush);
    QColor track = ink();
    track.setAlphaF(trackOpacity);
    painter.setPen(QPen(track, stroke));
    painter.drawPath(frame);
    if (face.step > 0) {
        QPen done(ink(), stroke, Qt::SolidLine, Qt::FlatCap);
        const double length = frame.length() / stroke; // dashes are measured in widths of the pen
        if (face.step < 20)
            done.setDashPattern({length * face.step / 20, 2 * length});
        painter.setPen(done);
        painter.drawPath(frame);
    }
    painter.setPen(Qt::NoPen);
    painter.setBrush(ink());
    painter.drawPath(number(face.number, inset(size, frameMargin(m_skin, size) + stroke)));
}

QPainterPath TrayIconPainter::number(int value, const QRectF &inside) const
{
    QFont font = m_font;
    font.setPixelSize(100);
    QPainterPath path;
    path.addText(0, 0, font, QString::number(std::clamp(value, 1, 99)));
    const QRectF drawn = path.boundingRect();
    // Whole pixels from top to bottom, so that the strokes of small digits stay sharp.
    const double height = std::round(0.7 * inside.height());
    const double down = height / drawn.height();
    const double across = std::min(down, (inside.width() - 1) / drawn.width());
    const double top = inside.top() + std::floor((inside.height() - height) / 2);
    QTransform fit = QTransform::fromTranslate(inside.center().x(), top);
    fit.scale(across, down);
    fit.translate(-drawn.center().x(), -drawn.top());
    return fit.map(path);
}

void TrayIconPainter::paintAttention(QPainter &painter, int size) const
{
    const double margin = m_skin == TraySkin::Colour ? plateInset(size) : frameMargin(m_skin, size);
    const QRectF square = inset(size, margin);
    painter.setPen(Qt::NoPen);
    painter.setBrush(ink());
    if (m_skin != TraySkin::Colour) {
        painter.drawRoundedRect(square, 0.2 * square.width(), 0.2 * square.width());
        painter.setCompositionMode(QPainter::CompositionMode_Clear); // the mark is cut out
    }
    const double width = strokeOf(size);
    const double left = (size - width) / 2;
    const double top = std::round(square.top() + 0.2 * square.height());
    const double bottom = std::round(square.bottom() - 0.2 * square.height());
    painter.drawRect(QRectF(left, bottom - width, width, width));
    painter.drawRect(QRectF(left, top, width, bottom - top - width - std::max(1.0, std::round(width / 2))));
}

void TrayIconPainter::paintOffline(QPainter &painter, int size) const
{
    const QRectF frame = frameOf(m_skin, size);
    const double stroke = strokeOf(size);
    const double d = 0.26 * size;
    QPainterPath open(at(frame, 0, 0.65)); // open where the stroke passes: bottom left and top right
    open.lineTo(frame.left(), frame.top() + d / 2);
    open.arcTo(frame.left(), frame.top(), d, d, 180, -90);
    open.lineTo(at(frame, 0.65, 0));
    open.moveTo(at(frame, 1, 0.35));
    open.lineTo(frame.right(), frame.bottom() - d / 2);
    open.arcTo(frame.right() - d, frame.bottom() - d, d, d, 0, -90);
    open.lineTo(at(frame, 0.35, 1));
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(ink(), stroke, Qt::SolidLine, Qt::FlatCap));
    painter.drawPath(open);
    painter.setPen(QPen(ink(), stroke, Qt::SolidLine, Qt::RoundCap));
    painter.drawLine(QLineF(at(frame, 0.01, 0.99), at(frame, 0.99, 0.01)));
}

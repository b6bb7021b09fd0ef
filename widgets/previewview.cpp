// SPDX-License-Identifier: GPL-3.0-or-later
#include "previewview.h"

#include "paletteroles.h"

#include <QPainter>

PreviewView::PreviewView(int tallest, QWidget *parent)
    : QWidget(parent)
    , m_tallest(tallest)
{
    QSizePolicy policy(QSizePolicy::Expanding, tallest > 0 ? QSizePolicy::Preferred : QSizePolicy::Expanding);
    policy.setHeightForWidth(tallest > 0);
    setSizePolicy(policy);
}

void PreviewView::setTallest(int tallest)
{
    if (std::exchange(m_tallest, tallest) != tallest)
        updateGeometry();
}

void PreviewView::setImage(const QImage &image)
{
    const bool sameShape = image.size() == m_image.size();
    m_image = image;
    if (!sameShape)
        updateGeometry();
    update();
}

void PreviewView::setSentence(const QString &sentence)
{
    if (std::exchange(m_sentence, sentence) == sentence)
        return;
    setAccessibleDescription(sentence);
    updateGeometry();
    update();
}

int PreviewView::heightForWidth(int width) const
{
    if (!m_image.isNull())
        return fitted({width, m_tallest}).height();
    const QRect words = fontMetrics().boundingRect(QRect(0, 0, std::max(width - 24, 40), 400),
                                                   Qt::TextWordWrap, m_sentence);
    return m_sentence.isEmpty() ? 0 : std::max(96, words.height() + 24);
}

QSize PreviewView::sizeHint() const
{
    return {280, m_tallest > 0 ? heightForWidth(280) : 320};
}

QSize PreviewView::fitted(const QSize &room) const
{
    const QSize twice = m_image.size() * 2;
    return m_image.size().scaled(room.boundedTo(twice), Qt::KeepAspectRatio);
}

void PreviewView::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    if (m_image.isNull()) {
        if (m_sentence.isEmpty())
            return;
        painter.setPen(mixed(palette().color(QPalette::Window), palette().color(QPalette::WindowText), 0.25));
        painter.drawRect(rect().adjusted(0, 0, -1, -1));
        painter.setPen(roleColour(ColourRole::Muted, palette()));
        painter.drawText(rect().adjusted(12, 12, -12, -12), Qt::AlignCenter | Qt::TextWordWrap, m_sentence);
        return;
    }
    painter.setRenderHint(QPainter::SmoothPixmapTransform);
    QRect place({}, fitted(size()));
    place.moveCenter(rect().center());
    painter.drawImage(place, m_image);
}

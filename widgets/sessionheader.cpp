// SPDX-License-Identifier: GPL-3.0-or-later
#include "sessionheader.h"

#include "cellinset.h"

#include <QPainter>

SessionHeader::SessionHeader(QWidget *parent)
    : QHeaderView(Qt::Horizontal, parent)
{
    setSectionsMovable(false);
    setStretchLastSection(false);
    setHighlightSections(false);
    setSortIndicatorShown(false);
    setMinimumSectionSize(40);
}

QSize SessionHeader::sizeHint() const
{
    return {QHeaderView::sizeHint().width(), std::max(22, fontMetrics().height() + 6)};
}

void SessionHeader::initStyleOptionForIndex(QStyleOptionHeader *option, int section) const
{
    QHeaderView::initStyleOptionForIndex(option, section);
    option->text.clear(); // drawn by paintSection()
}

void SessionHeader::paintSection(QPainter *painter, const QRect &rect, int section) const
{
    painter->save();
    QHeaderView::paintSection(painter, rect, section);
    painter->restore();
    const bool sorted = isSortIndicatorShown() && sortIndicatorSection() == section;
    const auto alignment
        = Qt::Alignment(model()->headerData(section, Qt::Horizontal, Qt::TextAlignmentRole).toInt());
    const bool trailing = alignment.testFlag(Qt::AlignTrailing);
    const int arrow = sorted ? 16 : 0;
    const QRect room = rect.adjusted(leadingInset, 0, -trailingInset - arrow, 0);
    const QString title = model()->headerData(section, Qt::Horizontal, Qt::DisplayRole).toString();
    painter->setPen(palette().color(QPalette::ButtonText));
    painter->drawText(
        QStyle::visualRect(layoutDirection(), rect, room),
        int(QStyle::visualAlignment(layoutDirection(), trailing ? Qt::AlignRight : Qt::AlignLeft)
            | Qt::AlignVCenter)
            | Qt::TextSingleLine,
        fontMetrics().elidedText(title, Qt::ElideRight, room.width()));
}

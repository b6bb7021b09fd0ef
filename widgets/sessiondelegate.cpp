// SPDX-License-Identifier: GPL-3.0-or-later
#include "sessiondelegate.h"

#include "cellinset.h"
#include "glyphs.h"
#include "paletteroles.h"
#include "progressbar.h"
#include "sessionmodel.h"

#include <QApplication>
#include <QPainter>

using Model = SessionModel;

/// Rectangles are of a left to right cell and mirrored when something is drawn into them.
struct SessionDelegate::Cell {
    QPainter &painter;
    const QStyleOptionViewItem &option;
    const QModelIndex &index;
    QString text;

    [[nodiscard]] bool selected() const { return option.state & QStyle::State_Selected; }
    [[nodiscard]] QColor ink() const
    {
        return option.palette.color(selected() ? QPalette::HighlightedText : QPalette::Text);
    }
    [[nodiscard]] QColor colour(ColourRole role) const
    {
        return selected() ? ink() : roleColour(role, option.palette);
    }
    [[nodiscard]] QColor textColour() const
    {
        return index.data(Model::MutedRole).toBool() ? colour(ColourRole::Muted) : ink();
    }
    [[nodiscard]] ColourRole role() const { return ColourRole(index.data(Model::ColourRoleRole).toInt()); }
    [[nodiscard]] QRect room() const { return option.rect.adjusted(leadingInset, 0, -trailingInset, 0); }
    [[nodiscard]] QRect visual(const QRect &rect) const
    {
        return QStyle::visualRect(option.direction, option.rect, rect);
    }
    void write(const QRect &rect, const QString &words, const QColor &colour, Qt::Alignment side) const
    {
        painter.setPen(colour);
        painter.drawText(visual(rect),
                         int(QStyle::visualAlignment(option.direction, side) | Qt::AlignVCenter)
                             | Qt::TextSingleLine,
                         option.fontMetrics.elidedText(words, Qt::ElideRight, rect.width()));
    }
};

void SessionDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option,
                            const QModelIndex &index) const
{
    QStyleOptionViewItem filled(option);
    initStyleOption(&filled, index);
    const QString text = std::exchange(filled.text, {});
    const QStyle *style = filled.widget ? filled.widget->style() : QApplication::style();
    painter->save();
    painter->setLayoutDirection(Qt::LayoutDirectionAuto); // what is written decides, not the window
    style->drawControl(QStyle::CE_ItemViewItem, &filled, painter, filled.widget);
    const Cell cell{*painter, filled, index, text};
    switch (index.column()) {
    case Model::State:
        paintState(cell);
        break;
    case Model::Title:
        paintTitle(cell);
        break;
    case Model::Progress:
        paintProgress(cell);
        break;
    default:
        paintText(cell);
    }
    painter->restore();
}

QSize SessionDelegate::sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    return {QStyledItemDelegate::sizeHint(option, index).width(), rowHeight(option.fontMetrics)};
}

int SessionDelegate::rowHeight(const QFontMetrics &metrics)
{
    return std::max(30, metrics.height() + 12);
}

void SessionDelegate::paintState(const Cell &cell) const
{
    const QColor colour = cell.colour(cell.role());
    const QRect room = cell.room();
    const QRect glyph(room.left(), room.center().y() - glyphSize / 2 + 1, glyphSize, glyphSize);
    const auto name = glyphName(Glyph(cell.index.data(Model::GlyphRole).toInt()));
    cell.painter.drawPixmap(cell.visual(glyph).topLeft(),
                            glyphPixmap(name, glyphSize, colour, cell.painter.device()->devicePixelRatioF()));
    cell.write(room.adjusted(glyphSize + 8, 0, 0, 0), cell.text, colour, Qt::AlignLeft);
}

void SessionDelegate::paintTitle(const Cell &cell) const
{
    QRect room = cell.room();
    if (m_projectInTitle) {
        const QString project = folderName(cell.index.data(Model::ProjectRole).toString());
        const int wanted = cell.option.fontMetrics.horizontalAdvance(project) + 1;
        const int width = std::min(wanted, room.width() / 2);
        const QRect end(room.right() - width + 1, room.top(), width, room.height());
        cell.write(end, project, cell.colour(ColourRole::Muted), Qt::AlignRight);
        room.setRight(end.left() - 8);
    }
    cell.write(room, cell.text, cell.textColour(), Qt::AlignLeft);
}

void SessionDelegate::paintProgress(const Cell &cell) const
{
    const auto kind = BarKind(cell.index.data(Model::BarRole).toInt());
    if (kind == BarKind::None)
        return;
    const QRect room = cell.room();
    const int text = cell.option.fontMetrics.horizontalAdvance(SessionFace::tr("%1 %").arg(100));
    const QRect bar(room.left(), room.center().y() - 2, room.width() - text - 8, 6);
    const QPalette &palette = cell.option.palette;
    const QColor ground = palette.color(cell.selected() ? QPalette::Highlight : QPalette::Base);
    paintProgressBar(cell.painter,
                     {.rect = cell.visual(bar),
                      .kind = kind,
                      .fraction = cell.index.data(Model::FractionRole).toDouble(),
                      .track = mixed(ground, cell.ink(), 0.22),
                      .fill = cell.colour(cell.role()),
                      .direction = cell.option.direction});
    cell.write({room.right() - text, room.top(), text + 1, room.height()}, cell.text, cell.ink(),
               Qt::AlignRight);
}

void SessionDelegate::paintText(const Cell &cell) const
{
    const auto alignment = Qt::Alignment(cell.index.data(Qt::TextAlignmentRole).toInt());
    const bool trailing = alignment.testFlag(Qt::AlignTrailing);
    cell.write(cell.room(), cell.text, cell.textColour(), trailing ? Qt::AlignRight : Qt::AlignLeft);
}

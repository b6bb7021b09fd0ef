// SPDX-License-Identifier: GPL-3.0-or-later
#include "projectdelegate.h"

#include "cellinset.h"
#include "glyphs.h"
#include "paletteroles.h"
#include "projectmodel.h"

#include <QApplication>
#include <QLocale>
#include <QPainter>

using namespace Qt::StringLiterals;

namespace
{

ProjectModel::Kind kindOf(const QModelIndex &index)
{
    return ProjectModel::Kind(index.data(ProjectModel::KindRole).toInt());
}

bool isFirstOffered(const QModelIndex &index)
{
    return kindOf(index) == ProjectModel::Kind::Offered
        && (index.row() == 0 || kindOf(index.siblingAtRow(index.row() - 1)) != ProjectModel::Kind::Offered);
}

QColor colourOf(const QStyleOptionViewItem &option, ColourRole role)
{
    return option.state & QStyle::State_Selected ? option.palette.color(QPalette::HighlightedText)
                                                 : roleColour(role, option.palette);
}

QColor inkOf(const QStyleOptionViewItem &option)
{
    return option.palette.color(option.state & QStyle::State_Selected ? QPalette::HighlightedText
                                                                      : QPalette::Text);
}

/// Text at the trailing end of a room, which becomes that much smaller.
void writeEnd(QPainter &painter, const QStyleOptionViewItem &option, QRect &room, const QString &words,
              const QColor &colour)
{
    const int width = option.fontMetrics.horizontalAdvance(words) + 1;
    const QRect end(room.right() - width + 1, room.top(), width, room.height());
    painter.setPen(colour);
    painter.drawText(QStyle::visualRect(option.direction, option.rect, end),
                     int(QStyle::visualAlignment(option.direction, Qt::AlignRight) | Qt::AlignVCenter),
                     words);
    room.setRight(end.left() - 6);
}

} // namespace

void ProjectDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option,
                            const QModelIndex &index) const
{
    QStyleOptionViewItem filled(option);
    initStyleOption(&filled, index);
    const QString name = std::exchange(filled.text, {});
    const int title = titleHeight(option, index);
    painter->save();
    painter->setLayoutDirection(Qt::LayoutDirectionAuto); // what is written decides, not the window
    if (title > 0)
        paintTitle(*painter, option, QRect(option.rect.topLeft(), QSize(option.rect.width(), title)));
    filled.rect.setTop(filled.rect.top() + title);
    const QStyle *style = filled.widget ? filled.widget->style() : QApplication::style();
    style->drawControl(QStyle::CE_ItemViewItem, &filled, painter, filled.widget);
    QRect room = filled.rect.adjusted(leadingInset, 0, -trailingInset, 0);
    paintEnd(*painter, filled, index, room);
    const bool muted
        = kindOf(index) == ProjectModel::Kind::Offered || index.data(ProjectModel::GoneRole).toBool();
    const QColor ink = muted ? colourOf(filled, ColourRole::Muted) : inkOf(filled);
    const QRect glyph(room.left(), room.center().y() - glyphSize / 2 + 1, glyphSize, glyphSize);
    const bool all = kindOf(index) == ProjectModel::Kind::All;
    painter->drawPixmap(QStyle::visualRect(filled.direction, filled.rect, glyph).topLeft(),
                        glyphPixmap(all ? u"action-sessions"_s : u"action-folder"_s, glyphSize, ink,
                                    painter->device()->devicePixelRatioF()));
    room.adjust(glyphSize + 6, 0, 0, 0);
    painter->setPen(ink);
    painter->drawText(QStyle::visualRect(filled.direction, filled.rect, room),
                      int(QStyle::visualAlignment(filled.direction, Qt::AlignLeft) | Qt::AlignVCenter),
                      filled.fontMetrics.elidedText(name, Qt::ElideRight, room.width()));
    painter->restore();
}

QSize ProjectDelegate::sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    return {140, std::max(28, option.fontMetrics.height() + 10) + titleHeight(option, index)};
}

QRect ProjectDelegate::watchButton(const QStyleOptionViewItem &option, const QModelIndex &index)
{
    if (kindOf(index) != ProjectModel::Kind::Offered)
        return {};
    const int title = titleHeight(option, index);
    const int width = option.fontMetrics.horizontalAdvance(ProjectModel::tr("Watch")) + 16;
    const QRect row = option.rect.adjusted(0, title, 0, 0);
    const QRect button(row.right() - trailingInset - width + 1, row.center().y() - 11, width, 24);
    return QStyle::visualRect(option.direction, option.rect, button);
}

int ProjectDelegate::titleHeight(const QStyleOptionViewItem &option, const QModelIndex &index)
{
    return isFirstOffered(index) ? option.fontMetrics.height() + 14 : 0;
}

void ProjectDelegate::paintTitle(QPainter &painter, const QStyleOptionViewItem &option, const QRect &rect)
{
    painter.setPen(mixed(option.palette.color(QPalette::Base), option.palette.color(QPalette::Text), 0.22));
    painter.drawLine(rect.left() + leadingInset, rect.top() + 4, rect.right() - leadingInset, rect.top() + 4);
    painter.setPen(roleColour(ColourRole::Muted, option.palette));
    painter.drawText(rect.adjusted(leadingInset, 8, -trailingInset, 0),
                     int(QStyle::visualAlignment(option.direction, Qt::AlignLeft) | Qt::AlignVCenter),
                     ProjectModel::tr("Running now"));
}

void ProjectDelegate::paintEnd(QPainter &painter, const QStyleOptionViewItem &option,
                               const QModelIndex &index, QRect &room)
{
    if (kindOf(index) == ProjectModel::Kind::Offered) {
        QStyleOptionButton button;
        QStyleOptionViewItem whole(option);
        whole.rect.setTop(option.rect.top() - titleHeight(option, index));
        button.rect = watchButton(whole, index);
        button.text = ProjectModel::tr("Watch");
        button.palette = option.palette;
        button.fontMetrics = option.fontMetrics;
        button.direction = option.direction;
        button.state = QStyle::State_Enabled | QStyle::State_Raised;
        const QStyle *style = option.widget ? option.widget->style() : QApplication::style();
        style->drawControl(QStyle::CE_PushButton, &button, &painter, option.widget);
        room.setRight(room.right() - button.rect.width() - 6);
        return;
    }
    if (index.data(ProjectModel::GoneRole).toBool()) {
        writeEnd(painter, option, room, ProjectModel::tr("gone"), colourOf(option, ColourRole::Caution));
        return;
    }
    if (const int live = index.data(ProjectModel::CountRole).toInt(); live > 0)
        writeEnd(painter, option, room, QLocale().toString(live), inkOf(option));
    if (index.data(ProjectModel::AttentionRole).toBool())
        writeEnd(painter, option, room, u"!"_s, colourOf(option, ColourRole::Caution));
}

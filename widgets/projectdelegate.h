// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStyledItemDelegate>

/// A project as a line: folder, name, and at the end what runs there, "!" before the count where one needs
/// attention, or that it is gone. A thin line and a title stand over the first offered one.
class ProjectDelegate : public QStyledItemDelegate
{
    Q_OBJECT
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    void paint(QPainter *painter, const QStyleOptionViewItem &option,
               const QModelIndex &index) const override;
    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;

    /// Where the button "Watch" of an offered project is, in a row's rectangle.
    [[nodiscard]] static QRect watchButton(const QStyleOptionViewItem &option, const QModelIndex &index);

private:
    [[nodiscard]] static int titleHeight(const QStyleOptionViewItem &option, const QModelIndex &index);
    static void paintTitle(QPainter &painter, const QStyleOptionViewItem &option, const QRect &rect);
    static void paintEnd(QPainter &painter, const QStyleOptionViewItem &option, const QModelIndex &index,
                         QRect &room);
};

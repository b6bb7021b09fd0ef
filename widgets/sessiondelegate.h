// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStyledItemDelegate>

/// Paints the cells of the session table: state with its glyph, title with the project at its end, progress
/// as a bar with the percent beside it.
class SessionDelegate : public QStyledItemDelegate
{
    Q_OBJECT
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    /// The project's name stands in the Session column.
    void setProjectInTitle(bool inTitle) { m_projectInTitle = inTitle; }

    void paint(QPainter *painter, const QStyleOptionViewItem &option,
               const QModelIndex &index) const override;
    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    [[nodiscard]] static int rowHeight(const QFontMetrics &metrics);

private:
    struct Cell; ///< one cell being painted
    void paintState(const Cell &cell) const;
    void paintTitle(const Cell &cell) const;
    void paintProgress(const Cell &cell) const;
    void paintText(const Cell &cell) const;

    bool m_projectInTitle = false;
};

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QHeaderView>

/// The titles of the session table, standing where their cells stand: leading ones with the cell's inset,
/// trailing ones 8 px before the next column.
class SessionHeader : public QHeaderView
{
    Q_OBJECT
public:
    explicit SessionHeader(QWidget *parent = nullptr);

    [[nodiscard]] QSize sizeHint() const override;

protected:
    void initStyleOptionForIndex(QStyleOptionHeader *option, int section) const override;
    void paintSection(QPainter *painter, const QRect &rect, int section) const override;
};

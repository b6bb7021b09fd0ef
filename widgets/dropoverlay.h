// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QMimeData;

/// Lies over the window while folders are dragged over it: "Drop to watch this folder".
class DropOverlay : public QWidget
{
    Q_OBJECT
public:
    explicit DropOverlay(QWidget *parent);

    /// Local files and folders among what is dragged.
    [[nodiscard]] static QStringList folders(const QMimeData *dragged);
    /// Over all of its parent.
    void cover();

protected:
    void paintEvent(QPaintEvent *event) override;
};

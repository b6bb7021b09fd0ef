// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "picture.h"

#include <QListView>

class QStandardItemModel;

/// The pictures of a session as tiles, then an empty frame for each that is to come. Can be dragged out as
/// files, opened with Return or a double click.
class PictureTiles : public QListView
{
    Q_OBJECT
public:
    static constexpr int sharpEdge = 192; ///< pixels of a picture; larger ones are scaled down to it

    explicit PictureTiles(QWidget *parent = nullptr);

    /// Finished files in order, the number asked for, and a word for the one in work ("45 %").
    void setExpected(const QStringList &files, int asked, const QString &inWork);
    void setPictures(const QList<Picture> &pictures);
    [[nodiscard]] QStringList files() const { return m_files; }

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

Q_SIGNALS:
    void openWished(const QString &file);

protected:
    void startDrag(Qt::DropActions actions) override;
    void keyPressEvent(QKeyEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void wheelEvent(QWheelEvent *event) override;

private:
    void fit();
    void openAt(const QModelIndex &index);

    QStandardItemModel *m_items;
    QStringList m_files;
    QHash<QString, QImage> m_images;
};

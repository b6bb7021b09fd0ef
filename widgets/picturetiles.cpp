// SPDX-License-Identifier: GPL-3.0-or-later
#include "picturetiles.h"

#include "paletteroles.h"

#include <QDrag>
#include <QFileInfo>
#include <QKeyEvent>
#include <QMimeData>
#include <QPainter>
#include <QStandardItemModel>
#include <QStyledItemDelegate>
#include <QUrl>

using namespace Qt::StringLiterals;

namespace
{

constexpr int side = PictureTiles::sharpEdge / 2; // for screens of 200 %
constexpr int gap = 6;
constexpr int mostFrames = 24; // of what is to come: more say no more
enum TileRole { FileRole = Qt::UserRole + 1, ImageRole };

QImage tileOf(const QImage &image)
{
    constexpr int edge = PictureTiles::sharpEdge;
    if (image.width() <= edge && image.height() <= edge)
        return image;
    return image.scaled(edge, edge, Qt::KeepAspectRatio, Qt::SmoothTransformation);
}

/// A frame with the picture fitted in, or with a word.
class TileDelegate : public QStyledItemDelegate
{
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    QSize sizeHint(const QStyleOptionViewItem &, const QModelIndex &) const override
    {
        return {side + gap, side + gap};
    }

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override
    {
        const QPalette &palette = option.palette;
        QRect frame(option.rect.topLeft(), QSize(side, side));
        frame = QStyle::visualRect(option.direction, option.rect, frame);
        const bool chosen = option.state & (QStyle::State_Selected | QStyle::State_HasFocus);
        const QColor line = mixed(palette.color(QPalette::Window), palette.color(QPalette::WindowText), 0.3);
        painter->save();
        painter->setLayoutDirection(Qt::LayoutDirectionAuto);
        painter->setPen(QPen(chosen ? palette.color(QPalette::Highlight) : line, chosen ? 2 : 1));
        painter->drawRect(QRectF(frame).adjusted(0.5, 0.5, -0.5, -0.5));
        const QImage image = index.data(ImageRole).value<QImage>();
        if (image.isNull()) {
            painter->setPen(palette.color(QPalette::WindowText));
            painter->drawText(frame.adjusted(4, 4, -4, -4), Qt::AlignCenter | Qt::TextWordWrap,
                              index.data(Qt::DisplayRole).toString());
        } else {
            painter->setRenderHint(QPainter::SmoothPixmapTransform);
            QRect place({}, image.size().scaled(frame.size() - QSize(4, 4), Qt::KeepAspectRatio));
            place.moveCenter(frame.center());
            painter->drawImage(place, image);
        }
        painter->restore();
    }
};

} // namespace

PictureTiles::PictureTiles(QWidget *parent)
    : QListView(parent)
    , m_items(new QStandardItemModel(this))
{
    setViewMode(IconMode);
    setMovement(Static);
    setResizeMode(Adjust);
    setUniformItemSizes(true);
    setSelectionMode(ExtendedSelection);
    setDragEnabled(true);
    setDragDropMode(DragOnly);
    setEditTriggers(NoEditTriggers);
    setFrameShape(NoFrame);
    setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setItemDelegate(new TileDelegate(this));
    setModel(m_items);
    viewport()->setAutoFillBackground(false);
    connect(this, &QListView::doubleClicked, this, &PictureTiles::openAt);
}

void PictureTiles::setExpected(const QStringList &files, int asked, const QString &inWork)
{
    const int frames = std::clamp(asked - int(files.size()), 0, mostFrames);
    const int wanted = int(files.size()) + frames;
    m_files = files;
    m_items->setRowCount(wanted);
    for (int row = 0; row < wanted; ++row) {
        if (!m_items->item(row))
            m_items->setItem(row, new QStandardItem);
        QStandardItem *item = m_items->item(row);
        const bool there = row < files.size();
        const QString file = there ? files[row] : QString();
        const QString name = QFileInfo(file).fileName();
        item->setData(file, FileRole);
        item->setData(m_images.value(file), ImageRole);
        item->setText(there ? name : row == files.size() ? inWork : QString());
        item->setToolTip(name);
        item->setData(there ? name : tr("Still to come"), Qt::AccessibleTextRole);
        item->setFlags(there ? Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemIsDragEnabled
                             : Qt::ItemIsEnabled);
    }
    fit();
}

void PictureTiles::setPictures(const QList<Picture> &pictures)
{
    m_images.clear();
    for (const Picture &picture : pictures)
        m_images.insert(picture.file, tileOf(picture.image));
    for (int row = 0; row < m_items->rowCount(); ++row)
        m_items->item(row)->setData(m_images.value(m_items->item(row)->data(FileRole).toString()), ImageRole);
}

QSize PictureTiles::sizeHint() const
{
    return {3 * (side + gap), height()};
}

QSize PictureTiles::minimumSizeHint() const
{
    return {side + gap, side};
}

void PictureTiles::startDrag(Qt::DropActions)
{
    QList<QUrl> urls;
    const QModelIndexList chosen = selectionModel()->selectedIndexes();
    for (const QModelIndex &index : chosen)
        urls << QUrl::fromLocalFile(index.data(FileRole).toString());
    auto *content = new QMimeData;
    content->setUrls(urls);
    auto *drag = new QDrag(this);
    drag->setMimeData(content);
    drag->exec(Qt::CopyAction); // files are never moved out of their project
}

void PictureTiles::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter)
        openAt(currentIndex());
    else
        QListView::keyPressEvent(event);
}

void PictureTiles::resizeEvent(QResizeEvent *event)
{
    QListView::resizeEvent(event);
    fit();
}

void PictureTiles::wheelEvent(QWheelEvent *event)
{
    event->ignore(); // the pane around it scrolls
}

void PictureTiles::fit()
{
    const int inRow = std::max(1, viewport()->width() / (side + gap));
    const int rows = (m_items->rowCount() + inRow - 1) / inRow;
    setFixedHeight(std::max(rows, 1) * (side + gap) + 2);
}

void PictureTiles::openAt(const QModelIndex &index)
{
    if (const QString file = index.data(FileRole).toString(); !file.isEmpty())
        Q_EMIT openWished(file);
}

// SPDX-License-Identifier: GPL-3.0-or-later
#include "picturefeed.h"

#include "picturetiles.h"

#include <QElapsedTimer>
#include <QImageReader>

using namespace std::chrono_literals;

namespace
{

constexpr std::chrono::milliseconds betweenDeliveries = 100ms;

QSize fitted(const QSize &whole, int edge)
{
    return whole.width() > edge || whole.height() > edge ? whole.scaled(edge, edge, Qt::KeepAspectRatio)
                                                         : whole;
}

QImage scaledPicture(const QString &file, int edge)
{
    QImageReader reader(file);
    reader.setAutoTransform(true);
    if (const QSize whole = reader.size(); whole.isValid() && fitted(whole, edge) != whole)
        reader.setScaledSize(fitted(whole, edge));
    return reader.read();
}

QImage tileOf(const QImage &large)
{
    const QSize size = fitted(large.size(), PictureTiles::sharpEdge);
    return large.isNull() ? large : large.scaled(size, Qt::IgnoreAspectRatio, Qt::SmoothTransformation);
}

} // namespace

PictureFeed::PictureFeed(QObject *parent)
    : QObject(parent)
{
    m_pool.setMaxThreadCount(1);
}

PictureFeed::~PictureFeed()
{
    m_newest = -1;
    m_pool.clear();
    m_pool.waitForDone();
}

void PictureFeed::wish(const QString &sessionId, const QStringList &files)
{
    if (std::exchange(m_sessionId, sessionId) != sessionId) {
        m_tiles.clear();
        m_large = {};
    }
    m_files = files;
    Wish wish{.number = ++m_newest, .sessionId = sessionId};
    if (!files.isEmpty() && m_large.file != files.last())
        wish.large = files.last();
    for (const QString &file : files) {
        if (file != wish.large && !m_tiles.contains(file))
            wish.tiles << file;
    }
    m_pool.clear(); // nobody wants the earlier ones any more
    m_pool.start([this, wish] { work(wish); });
}

/// In the pool. What an outdated wish has read by then is of use to the next.
void PictureFeed::work(const Wish &wish)
{
    Batch batch;
    QElapsedTimer since;
    since.start();
    if (!wish.large.isEmpty() && m_newest == wish.number) {
        batch.large = {.file = wish.large, .image = scaledPicture(wish.large, longestEdge)};
        batch.tiles << Picture{.file = wish.large, .image = tileOf(batch.large.image)};
    }
    for (const QString &file : wish.tiles) {
        if (m_newest != wish.number)
            break;
        if (since.hasExpired(betweenDeliveries.count())) {
            deliver(wish, batch);
            since.start();
        }
        batch.tiles << Picture{.file = file, .image = scaledPicture(file, PictureTiles::sharpEdge)};
    }
    deliver(wish, batch);
}

void PictureFeed::deliver(const Wish &wish, Batch &batch)
{
    QMetaObject::invokeMethod(
        this, [this, wish, read = std::exchange(batch, {})] { take(wish, read); }, Qt::QueuedConnection);
}

void PictureFeed::take(const Wish &wish, const Batch &batch)
{
    if (wish.sessionId != m_sessionId)
        return;
    for (const Picture &tile : batch.tiles)
        m_tiles.insert(tile.file, tile.image);
    if (wish.number != m_newest)
        return;
    if (!batch.large.file.isEmpty())
        m_large = batch.large;
    QList<Picture> known;
    for (const QString &file : std::as_const(m_files)) {
        if (file == m_large.file)
            known << m_large;
        else if (const auto tile = m_tiles.constFind(file); tile != m_tiles.cend())
            known << Picture{.file = file, .image = *tile};
    }
    Q_EMIT read(m_sessionId, known);
}

// SPDX-License-Identifier: GPL-3.0-or-later
#include "previewfeed.h"

#include "places.h"

#include <QBuffer>
#include <QFile>
#include <QImageReader>

using namespace std::chrono_literals;

namespace
{
constexpr qint64 largestPreview = 32 * 1024 * 1024;
constexpr qint64 mostPixels = 64 * 1024 * 1024;
} // namespace

PreviewFeed::PreviewFeed(const PreviewBox &previews, PathEvents &events, QObject *parent)
    : QObject(parent)
    , m_previews(previews)
    , m_events(events)
{
    m_settle.setSingleShot(true);
    m_settle.setInterval(30ms);
    connect(&m_settle, &QTimer::timeout, this, &PreviewFeed::read);
    m_pool.setMaxThreadCount(1);
    connect(&m_events, &PathEvents::stirred, this, [this](const QString &path) {
        if (m_isWatching && path == m_previews.folder() && !m_settle.isActive())
            m_settle.start();
    });
}

PreviewFeed::~PreviewFeed()
{
    watchFolder(false);
    m_pool.clear();
    m_pool.waitForDone();
}

void PreviewFeed::lookAt(const QString &sessionId)
{
    if (sessionId == m_sessionId)
        return;
    m_sessionId = sessionId;
    ++m_look;
    m_again = false;
    m_shown.clear();
    m_settle.stop();
    if (sessionId.isEmpty() || !makePrivateFolder(m_previews.folder())) {
        watchFolder(false);
        return;
    }
    watchFolder(true);
    read();
}

void PreviewFeed::watchFolder(bool watch)
{
    if (std::exchange(m_isWatching, watch) == watch)
        return;
    if (!watch)
        return m_events.release(m_previews.folder());
    m_events.hold(m_previews.folder());
    [[maybe_unused]] const bool isSeen = m_events.watch(m_previews.folder());
}

void PreviewFeed::read()
{
    m_again = m_reading;
    if (std::exchange(m_reading, true))
        return;
    m_pool.start([this, look = m_look, file = m_previews.fileOf(m_sessionId), shown = m_shown] {
        const Preview preview = previewIn(file, shown);
        QMetaObject::invokeMethod(
            this, [this, look, preview] { take(look, preview); }, Qt::QueuedConnection);
    });
}

void PreviewFeed::take(int look, const Preview &preview)
{
    m_reading = false;
    if (look == m_look && preview.bytes != m_shown) {
        m_shown = preview.bytes;
        Q_EMIT previewed(m_sessionId, preview.image);
    }
    if (m_again && !m_sessionId.isEmpty())
        read();
}

/// In the pool. What is shown already is not decoded.
PreviewFeed::Preview PreviewFeed::previewIn(const QString &name, const QByteArray &shown)
{
    QFile file(name);
    Preview preview;
    if (file.open(QFile::ReadOnly) && file.size() <= largestPreview)
        preview.bytes = file.readAll();
    if (preview.bytes.isEmpty() || preview.bytes == shown)
        return preview;
    QBuffer buffer(&preview.bytes);
    QImageReader reader(&buffer);
    const QSize whole = reader.size();
    if (qint64(whole.width()) * whole.height() > mostPixels)
        return preview;
    if (whole.width() > longestEdge || whole.height() > longestEdge)
        reader.setScaledSize(whole.scaled(longestEdge, longestEdge, Qt::KeepAspectRatio));
    preview.image = reader.read();
    return preview;
}

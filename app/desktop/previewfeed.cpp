// SPDX-License-Identifier: GPL-3.0-or-later
#include "previewfeed.h"

#include "places.h"

#include <QFile>

using namespace std::chrono_literals;

namespace
{
constexpr qint64 largestPreview = 32 * 1024 * 1024;
}

PreviewFeed::PreviewFeed(const PreviewBox &previews, QObject *parent)
    : QObject(parent)
    , m_previews(previews)
{
    m_settle.setSingleShot(true);
    m_settle.setInterval(30ms);
    connect(&m_settle, &QTimer::timeout, this, &PreviewFeed::read);
}

void PreviewFeed::lookAt(const QString &sessionId)
{
    if (sessionId == m_sessionId)
        return;
    m_sessionId = sessionId;
    m_shown.clear();
    m_settle.stop();
    if (sessionId.isEmpty() || !makePrivateFolder(m_previews.folder())) {
        m_watcher.reset();
        return;
    }
    if (!m_watcher) {
        m_watcher = std::make_unique<QFileSystemWatcher>(QStringList(m_previews.folder()));
        connect(m_watcher.get(), &QFileSystemWatcher::directoryChanged, this, [this] {
            if (!m_settle.isActive())
                m_settle.start();
        });
    }
    read();
}

void PreviewFeed::read()
{
    QFile file(m_previews.fileOf(m_sessionId));
    QByteArray bytes;
    if (file.open(QFile::ReadOnly))
        bytes = file.read(largestPreview);
    if (bytes == m_shown)
        return;
    m_shown = bytes;
    Q_EMIT previewed(m_sessionId, QImage::fromData(bytes));
}

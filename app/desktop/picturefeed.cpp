// SPDX-License-Identifier: GPL-3.0-or-later
#include "picturefeed.h"

#include <QImageReader>

namespace
{

QImage scaledPicture(const QString &file)
{
    QImageReader reader(file);
    reader.setAutoTransform(true);
    const QSize whole = reader.size();
    const QSize most(PictureFeed::longestEdge, PictureFeed::longestEdge);
    if (whole.isValid() && (whole.width() > most.width() || whole.height() > most.height()))
        reader.setScaledSize(whole.scaled(most, Qt::KeepAspectRatio));
    return reader.read();
}

} // namespace

PictureFeed::PictureFeed(QObject *parent)
    : QObject(parent)
{
    m_pool.setMaxThreadCount(1);
}

PictureFeed::~PictureFeed()
{
    m_pool.clear();
    m_pool.waitForDone();
}

void PictureFeed::wish(const QString &sessionId, const QStringList &files)
{
    const int number = ++m_wishes[sessionId];
    m_pool.start([this, sessionId, files, number] {
        QList<Picture> pictures;
        for (const QString &file : files)
            pictures << Picture{.file = file, .image = scaledPicture(file)};
        QMetaObject::invokeMethod(
            this,
            [this, sessionId, pictures, number] {
                if (m_wishes.value(sessionId) == number)
                    Q_EMIT read(sessionId, pictures);
            },
            Qt::QueuedConnection);
    });
}

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "picture.h"

#include <QHash>
#include <QObject>
#include <QStringList>
#include <QThreadPool>

#include <atomic>

/// Finished pictures of the session that is looked at, read from disk away from the window's thread: the last
/// one large, all others as tiles. Each file is read once while its session is looked at; only the newest
/// wish is worked on.
class PictureFeed : public QObject
{
    Q_OBJECT
public:
    static constexpr int longestEdge = 1024; ///< pixels; a larger last picture is scaled down to it

    explicit PictureFeed(QObject *parent = nullptr);
    ~PictureFeed() override; ///< waits for the picture that is being read, and for no other

    /// All files of the session, in order.
    void wish(const QString &sessionId, const QStringList &files);

Q_SIGNALS:
    /// What is known of the newest wish, in its order. Of a long one this comes several times, the last
    /// picture being in it from the first.
    void read(const QString &sessionId, const QList<Picture> &pictures);

private:
    struct Wish {
        int number = 0;
        QString sessionId = {};
        QString large = {}; ///< the file to be read large; empty: none
        QStringList tiles = {};
    };
    struct Batch {
        QList<Picture> tiles = {};
        Picture large = {};
    };
    void work(const Wish &wish);
    void deliver(const Wish &wish, Batch &batch);
    void take(const Wish &wish, const Batch &batch);

    QThreadPool m_pool;
    std::atomic<int> m_newest = 0; ///< the number of the wish that is worked on
    QString m_sessionId;
    QStringList m_files;
    QHash<QString, QImage> m_tiles; ///< by file; null: it is no picture
    Picture m_large;
};

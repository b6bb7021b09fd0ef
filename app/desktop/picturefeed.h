// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "picture.h"

#include <QHash>
#include <QObject>
#include <QStringList>
#include <QThreadPool>

/// Finished pictures, read from disk and scaled down for showing, away from the window's thread. Only the
/// newest wish of a session is answered.
class PictureFeed : public QObject
{
    Q_OBJECT
public:
    static constexpr int longestEdge = 1024; ///< pixels; larger pictures are scaled down to it

    explicit PictureFeed(QObject *parent = nullptr);
    ~PictureFeed() override; ///< waits for the picture that is being read

    void wish(const QString &sessionId, const QStringList &files);

Q_SIGNALS:
    void read(const QString &sessionId, const QList<Picture> &pictures);

private:
    QThreadPool m_pool;
    QHash<QString, int> m_wishes; ///< number of the newest, by session
};

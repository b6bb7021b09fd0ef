// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "previewbox.h"

#include <QFileSystemWatcher>
#include <QImage>
#include <QObject>
#include <QTimer>

#include <memory>

/// The live preview of the one session that is looked at. Watches the private folder and decodes pictures
/// only while there is one, and only the newest.
class PreviewFeed : public QObject
{
    Q_OBJECT
public:
    explicit PreviewFeed(const PreviewBox &previews, QObject *parent = nullptr);

    /// Empty: nothing is looked at.
    void lookAt(const QString &sessionId);

Q_SIGNALS:
    /// A null image: there is none (any more).
    void previewed(const QString &sessionId, const QImage &image);

private:
    void read();

    const PreviewBox &m_previews;
    std::unique_ptr<QFileSystemWatcher> m_watcher;
    QTimer m_settle;
    QString m_sessionId;
    QByteArray m_shown; ///< undecoded
};

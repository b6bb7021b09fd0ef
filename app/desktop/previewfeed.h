// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "pathevents.h"
#include "previewbox.h"

#include <QImage>
#include <QObject>
#include <QThreadPool>
#include <QTimer>

/// The live preview of the one session that is looked at. Watches the private folder and decodes pictures
/// only while there is one, away from the window's thread, and of those that come meanwhile only the newest.
class PreviewFeed : public QObject
{
    Q_OBJECT
public:
    static constexpr int longestEdge = 1024; ///< pixels; larger previews are scaled down to it

    /// `previews` and `events` must outlive this.
    PreviewFeed(const PreviewBox &previews, PathEvents &events, QObject *parent = nullptr);
    ~PreviewFeed() override; ///< waits for the preview that is being decoded

    /// Empty: nothing is looked at.
    void lookAt(const QString &sessionId);

Q_SIGNALS:
    /// A null image: there is none (any more).
    void previewed(const QString &sessionId, const QImage &image);

private:
    struct Preview {
        QByteArray bytes = {};
        QImage image = {};
    };
    [[nodiscard]] static Preview previewIn(const QString &file, const QByteArray &shown);
    void watchFolder(bool watch);
    void read();
    void take(int look, const Preview &preview);

    const PreviewBox &m_previews;
    QThreadPool m_pool;
    PathEvents &m_events;
    bool m_isWatching = false;
    QTimer m_settle;
    QString m_sessionId;
    QByteArray m_shown; ///< undecoded
    int m_look = 0; ///< counts looks: what was read for an earlier one is not shown
    bool m_reading = false;
    bool m_again = false; ///< something came while reading
};

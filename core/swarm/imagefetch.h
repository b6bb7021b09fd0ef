// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "swarmclient.h"

class QIODevice;

inline constexpr qint64 largestFile = 16LL * 1024 * 1024 * 1024; ///< hours of video

/// Gets one result's bytes, as they come, into a device: from the server, or from a data URL. A body that is
/// not a picture, video or sound by its first bytes is an error. Emits finished() exactly once, never inside
/// start(); the device must live until then. One retry after a 404.
class ImageFetch : public QObject
{
    Q_OBJECT
public:
    ImageFetch(SwarmClient &client, QString path, QIODevice &sink, QObject *parent = nullptr);
    ~ImageFetch() override;
    void start();
    /// Before start(). A longer body is an error.
    void setLargest(qint64 bytes);
    /// Before start(). Without a byte for so long the line is taken as broken.
    void setLongestSilence(std::chrono::milliseconds time);

Q_SIGNALS:
    /// The extension that fits the bytes (".png"), or why there is none.
    void finished(const Result<QString> &extension);

private:
    class Private;
    std::unique_ptr<Private> d;
};

/// The extension (".png", ".jpg", ".webp", ".gif", ".mp4", ".webm", …) of what begins with these bytes (16
/// are enough); empty where it is no picture, video or sound.
[[nodiscard]] QString mediaExtension(QByteArrayView firstBytes);

/// Whether a fetch failed because the server has no such picture: asking once more would be in vain.
[[nodiscard]] bool isGone(const Error &fetching);

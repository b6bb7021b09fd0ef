// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "clock.h"

#include <QByteArray>
#include <QString>

#include <functional>
#include <map>

/// Live previews, from a session's owner to this user's windows: one picture file for each session in the
/// private runtime folder, replaced at most twice a second, gone with the session. Without such a folder it
/// does nothing.
class PreviewBox
{
public:
    /// `runtimeFolder` may be empty.
    explicit PreviewBox(const QString &runtimeFolder, MonotonicClock monotonic = systemMonotonicClock());

    [[nodiscard]] bool isAvailable() const;
    /// False while the last picture of the session is younger than half a second: a newer one would be
    /// dropped.
    [[nodiscard]] bool isDue(const QString &sessionId) const;
    /// The bytes of a picture as the server sent them. Dropped when the last one is younger than half a
    /// second.
    void write(const QString &sessionId, const QByteArray &picture);
    void remove(const QString &sessionId);
    /// Removes the pictures of sessions of which `isWanted` says no, but for those of the last minute.
    void prune(const std::function<bool(const QString &sessionId)> &isWanted) const;
    /// Where the picture of a session lies, whether it is there or not; empty where previews are not
    /// available.
    [[nodiscard]] QString fileOf(const QString &sessionId) const;
    [[nodiscard]] QString folder() const;

private:
    QString m_folder;
    MonotonicClock m_monotonic;
    std::map<QString, std::chrono::milliseconds> m_written;
};

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QEventLoop>
#include <QTimer>

#include <optional>

/// How long a replay waits for what must come, in milliseconds. Much, because machines are busy.
inline constexpr int longestWait = 20000;

/// What `asker` tells with its signal `finished`, once; nothing where it stays silent. The signal must not
/// come before this is called.
template <typename Asker, typename Value>
[[nodiscard]] std::optional<Value> toldBy(Asker *asker, void (Asker::*finished)(const Value &))
{
    std::optional<Value> told;
    QEventLoop loop; // ends the connection too, where nothing comes in time
    QObject::connect(asker, finished, &loop, [&told, &loop](const Value &value) {
        told = value;
        loop.quit();
    });
    QTimer::singleShot(longestWait, &loop, &QEventLoop::quit);
    loop.exec();
    return told;
}

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QProcess>
#include <QString>
#include <QStringList>

/// A process of its own that plays the server on the loopback, with plain sockets and bytes made beforehand,
/// so that it costs a reader little. Each job gets the same.
class WireFeeder
{
public:
    enum class Feed {
        Progress, ///< `count` messages of progress with a preview, `size` bytes each, then four pictures'
                  ///< names
        Picture ///< one picture of `size` bytes, inside its message, in base64
    };
    WireFeeder(Feed feed, qsizetype size, int count = 1);
    ~WireFeeder();

    [[nodiscard]] QString port() const { return m_port; }

private:
    QProcess m_process;
    QString m_port;
};

/// That process: serves until its standard input ends.
[[nodiscard]] int runWireFeeder(const QStringList &arguments);

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "transcript.h"

#include <QNetworkAccessManager>

/// Plays a recording to the client: jobs, calls, downloads and messages, each through the classes that the
/// program uses, against a server that says what the real one said. The client must come to the outcome that
/// the recording shows.
class ClientReplay
{
public:
    explicit ClientReplay(const Transcript &transcript);

    /// Differences, a line each; none where all is as recorded.
    [[nodiscard]] QStringList run();

private:
    void take(const Transcript::Socket &socket);
    void take(const Transcript::Http &call);
    void note(const QString &label, const QByteArray &target, const QString &difference);

    const Transcript &m_transcript;
    QNetworkAccessManager m_network;
    QStringList m_differences;
};

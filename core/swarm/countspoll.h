// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "swarmclient.h"

#include <QElapsedTimer>
#include <QTimer>

/// Asks again and again what one server session does (GetCurrentStatus), each time a pause after the last
/// answer.
class CountsPoll : public QObject
{
    Q_OBJECT
public:
    CountsPoll(SwarmClient &client, QString serverSession, std::chrono::milliseconds pause,
               QObject *parent = nullptr);

    void start();
    /// True where the server answers, but does not let this account ask: no sign that it is gone.
    [[nodiscard]] static bool isForbidden(const Error &error);
    /// How long the last answer that told of work (or the start) lies back.
    [[nodiscard]] std::chrono::milliseconds sinceWork() const;

Q_SIGNALS:
    /// All zero where the session is not known any more.
    void answered(const ServerCounts &counts);
    void unanswered(const Error &error);

private:
    void ask();
    SwarmClient &m_client;
    QString m_serverSession;
    QTimer m_pause;
    QElapsedTimer m_sinceWork;
};

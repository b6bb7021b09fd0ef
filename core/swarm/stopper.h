// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "swarmclient.h"

#include <QTimer>

/// Stops what one server session does, and makes sure of it: asks (InterruptAll), and asks again while the
/// job has not ended, for the first call may overtake the request that it is to stop.
class Stopper : public QObject
{
    Q_OBJECT
public:
    struct Limits {
        std::chrono::milliseconds pause; ///< between one call and the next
        std::chrono::milliseconds patience; ///< for the job to end
    };
    Stopper(SwarmClient &client, QString serverSession, const Limits &limits, QObject *parent = nullptr);

    void start();
    /// True once the server has said yes.
    [[nodiscard]] bool isConfirmed() const { return m_confirmed; }
    [[nodiscard]] std::optional<Error> lastError() const { return m_error; }

Q_SIGNALS:
    /// The job did not end in time.
    void outOfPatience();

private:
    void ask();
    SwarmClient &m_client;
    QString m_serverSession;
    QTimer m_again;
    QTimer m_patience;
    std::optional<Error> m_error;
    bool m_confirmed = false;
};

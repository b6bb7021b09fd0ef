// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "clock.h"
#include "serverfacts.h"
#include "swarmclients.h"

#include <QObject>
#include <QTimer>

#include <optional>

/// How the main server is. Asks when told to, and every 30 s while there is a reason to; else never. A server
/// is called offline after two failures, 5 s apart.
class ServerWatch : public QObject
{
    Q_OBJECT
public:
    struct Pauses {
        std::chrono::milliseconds between{30000};
        std::chrono::milliseconds secondTry{5000};
        std::chrono::milliseconds old{60000};
    };
    explicit ServerWatch(SwarmClients &clients, QObject *parent = nullptr);
    ServerWatch(SwarmClients &clients, Pauses pauses, MonotonicClock monotonic, QObject *parent = nullptr);

    [[nodiscard]] const ServerFacts &facts() const { return m_facts; }
    [[nodiscard]] const QList<ServerModel> &models() const { return m_models; }

    /// Asks now, models included.
    void check();
    /// Asks if the newest answer is older than a minute.
    void checkIfOld();
    /// Reasons to go on asking: sessions live; someone looks, which counts while the server does not answer.
    void setSessionsLive(bool live);
    void setLookedAt(bool isLookedAt);
    /// The main server is another one now.
    void startAnew();

Q_SIGNALS:
    void factsChanged(const ServerFacts &facts);
    void modelsChanged(const QList<ServerModel> &models);

private:
    void ask();
    void onFacts(const ServerFacts &facts);
    void askModels();
    void schedule();
    void scheduleUnlessBusy();

    SwarmClients &m_clients;
    Pauses m_pauses;
    MonotonicClock m_monotonic;
    QTimer m_next;
    ServerFacts m_facts;
    QList<ServerModel> m_models;
    std::optional<std::chrono::milliseconds> m_answered;
    int m_failures = 0;
    int m_server = 0; ///< counts servers: answers of an earlier one are not heard
    bool m_asking = false;
    bool m_modelsWanted = true;
    bool m_sessionsLive = false;
    bool m_isLookedAt = false;
};

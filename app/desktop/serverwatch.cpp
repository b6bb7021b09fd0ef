// SPDX-License-Identifier: GPL-3.0-or-later
#include "serverwatch.h"

#include "modelinquiry.h"
#include "serverinquiry.h"

using State = ServerFacts::State;

ServerWatch::ServerWatch(SwarmClients &clients, QObject *parent)
    : ServerWatch(clients, Pauses{}, systemMonotonicClock(), parent)
{
}

ServerWatch::ServerWatch(SwarmClients &clients, Pauses pauses, MonotonicClock monotonic, QObject *parent)
    : QObject(parent)
    , m_clients(clients)
    , m_pauses(pauses)
    , m_monotonic(std::move(monotonic))
    , m_facts({.server = clients.main().address().url})
{
    m_next.setSingleShot(true);
    connect(&m_next, &QTimer::timeout, this, &ServerWatch::ask);
}

void ServerWatch::check()
{
    m_modelsWanted = true;
    ask();
}

void ServerWatch::checkIfOld()
{
    if (!m_answered || m_monotonic() - *m_answered > m_pauses.old)
        ask();
}

void ServerWatch::setSessionsLive(bool live)
{
    if (std::exchange(m_sessionsLive, live) == live)
        return;
    scheduleUnlessBusy();
    if (live)
        checkIfOld();
}

void ServerWatch::setLookedAt(bool isLookedAt)
{
    if (std::exchange(m_isLookedAt, isLookedAt) != isLookedAt)
        scheduleUnlessBusy();
}

void ServerWatch::scheduleUnlessBusy()
{
    if (!m_asking && m_failures != 1) // else it follows by itself
        schedule();
}

void ServerWatch::startAnew()
{
    ++m_server;
    m_asking = false;
    m_failures = 0;
    m_answered.reset();
    m_facts = {.server = m_clients.main().address().url};
    m_models.clear();
    Q_EMIT factsChanged(m_facts);
    Q_EMIT modelsChanged(m_models);
    check();
}

void ServerWatch::ask()
{
    if (m_asking)
        return;
    m_asking = true;
    m_next.stop();
    auto *inquiry = new ServerInquiry(m_clients.main(), callLimit, this, ServerInquiry::Parts::AllButModels);
    connect(inquiry, &ServerInquiry::finished, this, [this, server = m_server](const ServerFacts &facts) {
        if (server == m_server)
            onFacts(facts);
    });
}

void ServerWatch::onFacts(const ServerFacts &facts)
{
    m_asking = false;
    m_answered = m_monotonic();
    const bool isOffline = facts.state == State::Offline;
    m_failures = isOffline ? m_failures + 1 : 0;
    if (m_failures != 1 && facts != m_facts) {
        m_facts = facts;
        Q_EMIT factsChanged(m_facts);
    }
    if (facts.state == State::Online && m_modelsWanted)
        askModels();
    schedule();
}

void ServerWatch::askModels()
{
    m_modelsWanted = false;
    auto *inquiry = new ModelInquiry(m_clients.main(), {}, this);
    connect(inquiry, &ModelInquiry::finished, this,
            [this, server = m_server](const Result<QList<ServerModel>> &models) {
                if (server != m_server)
                    return;
                m_modelsWanted = !models;
                if (!models || *models == m_models)
                    return;
                m_models = *models;
                Q_EMIT modelsChanged(m_models);
            });
}

void ServerWatch::schedule()
{
    const bool isOffline = m_facts.state == State::Offline;
    if (m_failures == 1)
        m_next.start(m_pauses.secondTry);
    else if (m_sessionsLive || (isOffline && m_isLookedAt))
        m_next.start(m_pauses.between);
    else
        m_next.stop();
}

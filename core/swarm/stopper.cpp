// SPDX-License-Identifier: GPL-3.0-or-later
#include "stopper.h"

#include "interruptjob.h"

Stopper::Stopper(SwarmClient &client, QString serverSession, const Limits &limits, QObject *parent)
    : QObject(parent)
    , m_client(client)
    , m_serverSession(std::move(serverSession))
{
    m_again.setSingleShot(true);
    m_again.setInterval(limits.pause);
    m_patience.setSingleShot(true);
    m_patience.setInterval(limits.patience);
    connect(&m_again, &QTimer::timeout, this, &Stopper::ask);
    connect(&m_patience, &QTimer::timeout, this, &Stopper::outOfPatience);
}

void Stopper::start()
{
    m_patience.start();
    ask();
}

void Stopper::ask()
{
    const auto *interrupt = new InterruptJob(m_client, m_serverSession, this);
    connect(interrupt, &InterruptJob::finished, this, [this](const Result<> &outcome) {
        m_confirmed = m_confirmed || outcome;
        m_error = outcome ? std::nullopt : std::optional(outcome.error());
        m_again.start();
    });
}

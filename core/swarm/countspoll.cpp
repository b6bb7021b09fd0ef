// SPDX-License-Identifier: GPL-3.0-or-later
#include "countspoll.h"

#include "interruptjob.h"

using namespace Qt::StringLiterals;

CountsPoll::CountsPoll(SwarmClient &client, QString serverSession, std::chrono::milliseconds pause,
                       QObject *parent)
    : QObject(parent)
    , m_client(client)
    , m_serverSession(std::move(serverSession))
{
    m_pause.setSingleShot(true);
    m_pause.setInterval(pause);
    connect(&m_pause, &QTimer::timeout, this, &CountsPoll::ask);
}

void CountsPoll::start()
{
    m_sinceWork.start();
    m_pause.start();
}

std::chrono::milliseconds CountsPoll::sinceWork() const
{
    return std::chrono::milliseconds(m_sinceWork.elapsed());
}

bool CountsPoll::isForbidden(const Error &error)
{
    return error.details["error_id"_L1].toString() == "bad_permissions"_L1;
}

void CountsPoll::ask()
{
    const auto *probe = new SessionProbe(m_client, m_serverSession, this);
    connect(probe, &SessionProbe::finished, this, [this](const Result<ServerCounts> &counts) {
        m_pause.start();
        if (counts && !counts->allZero())
            m_sinceWork.start();
        if (counts)
            Q_EMIT answered(*counts);
        else
            Q_EMIT unanswered(counts.error());
    });
}

// SPDX-License-Identifier: GPL-3.0-or-later
#include "farewell.h"

Farewell::Farewell(OwnRuns &runs, QObject *parent)
    : QObject(parent)
    , m_runs(runs)
{
    m_limit.setSingleShot(true);
    connect(&m_limit, &QTimer::timeout, this, &Farewell::end);
}

void Farewell::begin(std::chrono::milliseconds limit)
{
    if (!m_limit.isActive() || m_limit.remainingTimeAsDuration() > limit)
        m_limit.start(limit);
    if (std::exchange(m_begun, true))
        return;
    connect(&m_runs, &OwnRuns::ended, this, &Farewell::endIfAlone, Qt::QueuedConnection);
    m_runs.cancelAll();
    QMetaObject::invokeMethod(this, &Farewell::endIfAlone, Qt::QueuedConnection);
}

void Farewell::endIfAlone()
{
    if (m_runs.count() == 0)
        end();
}

void Farewell::end()
{
    m_limit.stop();
    if (!std::exchange(m_done, true))
        Q_EMIT done();
}

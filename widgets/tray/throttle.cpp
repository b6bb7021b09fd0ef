// SPDX-License-Identifier: GPL-3.0-or-later
#include "throttle.h"

#include <utility>

Throttle::Throttle(std::chrono::milliseconds pause, std::function<void()> act)
    : m_act(std::move(act))
{
    m_pause.setSingleShot(true);
    m_pause.setInterval(pause);
    QObject::connect(&m_pause, &QTimer::timeout, &m_pause, [this] { onPauseOver(); });
}

void Throttle::ask()
{
    if (m_pause.isActive()) {
        m_asked = true;
        return;
    }
    m_pause.start();
    m_act();
}

void Throttle::onPauseOver()
{
    if (std::exchange(m_asked, false))
        ask();
}

// SPDX-License-Identifier: GPL-3.0-or-later
#include "backendhealth.h"

#include <utility>

namespace demo
{

BackendHealth::BackendHealth(const DemoBackend &nature, const Tempo &tempo)
    : m_tempo(tempo)
    , m_enabled(nature.enabled)
    , m_reachable(nature.reachable)
    , m_mayIdle(nature.mayIdle)
{
    m_look.setSingleShot(true);
    connect(&m_look, &QTimer::timeout, this, &BackendHealth::settle);
    begin();
}

void BackendHealth::begin()
{
    m_look.stop();
    if (!m_enabled)
        return become(State::Disabled);
    if (m_reachable)
        return become(State::Running);
    m_look.start(m_tempo.look);
    become(State::Waiting);
}

void BackendHealth::settle()
{
    become(m_reachable ? State::Running : m_mayIdle ? State::Idle : State::Errored);
}

void BackendHealth::become(State state)
{
    const State before = std::exchange(m_state, state);
    if (before == state)
        return;
    Q_EMIT changed();
    if (before == State::Running && (state == State::Errored || state == State::Idle))
        Q_EMIT lost();
}

void BackendHealth::setEnabled(bool enabled)
{
    if (std::exchange(m_enabled, enabled) != enabled)
        begin();
}

void BackendHealth::setReachable(bool reachable)
{
    m_reachable = reachable;
    // the real server looks again and again at an idle one, but not at one that errored
    if (m_state == (reachable ? State::Idle : State::Running))
        settle();
}

void BackendHealth::restart(bool mayIdle)
{
    m_mayIdle = mayIdle;
    if (!m_enabled)
        return;
    m_look.start(m_tempo.look);
    become(State::Waiting);
}

} // namespace demo

// SPDX-License-Identifier: GPL-3.0-or-later
#include "writepace.h"

#include <algorithm>

using namespace std::chrono_literals;

namespace
{

constexpr int restPerCost = 19; ///< a twentieth of the time at work, the rest at rest
constexpr auto mostWait = 100ms; ///< that counts as cost: as long as many writers hold the lock in turn

} // namespace

std::optional<std::chrono::milliseconds> WritePace::dueAt(const PendingEdits &edits) const
{
    using Haste = PendingEdits::Haste;
    const bool anything = edits.haste() != Haste::None || edits.hasOwn() || edits.hasRequests();
    if (m_retryAt)
        return anything ? m_retryAt : std::nullopt;
    if (edits.haste() != Haste::None && !m_begun)
        return 0ms;
    if (edits.haste() == Haste::AtOnce)
        return m_ended + m_pace.rest;
    std::optional<std::chrono::milliseconds> due;
    const auto sooner = [&due](std::chrono::milliseconds at) { due = due ? std::min(*due, at) : at; };
    if (edits.haste() == Haste::Gathered)
        sooner(std::max(*m_begun + m_pace.gather, m_ended + restPerCost * m_cost));
    if (edits.hasOwn())
        sooner(m_ended + m_pace.heartbeat);
    if (edits.hasRequests())
        sooner(m_ended + m_pace.askAgain);
    return due;
}

bool WritePace::heartbeatDue(std::chrono::milliseconds now) const
{
    return m_retryAt || !m_begun || now >= m_ended + m_pace.heartbeat;
}

void WritePace::wrote(std::chrono::milliseconds begun, std::chrono::milliseconds ended,
                      std::chrono::milliseconds waited)
{
    m_begun = begun;
    m_ended = ended;
    m_cost = ended - begun - std::max(0ms, waited - mostWait);
    m_retryAt.reset();
    m_retryIn = 0ms;
}

void WritePace::failed(std::chrono::milliseconds at, bool busy)
{
    m_retryIn = busy ? m_pace.busyRetry : std::clamp(m_retryIn * 2, m_pace.retry, m_pace.mostRetry);
    m_retryAt = at + m_retryIn;
}

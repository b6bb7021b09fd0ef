// SPDX-License-Identifier: GPL-3.0-or-later
#include "sessionjudge.h"

#include "staleness.h"

#include <algorithm>
#include <ctime>

using namespace std::chrono_literals;

namespace
{

constexpr auto whileOthersLive = 2s; ///< a stopped owner shows within this
constexpr auto whileAnythingLives = 10s;
constexpr auto restoredWithin = 60s; ///< a live owner writes every 10 s

/// How long this machine has been suspended since it started. Nobody could be heard meanwhile, so that is no
/// silence.
std::chrono::milliseconds suspended()
{
    timespec withSuspend{};
    timespec without{};
    ::clock_gettime(CLOCK_BOOTTIME, &withSuspend);
    ::clock_gettime(CLOCK_MONOTONIC, &without);
    return std::chrono::duration_cast<std::chrono::milliseconds>(
        std::chrono::seconds(withSuspend.tv_sec - without.tv_sec)
        + std::chrono::nanoseconds(withSuspend.tv_nsec - without.tv_nsec));
}

} // namespace

SessionJudge::SessionJudge(const ProcessTable &processes, MonotonicClock monotonic, WallClock now)
    : m_processes(processes)
    , m_monotonic(std::move(monotonic))
    , m_now(std::move(now))
    , m_self(processes.self())
{
}

SeenSessions SessionJudge::judge(const Sessions &written)
{
    const auto isGone = [&written](const auto &entry) { return !written.contains(entry.first); };
    std::erase_if(m_heard, isGone);
    std::erase_if(m_known, isGone);
    m_judgeAgainIn.reset();
    m_owners.clear();
    SeenSessions all;
    for (const auto &[id, session] : written) {
        const auto silence = silenceOf(session);
        std::optional<Session> visible = shown(session);
        if (!visible)
            continue;
        const Liveness liveness = livenessOf(*visible, m_processes, silence, silenceSeen);
        const auto seen = all.emplace(id, SeenSession{.session = std::move(*visible), .liveness = liveness});
        note(seen.first->second);
    }
    return all;
}

std::chrono::milliseconds SessionJudge::silenceOf(const Session &session)
{
    const Heard now{.updatedAt = session.updatedAt, .at = m_monotonic(), .suspendedBefore = suspended()};
    Heard &last = m_heard.try_emplace(session.id, now).first->second;
    if (last.updatedAt != now.updatedAt)
        last = now;
    return std::max<std::chrono::milliseconds>(
        now.at - last.at - (now.suspendedBefore - last.suspendedBefore), 0ms);
}

std::optional<Session> SessionJudge::shown(const Session &session)
{
    if (isStripped(session))
        return shownStripped(session);
    m_known.insert_or_assign(session.id, Known{.complete = session, .strippedAt = {}});
    const auto alive = [this](const Session &judged) { return isAlive(judged); };
    return isStale(session, m_now(), alive) ? std::nullopt : std::optional(session);
}

std::optional<Session> SessionJudge::shownStripped(const Session &session)
{
    Known &known = m_known[session.id];
    if (!known.strippedAt)
        known.strippedAt = m_monotonic();
    const auto since = m_monotonic() - *known.strippedAt;
    const auto nobody = [](const Session &) { return false; };
    bool visible = since < strippedAfter;
    if (!known.complete)
        visible = visible && !isStale(session, m_now(), nobody);
    else if (const OwnerState owner = m_processes.look(known.complete->owner.value_or(Owner()));
             owner == OwnerState::Stopped || (owner == OwnerState::Alive && since < restoredWithin))
        visible = true;
    if (!visible)
        return std::nullopt;
    m_judgeAgainIn = whileOthersLive;
    return known.complete ? known.complete : session;
}

bool SessionJudge::isAlive(const Session &session) const
{
    return session.owner && (*session.owner == m_self || isRunning(m_processes.look(*session.owner)));
}

void SessionJudge::note(const SeenSession &seen)
{
    if (seen.liveness == Liveness::Orphan)
        return;
    const std::optional<Owner> &owner = seen.session.owner;
    const bool others = owner && *owner != m_self;
    const std::chrono::milliseconds again = others ? whileOthersLive : whileAnythingLives;
    m_judgeAgainIn = std::min(m_judgeAgainIn.value_or(again), again);
    if (others && (seen.liveness == Liveness::Alive || seen.liveness == Liveness::Stopped)
        && std::ranges::find(m_owners, *owner) == m_owners.end())
        m_owners.push_back(*owner);
}

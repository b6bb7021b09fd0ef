// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sessionwatcher.h"

#include <chrono>
#include <map>
#include <optional>

/// Decides what is to be shown of the sessions that stand in a state file, from what one watcher saw over
/// time: how long they are silent, and what the predecessor stripped of them.
class SessionJudge
{
public:
    /// `processes` must outlive the judge.
    SessionJudge(const ProcessTable &processes, MonotonicClock monotonic, WallClock now);

    [[nodiscard]] SeenSessions judge(const Sessions &written);
    /// When what was judged last should be judged again though nothing happened; none when it need not.
    [[nodiscard]] std::optional<std::chrono::milliseconds> judgeAgainIn() const { return m_judgeAgainIn; }
    /// Those whose death is to be told at once.
    [[nodiscard]] const std::vector<Owner> &ownersToWatch() const { return m_owners; }

private:
    struct Heard {
        QDateTime updatedAt;
        std::chrono::milliseconds at;
        std::chrono::milliseconds suspendedBefore;
    };
    struct Known {
        std::optional<Session> complete; ///< as it last stood with its owner
        std::optional<std::chrono::milliseconds> strippedAt;
    };

    [[nodiscard]] std::chrono::milliseconds silenceOf(const Session &session);
    /// The session as it is to be shown; none where it is hidden.
    [[nodiscard]] std::optional<Session> shown(const Session &session);
    [[nodiscard]] std::optional<Session> shownStripped(const Session &session);
    [[nodiscard]] bool isAlive(const Session &session) const;
    void note(const SeenSession &seen);

    const ProcessTable &m_processes;
    MonotonicClock m_monotonic;
    WallClock m_now;
    Owner m_self;
    std::map<QString, Heard> m_heard;
    std::map<QString, Known> m_known;
    std::optional<std::chrono::milliseconds> m_judgeAgainIn;
    std::vector<Owner> m_owners;
};

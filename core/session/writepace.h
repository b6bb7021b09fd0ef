// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "pendingedits.h"

#include <chrono>
#include <optional>

/// How often a store writes, and how long it waits.
struct StorePace {
    /// After every write, also before an urgent one: the kernel gives the lock to whoever asks first, so a
    /// writer that asks again at once would keep it from those who wait.
    std::chrono::milliseconds rest{2};
    std::chrono::milliseconds gather{250}; ///< between the starts of two writes of progress
    std::chrono::milliseconds heartbeat{9500}; ///< a little under the 10 s that are promised
    std::chrono::milliseconds patience{2000}; ///< for the lock, before it is called busy
    std::chrono::milliseconds busyRetry{
        250}; ///< waiting for the lock costs nothing, so it is soon tried again
    std::chrono::milliseconds retry{1000}; ///< after a failure; doubled up to mostRetry
    std::chrono::milliseconds mostRetry{4000};
    std::chrono::milliseconds askAgain{2000}; ///< to look whether a request to cancel still stands
};

/// When the next write is due. What has turned is written at once; progress is gathered, and so that writing
/// takes at most a twentieth of the time. Waiting for the lock counts as writing, since many writers share
/// it, but no longer than they take: who waited for one that was stopped goes on as before. All times are
/// monotonic.
class WritePace
{
public:
    explicit WritePace(StorePace pace)
        : m_pace(pace)
    {
    }

    /// None where nothing is to be written.
    [[nodiscard]] std::optional<std::chrono::milliseconds> dueAt(const PendingEdits &edits) const;
    /// True when own sessions are to be renewed at `now` though nothing of them changed.
    [[nodiscard]] bool heartbeatDue(std::chrono::milliseconds now) const;

    /// `waited`: how much of that for the lock.
    void wrote(std::chrono::milliseconds begun, std::chrono::milliseconds ended,
               std::chrono::milliseconds waited = {});
    void failed(std::chrono::milliseconds at, bool busy);

private:
    StorePace m_pace;
    std::optional<std::chrono::milliseconds> m_begun; ///< the last write that worked
    std::chrono::milliseconds m_ended{0};
    std::chrono::milliseconds m_cost{0}; ///< of the last write
    std::chrono::milliseconds m_retryIn{0};
    std::optional<std::chrono::milliseconds> m_retryAt;
};

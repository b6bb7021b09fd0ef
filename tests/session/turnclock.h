// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "clock.h"

#include <memory>
#include <mutex>

/// Tells when a store's writer began its last turn: that is when it asks for the time.
class TurnClock
{
public:
    /// For one store.
    [[nodiscard]] WallClock clock() const
    {
        return [facts = m_facts] {
            const std::lock_guard guard(facts->mutex);
            facts->begun = facts->monotonic();
            return QDateTime::currentDateTimeUtc();
        };
    }
    [[nodiscard]] std::chrono::milliseconds begun() const
    {
        const std::lock_guard guard(m_facts->mutex);
        return m_facts->begun;
    }
    /// While it lives no turn begins, so that all that is handed in meanwhile is taken by the same one.
    [[nodiscard]] std::unique_lock<std::mutex> hold() const { return std::unique_lock(m_facts->mutex); }

private:
    struct Facts {
        std::mutex mutex;
        MonotonicClock monotonic = systemMonotonicClock();
        std::chrono::milliseconds begun{0};
    };
    std::shared_ptr<Facts> m_facts = std::make_shared<Facts>(); ///< the thread may outlive the store
};

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "descriptor.h"

#include <chrono>
#include <optional>

/// Lets one thread sleep until a moment, or until another thread wakes it. The moment is of
/// systemMonotonicClock(), which goes on while the machine is suspended: what became due meanwhile is done
/// first of all when it wakes.
class WakeUp
{
public:
    WakeUp();
    void wake() noexcept; ///< any thread
    /// Returns at the moment, when woken, or for no reason. Without a moment only when woken.
    void waitUntil(std::optional<std::chrono::milliseconds> moment);

private:
    Descriptor m_calls;
    Descriptor m_timer;
};

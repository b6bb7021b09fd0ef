// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "processtable.h"
#include "session.h"

#include <chrono>

/// How sure we are that a session still runs.
struct LivenessOf {
    Q_GADGET
public:
    enum class Liveness { Alive, Stopped, Unresponsive, Orphan, Unknown };
    Q_ENUM(Liveness)
};
using Liveness = LivenessOf::Liveness;

[[nodiscard]] QLatin1String wireName(Liveness liveness);

inline constexpr std::chrono::seconds silenceSeen{30}; ///< for watchers, by their own monotonic clock
inline constexpr std::chrono::seconds silenceRead{60}; ///< for one look, by wall clock

/// `silence` is how long `updated_at` has not changed. Only the provably dead are orphans; what cannot be
/// judged is alive until it has been silent for `limit`.
[[nodiscard]] Liveness livenessOf(const Session &session, const ProcessTable &processes,
                                  std::chrono::milliseconds silence, std::chrono::milliseconds limit);

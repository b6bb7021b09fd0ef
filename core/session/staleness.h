// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "session.h"

#include <chrono>
#include <functional>

inline constexpr std::chrono::hours staleAfter{24};
inline constexpr std::chrono::seconds strippedAfter{15}; ///< a live owner would have written again by then
inline constexpr std::chrono::minutes clockSkew{5}; ///< how far ahead another machine's clock may be

/// An entry under an id of ours that lost its owner: the predecessor rewrote it.
[[nodiscard]] bool isStripped(const Session &session);

/// True for an entry that is to be hidden and dropped, as far as its times can be believed (one more than 5
/// minutes ahead of `now`, or none at all, counts as `now`): silent for 24 hours with an owner that is not
/// alive; the predecessor's 24 hours after its start; a stripped one after 15 s. `isAlive` tells of the
/// owner, as it is known from the entry or from earlier.
[[nodiscard]] bool isStale(const Session &session, const QDateTime &now,
                           const std::function<bool(const Session &)> &isAlive);

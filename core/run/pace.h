// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <optional>

/// How fast progress rises, smoothed, and so how long is left. Fed with what is seen; times are monotonic.
class Pace
{
public:
    void see(double progress, std::chrono::milliseconds at);
    /// None before 5 s and 5 % have been seen, and at the end.
    [[nodiscard]] std::optional<std::chrono::seconds> remaining(std::chrono::milliseconds at) const;

    /// From one look only: the session began `elapsed` ago and is at `progress`.
    [[nodiscard]] static std::optional<std::chrono::seconds> guess(double progress,
                                                                   std::chrono::milliseconds elapsed);

private:
    std::optional<std::chrono::milliseconds> m_began; ///< when progress first rose
    double m_first = 0;
    double m_newest = 0;
    std::chrono::milliseconds m_newestAt{0};
    double m_speed = 0; ///< progress a millisecond
};

// SPDX-License-Identifier: GPL-3.0-or-later
#include "pace.h"

#include <algorithm>

using namespace std::chrono_literals;

namespace
{

constexpr auto leastTime = 5s;
constexpr double leastProgress = 0.05;

std::optional<std::chrono::seconds> rounded(double milliseconds)
{
    constexpr double longest = 30.0 * 24 * 3600 * 1000; // what is further away is no estimate any more
    if (!(milliseconds >= 0) || milliseconds > longest)
        return {};
    return std::chrono::round<std::chrono::seconds>(std::chrono::duration<double, std::milli>(milliseconds));
}

} // namespace

void Pace::see(double progress, std::chrono::milliseconds at)
{
    if (progress <= m_newest)
        return;
    if (!m_began) {
        m_began = at;
        m_first = progress;
    } else if (at > *m_began) {
        m_speed = (progress - m_first) / double((at - *m_began).count());
    }
    m_newest = progress;
    m_newestAt = at;
}

std::optional<std::chrono::seconds> Pace::remaining(std::chrono::milliseconds at) const
{
    if (!m_began || at - *m_began < leastTime || m_newest < leastProgress || m_newest >= 1 || m_speed <= 0)
        return {};
    return rounded(std::max(0.0, (1 - m_newest) / m_speed - double((at - m_newestAt).count())));
}

std::optional<std::chrono::seconds> Pace::guess(double progress, std::chrono::milliseconds elapsed)
{
    if (elapsed < leastTime || progress < leastProgress || progress >= 1)
        return {};
    return rounded(double(elapsed.count()) * (1 - progress) / progress);
}

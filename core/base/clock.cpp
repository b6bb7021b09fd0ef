// SPDX-License-Identifier: GPL-3.0-or-later
#include "clock.h"

#include <time.h>

WallClock systemWallClock()
{
    return [] { return QDateTime::currentDateTimeUtc(); };
}

MonotonicClock systemMonotonicClock()
{
    return [] {
        timespec now{};
        clock_gettime(CLOCK_BOOTTIME, &now);
        return std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::seconds(now.tv_sec)
                                                                     + std::chrono::nanoseconds(now.tv_nsec));
    };
}

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QTimer>

#include <chrono>
#include <functional>

/// Lets something happen at once, but not again before a pause is over; then once for all that was asked
/// meanwhile. No timer runs while nothing is asked.
class Throttle
{
public:
    Throttle(std::chrono::milliseconds pause, std::function<void()> act);

    void ask();

private:
    void onPauseOver();

    std::function<void()> m_act;
    QTimer m_pause;
    bool m_asked = false;
};

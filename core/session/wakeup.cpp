// SPDX-License-Identifier: GPL-3.0-or-later
#include "wakeup.h"

#include <array>
#include <cstdint>
#include <ctime>

#include <poll.h>
#include <sys/eventfd.h>
#include <sys/timerfd.h>

using namespace std::chrono_literals;

namespace
{

constexpr int pollWithoutTimer = 250; ///< ms, where the system is out of descriptors

} // namespace

WakeUp::WakeUp()
    : m_calls(::eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC))
    , m_timer(::timerfd_create(CLOCK_BOOTTIME, TFD_NONBLOCK | TFD_CLOEXEC))
{
}

void WakeUp::wake() noexcept
{
    const uint64_t one = 1;
    [[maybe_unused]] const ssize_t told = ::write(m_calls.get(), &one, sizeof one);
}

void WakeUp::waitUntil(std::optional<std::chrono::milliseconds> moment)
{
    itimerspec times{}; // zero: never
    if (moment) {
        const auto at = std::max<std::chrono::milliseconds>(*moment, 1ms);
        times.it_value = {.tv_sec = time_t(at / 1s), .tv_nsec = long((at % 1s) / 1ns)};
    }
    ::timerfd_settime(m_timer.get(), TFD_TIMER_ABSTIME, &times, nullptr);
    std::array<pollfd, 2> events{pollfd{.fd = m_calls.get(), .events = POLLIN, .revents = 0},
                                 pollfd{.fd = m_timer.get(), .events = POLLIN, .revents = 0}};
    ::poll(events.data(), events.size(), m_calls && m_timer ? -1 : pollWithoutTimer);
    uint64_t calls = 0;
    [[maybe_unused]] const ssize_t got = ::read(m_calls.get(), &calls, sizeof calls);
}

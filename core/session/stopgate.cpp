// SPDX-License-Identifier: GPL-3.0-or-later
#include "stopgate.h"

#include <atomic>
#include <chrono>
#include <csignal>
#include <mutex>
#include <thread>

#include <pthread.h>

using namespace std::chrono_literals;

namespace
{

constexpr int stopping = -1;

// A signal's disposition belongs to the whole process, and so does this. Lock-free, for the handler.
std::atomic<int> writes{0}; ///< under way, or `stopping`
std::atomic<bool> asked{false};
static_assert(std::atomic<int>::is_always_lock_free && std::atomic<bool>::is_always_lock_free);

void onStop(int);

void handle(void (*handler)(int))
{
    struct sigaction action {
    };
    action.sa_handler = handler;
    action.sa_flags = SA_RESTART | SA_NODEFER;
    ::sigaction(SIGTSTP, &action, nullptr);
}

/// Stops here and now, unless a write is under way: then its end comes back here.
void stopUnlessWriting()
{
    while (asked.load()) {
        int none = 0;
        if (!writes.compare_exchange_strong(none, stopping))
            return;
        if (asked.exchange(false)) {
            handle(SIG_DFL);
            ::raise(SIGTSTP);
            handle(onStop); // goes on here after SIGCONT
        }
        writes.store(0);
    }
}

void onStop(int)
{
    asked.store(true);
    stopUnlessWriting();
}

void install()
{
    struct sigaction now {
    };
    if (::sigaction(SIGTSTP, nullptr, &now) == 0 && now.sa_handler == SIG_DFL)
        handle(onStop);
}

} // namespace

StopGate::StopGate()
{
    static std::once_flag once;
    std::call_once(once, install);
    for (int before = writes.load(); before < 0 || !writes.compare_exchange_weak(before, before + 1);
         before = writes.load())
        if (before < 0)
            std::this_thread::sleep_for(1ms); // the process is about to stop
}

StopGate::~StopGate()
{
    if (writes.fetch_sub(1) == 1 && asked.load())
        stopUnlessWriting();
}

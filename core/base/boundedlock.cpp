// SPDX-License-Identifier: GPL-3.0-or-later
#include "boundedlock.h"

#include <QFile>

#include <cerrno>
#include <csignal>
#include <ctime>

#include <pthread.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/sysmacros.h>
#include <unistd.h>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace
{

/// Interrupts what this thread blocks in: once when the time is over, and then again and again, because a
/// signal that comes just before the thread enters the call interrupts nothing.
///
/// flock has no time limit. Trying without waiting and sleeping in between loses to all who wait in the
/// kernel, and sleeps on when the lock is free; a second thread that waits for the first would stay blocked
/// behind a stopped holder. A timer that signals exactly this thread needs neither.
class Interruption
{
public:
    explicit Interruption(std::chrono::milliseconds after)
    {
        struct sigaction action {
        };
        action.sa_handler = [](int) {}; // without SA_RESTART: being interrupted is all
        ::sigaction(number(), &action, nullptr);
        sigset_t signals;
        ::sigemptyset(&signals);
        ::sigaddset(&signals, number());
        ::pthread_sigmask(SIG_UNBLOCK, &signals, &m_maskBefore);

        sigevent event{};
        event.sigev_notify = SIGEV_THREAD_ID;
        event.sigev_signo = number();
        event._sigev_un._tid = pid_t(::syscall(SYS_gettid));
        m_isSet = ::timer_create(CLOCK_MONOTONIC, &event, &m_timer) == 0;
        const itimerspec times{.it_interval = {.tv_sec = 0, .tv_nsec = 10'000'000},
                               .it_value
                               = {.tv_sec = time_t(after / 1s), .tv_nsec = long((after % 1s) / 1ns)}};
        if (m_isSet)
            ::timer_settime(m_timer, 0, &times, nullptr);
    }
    ~Interruption()
    {
        if (m_isSet)
            ::timer_delete(m_timer);
        ::pthread_sigmask(SIG_SETMASK, &m_maskBefore, nullptr);
    }
    Interruption(const Interruption &) = delete;
    Interruption &operator=(const Interruption &) = delete;

    [[nodiscard]] bool isSet() const noexcept { return m_isSet; }

private:
    /// A signal that nobody else uses: real-time, away from both ends, which libraries take first.
    static int number() { return SIGRTMIN + 9; }

    timer_t m_timer{};
    sigset_t m_maskBefore{};
    bool m_isSet = false;
};

} // namespace

int lockWithin(int descriptor, std::chrono::milliseconds patience)
{
    using Clock = std::chrono::steady_clock;
    if (::flock(descriptor, LOCK_EX | LOCK_NB) == 0)
        return 0;
    if (errno != EWOULDBLOCK && errno != EINTR)
        return errno;
    const auto until = Clock::now() + patience;
    if (patience <= 0ms)
        return ETIMEDOUT;
    const Interruption interruption(patience);
    if (!interruption.isSet())
        return EAGAIN;
    while (::flock(descriptor, LOCK_EX) != 0) {
        if (errno != EINTR)
            return errno;
        if (Clock::now() >= until)
            return ETIMEDOUT;
    }
    return 0;
}

std::optional<qint64> lockHolder(int descriptor)
{
    struct stat facts {
    };
    QFile locks(u"/proc/locks"_s);
    if (::fstat(descriptor, &facts) != 0 || !locks.open(QFile::ReadOnly))
        return std::nullopt;
    // "7: FLOCK  ADVISORY  WRITE 4711 fe:01:393218 0 EOF"; those who wait have an arrow after the number.
    // The device may be another than stat tells (btrfs), so it only decides between two of the same inode.
    const QByteArray inode = ':' + QByteArray::number(quint64(facts.st_ino));
    const QByteArray device = QByteArray::number(major(facts.st_dev), 16).rightJustified(2, '0') + ':'
        + QByteArray::number(minor(facts.st_dev), 16).rightJustified(2, '0');
    std::optional<qint64> holder;
    for (const QByteArray &line : locks.readAll().split('\n')) {
        const QList<QByteArray> fields = line.simplified().split(' ');
        if (fields.size() < 6 || fields[1] != "FLOCK" || !fields[5].endsWith(inode))
            continue;
        const qint64 pid = fields[4].toLongLong();
        if (pid > 0 && (!holder || fields[5].startsWith(device)))
            holder = pid;
    }
    return holder;
}

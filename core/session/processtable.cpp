// SPDX-License-Identifier: GPL-3.0-or-later
#include "processtable.h"

#include "descriptor.h"

#include <QFile>

#include <array>
#include <cerrno>
#include <climits>
#include <csignal>
#include <optional>

#include <poll.h>
#include <pwd.h>
#include <sys/stat.h>
#include <sys/syscall.h>

using namespace Qt::StringLiterals;

namespace
{

/// The system call itself: Debian 12's <sys/pidfd.h> cannot be included from C++.
Descriptor openProcess(qint64 pid)
{
    if (pid <= 0 || pid > INT_MAX) {
        errno = ESRCH;
        return Descriptor();
    }
    return Descriptor(int(::syscall(SYS_pidfd_open, pid_t(pid), 0)));
}

bool hasEnded(const Descriptor &process)
{
    pollfd end{.fd = process.get(), .events = POLLIN, .revents = 0};
    return ::poll(&end, 1, 0) == 1;
}

struct ProcessFacts {
    char state = 0;
    quint64 started = 0;
};

/// How far this process's time namespace is ahead of the machine's, in clock ticks: /proc shows start times
/// as the reader's namespace counts.
qint64 ticksAhead()
{
    QFile file(u"/proc/self/timens_offsets"_s);
    if (!file.open(QFile::ReadOnly))
        return 0;
    for (const QByteArray &line : file.readAll().split('\n')) { // "boottime   100000   0"
        const QList<QByteArray> fields = line.simplified().split(' ');
        if (fields.size() < 3 || fields[0] != "boottime")
            continue;
        const qint64 perSecond = ::sysconf(_SC_CLK_TCK);
        return fields[1].toLongLong() * perSecond + fields[2].toLongLong() * perSecond / 1'000'000'000;
    }
    return 0;
}

/// Fields 3 and 22 of /proc/PID/stat. Field 2, the name, may hold blanks and parentheses.
std::optional<ProcessFacts> factsOf(qint64 pid)
{
    QFile file(u"/proc/%1/stat"_s.arg(pid));
    if (!file.open(QFile::ReadOnly))
        return std::nullopt;
    const QByteArray line = file.readAll();
    const QList<QByteArray> fields = line.mid(line.lastIndexOf(')') + 2).split(' ');
    if (fields.size() < 20 || fields[0].size() != 1)
        return std::nullopt;
    static const qint64 ahead = ticksAhead();
    return ProcessFacts{.state = fields[0][0], .started = quint64(fields[19].toLongLong() - ahead)};
}

OwnerState stateOf(const ProcessFacts &facts, quint64 started)
{
    if (facts.started != started)
        return OwnerState::Dead;
    switch (facts.state) {
    case 'Z':
    case 'X':
    case 'x':
        return OwnerState::Dead;
    case 'T':
    case 't':
        return OwnerState::Stopped;
    default:
        return OwnerState::Alive;
    }
}

QString userName()
{
    passwd entry{};
    passwd *found = nullptr;
    std::array<char, 4096> buffer{};
    if (::getpwuid_r(::geteuid(), &entry, buffer.data(), buffer.size(), &found) == 0 && found)
        return QString::fromLocal8Bit(found->pw_name, qstrnlen(found->pw_name, ownerNameBytes));
    return QString::number(::geteuid());
}

QString hostName()
{
    std::array<char, HOST_NAME_MAX + 1> name{};
    ::gethostname(name.data(), name.size() - 1);
    return QString::fromLocal8Bit(name.data(), qstrnlen(name.data(), ownerNameBytes));
}

QString bootId()
{
    QFile file(u"/proc/sys/kernel/random/boot_id"_s);
    return file.open(QFile::ReadOnly) ? QString::fromLatin1(file.readAll()).trimmed() : QString();
}

quint64 pidNamespace()
{
    struct stat facts {
    };
    return ::stat("/proc/self/ns/pid", &facts) == 0 ? facts.st_ino : 0;
}

} // namespace

SystemProcessTable::SystemProcessTable()
    : m_boot(bootId())
    , m_ns(pidNamespace())
{
}

Owner SystemProcessTable::self() const
{
    std::call_once(m_knowsItself, [this] {
        m_self = {.host = hostName(),
                  .user = userName(),
                  .boot = m_boot,
                  .ns = m_ns,
                  .pid = ::getpid(),
                  .started = factsOf(::getpid()).value_or(ProcessFacts()).started};
    });
    return m_self;
}

bool SystemProcessTable::canBeJudged(const Owner &owner) const
{
    return !m_boot.isEmpty() && m_ns != 0 && owner.boot == m_boot && owner.ns == m_ns;
}

OwnerState SystemProcessTable::look(const Owner &owner) const
{
    if (owner.pid == ::getpid() && owner == self())
        return OwnerState::Alive;
    if (!canBeJudged(owner))
        return OwnerState::CannotTell;
    // Held open while its facts are read, so that they are not those of a successor under the same number.
    const Descriptor process = openProcess(owner.pid);
    const bool gone = !process && (errno == ESRCH || (::kill(pid_t(owner.pid), 0) != 0 && errno == ESRCH));
    if (gone)
        return OwnerState::Dead;
    const auto facts = factsOf(owner.pid);
    if (process && hasEnded(process))
        return OwnerState::Dead;
    // /proc may hide the processes of other users.
    return facts ? stateOf(*facts, owner.started) : OwnerState::CannotTell;
}

int SystemProcessTable::openEnd(const Owner &owner) const
{
    if (!canBeJudged(owner))
        return -1;
    Descriptor process = openProcess(owner.pid);
    const auto facts = process ? factsOf(owner.pid) : std::nullopt;
    return facts && facts->started == owner.started ? process.release() : -1;
}

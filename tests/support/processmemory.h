// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QFile>

/// A figure of this process from the kernel, in bytes; 0 where it tells none.
inline qint64 ownMemory(const QByteArray &figure)
{
    QFile facts(QStringLiteral("/proc/self/status"));
    if (!facts.open(QFile::ReadOnly))
        return 0;
    for (QByteArray line = facts.readLine(); !line.isEmpty(); line = facts.readLine()) {
        if (line.startsWith(figure + ':'))
            return line.mid(figure.size() + 1).trimmed().split(' ').first().toLongLong() * 1024;
    }
    return 0;
}

/// What of this process lies in memory now.
[[nodiscard]] inline qint64 residentMemory()
{
    return ownMemory("VmRSS");
}

/// The most of it that ever lay there, or since forgetPeakMemory().
[[nodiscard]] inline qint64 peakMemory()
{
    return ownMemory("VmHWM");
}

/// False where the kernel cannot, or where sanitizers keep memory that the program gave back.
inline bool forgetPeakMemory()
{
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
    return false;
#endif
    QFile reset(QStringLiteral("/proc/self/clear_refs"));
    return reset.open(QFile::WriteOnly) && reset.write("5") == 1;
}

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QMetaType>
#include <QString>

inline constexpr int ownerNameBytes = 40; ///< of host, user and boot; longer ones are cut

/// The process that runs a session, named so that no other process, ever, on any machine, is mistaken for it.
struct Owner {
    Q_GADGET
public:
    QString host = {};
    QString user = {};
    QString boot = {}; ///< kernel's boot id
    quint64 ns = 0; ///< inode of the pid namespace
    qint64 pid = 0;
    quint64 started = 0; ///< start time in clock ticks since boot, field 22 of /proc/PID/stat

    bool operator==(const Owner &) const = default;
};

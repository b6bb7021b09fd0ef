// SPDX-License-Identifier: GPL-3.0-or-later
#include "liveness.h"

#include <QtGlobal>

using namespace Qt::StringLiterals;

QLatin1String wireName(Liveness liveness)
{
    switch (liveness) {
    case Liveness::Alive:
        return "alive"_L1;
    case Liveness::Stopped:
        return "stopped"_L1;
    case Liveness::Unresponsive:
        return "unresponsive"_L1;
    case Liveness::Orphan:
        return "orphan"_L1;
    case Liveness::Unknown:
        return "unknown"_L1;
    }
    Q_UNREACHABLE();
}

Liveness livenessOf(const Session &session, const ProcessTable &processes, std::chrono::milliseconds silence,
                    std::chrono::milliseconds limit)
{
    if (isForeign(session.id))
        return Liveness::Unknown;
    const Liveness unjudged = silence >= limit ? Liveness::Unresponsive : Liveness::Alive;
    if (!session.owner)
        return unjudged;
    switch (processes.look(*session.owner)) {
    case OwnerState::Alive:
        return Liveness::Alive;
    case OwnerState::Stopped:
        return Liveness::Stopped;
    case OwnerState::Dead:
        return Liveness::Orphan;
    case OwnerState::CannotTell:
        return unjudged;
    }
    Q_UNREACHABLE();
}

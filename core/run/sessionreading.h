// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "clock.h"
#include "followedsession.h"
#include "history.h"

#include <QStringList>

/// One look at the sessions of one project.
struct SessionReading {
    QList<FollowedSession> sessions = {}; ///< live ones by start time
    QStringList closed = {}; ///< ids of orphans that have a history row, and only wait to be taken out
    QString problem = {}; ///< a sentence where the file could not be read or understood whole
};

/// Reads a state file once, without a lock. Silence is judged by the wall clock, because nothing else was
/// seen. Tickets are not read.
[[nodiscard]] SessionReading readSessions(const QString &stateFile, const ProcessTable &processes,
                                          History &history, const QDateTime &now);

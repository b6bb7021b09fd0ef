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
/// seen. Takes up to half a second where a session of this user's is missing though its owner lives: the
/// predecessor writes over the file, and the owner puts it back.
[[nodiscard]] SessionReading readSessions(const QString &stateFile, const ProcessTable &processes,
                                          const TicketBox &tickets, History &history, const QDateTime &now);

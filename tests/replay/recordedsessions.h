// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "transcript.h"

/// A server session that the recorded client had from before: used in the recording, not given in it.
struct EarlierSession {
    QString id = {};
    QString user = {};
};
/// Those that the server knew, in the order in which they were first used.
[[nodiscard]] QList<EarlierSession> earlierSessions(const Transcript &transcript);

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "historyentry.h"
#include "serverfacts.h"
#include "sessionwatcher.h"
#include "sharedoptional.h"
#include "ticket.h"

#include <chrono>
#include <optional>

/// A session as a face shows it: what the file says, how alive it is, and what this user may know of it
/// besides.
struct FollowedSession {
    Session session = {};
    Liveness liveness = Liveness::Alive;
    QString project = {}; ///< folder that holds the state file
    QString stateFile = {};
    /// Where this user may read it: prompt, parameters, pictures so far. Of the history where it came too
    /// late.
    SharedOptional<Ticket> ticket = {};
    std::optional<std::chrono::seconds> remaining = {}; ///< smoothed; none where it cannot be told yet
    std::optional<ServerCounts> serverWord
        = {}; ///< of an orphan: what the server said of it, at serverWordAt
    QDateTime serverWordAt = {};

    /// Set once it has ended.
    std::optional<Outcome> outcome = {};
    QDateTime endTime = {};
    QStringList localPaths = {};
    QString cancelledBy = {};
    SharedOptional<Error> error = {};

    [[nodiscard]] bool isLive() const { return !outcome.has_value(); }
    [[nodiscard]] QString prompt() const
    {
        return ticket ? ticket->parameters.value(QLatin1String("prompt")).toString() : QString();
    }
    bool operator==(const FollowedSession &) const = default;
};
using FollowedSessions = std::map<QString, FollowedSession>; // by id

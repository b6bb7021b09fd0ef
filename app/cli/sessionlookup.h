// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "commandcontext.h"
#include "sessionreading.h"

/// A session that the user named by the beginning of its id: a live one of this project, else of any project
/// that this user knows, else an ended one of the history (then only its id is known here).
struct NamedSession {
    QString id = {};
    QString stateFile = {}; ///< empty for an ended one
    std::optional<FollowedSession> live = {};
    std::optional<HistoryEntry> ended = {};
};

/// Of a state file that cannot be used: nobody may take it for an empty one.
[[nodiscard]] Error unreadableState(const QString &problem);

/// Fails as FileSystem where it was not found but not all could be read, else as AmbiguousId (details:
/// {"matches": […]}), SessionNotFound, or Usage where fewer than 4 characters were given.
[[nodiscard]] Result<NamedSession> findSession(const QString &prefix, CommandContext &context);
/// The same for several, stopping at the first that fails.
[[nodiscard]] Result<QList<NamedSession>> findSessions(const QStringList &prefixes, CommandContext &context);

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "clock.h"
#include "result.h"
#include "session.h"

#include <QByteArray>
#include <QJsonObject>
#include <QStringList>

#include <functional>

/// The content of a state file, from bytes to sessions and back, without touching a disk. Keys that this
/// program does not know survive at every level.
struct StateDocument {
    QJsonObject root = {};
    Sessions sessions = {};
    /// A sentence where bytes were there that could not be understood; what could be is in `sessions`.
    QString problem = {};

    /// Never fails: see `problem`. Empty bytes are an empty document without a problem.
    [[nodiscard]] static StateDocument parse(const QByteArray &bytes);
    /// Indented and ending in a newline; over 500 sessions without indentation.
    [[nodiscard]] QByteArray toBytes() const;
};

/// What one writer wants of the file: its own sessions as they stand now, those that ended, requests to
/// cancel that it makes, entries of dead owners that it closed.
struct StateEdit {
    Sessions own = {};
    QStringList gone = {};
    std::map<QString, QString> cancelRequests = {}; ///< session id → "user@host"
    /// Own entries as they last stood in the file: keys of others that the predecessor threw away, requests
    /// to cancel among them, come back with the next write.
    std::map<QString, QJsonObject> remembered = {};

    [[nodiscard]] bool isEmpty() const { return own.empty() && gone.isEmpty() && cancelRequests.empty(); }
};

/// The edit laid over the document as read anew under the lock: every session of others stays as it stands,
/// own keys are laid over own entries, what is stale at `now` is dropped (`isAlive` tells of an owner). True
/// if anything changed.
[[nodiscard]] bool merge(StateDocument &document, const StateEdit &edit, const QDateTime &now,
                         const std::function<bool(const Session &)> &isAlive);

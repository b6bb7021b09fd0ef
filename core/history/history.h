// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "historyentry.h"
#include "result.h"

#include <QList>

#include <memory>

/// The ended sessions of this user, safe for many processes. A session may only leave the state file once its
/// outcome is kept here. Calls answer within about a quarter of a second; Locked is an error that passes.
///
/// A history that is found damaged is set aside and a new one begun (by all but find(), which only fails).
/// That one call returns the error that says so, having done its work in the new one: the entry is kept.
class History
{
public:
    virtual ~History() = default;

    /// Keeps an entry; the first one of a session id stays, later ones are ignored.
    virtual Result<> record(const HistoryEntry &entry) = 0;
    /// Keeps what was learnt of an ended session later: outcome, files and error of the entry of that id.
    /// Where there is none, nothing happens.
    virtual Result<> amend(const HistoryEntry &entry) = 0;
    [[nodiscard]] virtual Result<std::optional<HistoryEntry>> find(const QString &sessionId) = 0;
    /// Newest end first. `project` empty: all.
    [[nodiscard]] virtual Result<QList<HistoryEntry>> newest(int limit, const QString &project) = 0;
    /// Entries whose id begins so, at most 20, newest end first.
    [[nodiscard]] virtual Result<QList<HistoryEntry>> findByPrefix(const QString &prefix) = 0;
};

/// The history in a folder, loading the module that keeps it (SQLite) only when it is first asked. What
/// cannot be opened is an error of each call, so that generating goes on without it.
[[nodiscard]] std::unique_ptr<History> openHistory(QString privateFolder, QString programFolder);

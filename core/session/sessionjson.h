// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "jsonstreamreader.h"
#include "session.h"

#include <QByteArray>
#include <QString>

#include <optional>

/// The words of the state file. A promise to scripts: never renamed, never retyped; independent of the names
/// in C++.
[[nodiscard]] QLatin1String wireName(Session::Status status);
[[nodiscard]] std::optional<Session::Status> statusFrom(QStringView word);
[[nodiscard]] QLatin1String wireName(Session::Stage stage); ///< empty for Stage::None
[[nodiscard]] std::optional<Session::Stage> stageFrom(QStringView word);

/// What was read of an entry of the file.
struct SessionEntry {
    Session session;
    bool isOwners = true; ///< it holds nothing but what its owner writes
};

/// Takes one entry of the file, an object. Wrong types count as absent, progress is clamped, an unknown
/// status is read as generating. None where the reader failed, or the entry is nested deeper than other
/// programs read. Texts that are the same as `neighbour`'s, as most are, share its memory.
[[nodiscard]] std::optional<SessionEntry> readEntry(const QString &id, JsonStreamReader &reader,
                                                    const Session &neighbour = {});

/// An entry of the file, an object: the keys that an owner writes of its session, and behind them those of
/// `before`, the entry as it stands, that are not an owner's, at every level: keys that others added, and the
/// request to cancel (`cancel_requested`, `cancel_by`). Those that `remembered`, an earlier version, has
/// besides come back. Either may be empty.
[[nodiscard]] QByteArray entryOf(const Session &session, QByteArrayView before, QByteArrayView remembered,
                                 bool indented);

/// What will be read of entryOf() of this session alone; none where only reading it tells. To save that: an
/// owner writes many times what it knows.
[[nodiscard]] std::optional<Session> asRead(const Session &session);

/// The entry with a request to cancel that session.
[[nodiscard]] QByteArray withRequest(QByteArrayView entry, const QString &by, bool indented);

/// Whether a session may be known by this: nothing that steers a terminal, and no longer than 128 bytes. Ours
/// are UUIDs, the predecessor's 40 hex digits.
[[nodiscard]] bool isName(const QString &id);

inline constexpr int entryLevel = 2; ///< how deep an entry lies in the file

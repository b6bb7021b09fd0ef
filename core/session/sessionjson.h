// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "jsonstreamreader.h"
#include "session.h"

#include <QJsonObject>

/// The words of the state file. A promise to scripts: never renamed, never retyped; independent of the names
/// in C++.
[[nodiscard]] QLatin1String wireName(Session::Status status);
[[nodiscard]] std::optional<Session::Status> statusFrom(QStringView word);
[[nodiscard]] QLatin1String wireName(Session::Stage stage); ///< empty for Stage::None
[[nodiscard]] std::optional<Session::Stage> stageFrom(QStringView word);

/// Takes one entry of the file, an object. Wrong types count as absent, progress is clamped, an unknown
/// status is read as generating. None where the reader failed, or the entry is nested deeper than other
/// programs read. Texts that are the same as `neighbour`'s, as most are, share its memory.
[[nodiscard]] std::optional<Session> sessionFrom(const QString &id, JsonStreamReader &reader,
                                                 const Session &neighbour = {});

/// The keys that an owner writes of its session, laid over `entry`; keys it does not know, at every level,
/// and the request to cancel (`cancel_requested`, `cancel_by`) stay as they are.
[[nodiscard]] QJsonObject laidOver(QJsonObject entry, const Session &session);

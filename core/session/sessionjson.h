// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "session.h"

#include <QJsonObject>

/// The words of the state file. A promise to scripts: never renamed, never retyped; independent of the names
/// in C++.
[[nodiscard]] QLatin1String wireName(Session::Status status);
[[nodiscard]] std::optional<Session::Status> statusFrom(QStringView word);
[[nodiscard]] QLatin1String wireName(Session::Stage stage); ///< empty for Stage::None
[[nodiscard]] std::optional<Session::Stage> stageFrom(QStringView word);

/// Whatever can be understood of one entry of the file, never failing: wrong types count as absent, progress
/// is clamped, an unknown status is read as generating.
[[nodiscard]] Session sessionFrom(const QString &id, const QJsonObject &entry);

/// The keys that an owner writes of its session, laid over `entry`; keys it does not know and the request to
/// cancel
/// (`cancel_requested`, `cancel_by`) stay as they are.
[[nodiscard]] QJsonObject laidOver(QJsonObject entry, const Session &session);

[[nodiscard]] QJsonObject toJson(const Owner &owner);
[[nodiscard]] std::optional<Owner> ownerFrom(const QJsonValue &value);

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "followedsession.h"

#include <QJsonObject>
#include <QList>

/// The lines of `-f ndjson`, schema 1, key for key as the product page prints them.
namespace SessionEvents
{

[[nodiscard]] QJsonObject snapshot(const QString &project, const QList<FollowedSession> &sessions,
                                   const QDateTime &now);
[[nodiscard]] QJsonObject started(const FollowedSession &session, const QDateTime &now);
/// What changed between two looks at one session; mostly one event, at times several or none.
[[nodiscard]] QList<QJsonObject> changes(const FollowedSession &before, const FollowedSession &session,
                                         const QDateTime &now);
[[nodiscard]] QJsonObject ended(const FollowedSession &session, const QDateTime &now);
[[nodiscard]] QJsonObject warning(const QString &code, const QString &message, const QDateTime &now);

} // namespace SessionEvents

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QJsonValue>
#include <QString>

/// Where two JSON values differ in shape (keys and types), as a path with a word about it; empty where they
/// do not. Null goes with text and arrays, an empty list with any; lists are compared by their first
/// elements, and what is a map from names by its values.
[[nodiscard]] QString shapeDifference(const QJsonValue &recorded, const QJsonValue &here,
                                      const QString &path = {});

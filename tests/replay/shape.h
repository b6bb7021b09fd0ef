// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QJsonValue>
#include <QString>

/// Where two JSON values differ in shape (keys and types), as a path with a word about it; empty where they
/// do not. Null goes with text and containers, an empty list with any. Every element of a list must have the
/// shape of some element of the other one; what is a map from names is compared by its values in the same
/// way, and text that is JSON itself by its own shape.
[[nodiscard]] QString shapeDifference(const QJsonValue &recorded, const QJsonValue &here,
                                      const QString &path = {});

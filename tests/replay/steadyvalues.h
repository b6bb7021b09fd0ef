// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QJsonObject>

/// Where two answers differ in a value that is the same at each run: successes, error ids and texts, what is
/// said of the backends, the form of image paths. Empty where they do not.
[[nodiscard]] QString valueDifference(const QJsonObject &recorded, const QJsonObject &here);

/// Where the error texts differ; what the stand-in backend made, and lists of all that is there, may.
[[nodiscard]] QString errorDifference(const QJsonObject &recorded, const QJsonObject &here);

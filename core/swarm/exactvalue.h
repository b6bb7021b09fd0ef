// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "result.h"
#include "serverparameters.h"

#include <QJsonValue>

/// What a user wrote for a parameter, as the one value of it that the server knows: numbers in their range,
/// names and choices in the server's own spelling. The server itself takes whatever comes closest, without a
/// word. Else an error that says what fits: Usage (details: {"matches": […]}
/// where several fit) or ModelNotFound. `File` values are left as they are.
[[nodiscard]] Result<QJsonValue> exactValue(const ServerParameter &parameter, const QJsonValue &typed,
                                            const ServerParameters &all);

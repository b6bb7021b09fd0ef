// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QJsonObject>
#include <QJsonValue>
#include <QString>

#include <optional>

namespace demo
{

/// A JSON object as the real server reads one: no byte order mark, no array, no scalar.
[[nodiscard]] std::optional<QJsonObject> jsonObject(const QByteArray &text);

/// A value of a request as the text that the real server makes of it before it reads it ("5" for 5).
[[nodiscard]] QString plainText(const QJsonValue &value);

/// Indented by two spaces, everything outside ASCII escaped: how the real server writes metadata.
[[nodiscard]] QString metadataText(const QJsonObject &content);

} // namespace demo

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "result.h"

#include <QJsonArray>
#include <QJsonObject>
#include <QString>

class CommandContext;

/// json, yaml and ndjson, as opposed to table.
[[nodiscard]] bool isStructured(const QString &format);

/// Prints a document as JSON or YAML, whichever format is set, to stdout or into the file of -o, where
/// objects in ".json" files gain `_generated_at`. What cannot be written is a FileSystem error.
[[nodiscard]] Result<> print(const QJsonObject &document, const CommandContext &context);
/// The same of a bare list, which gains nothing.
[[nodiscard]] Result<> print(const QJsonArray &document, const CommandContext &context);

/// Prints a text (a table) the same way.
[[nodiscard]] Result<> print(const QString &text, const CommandContext &context);

/// One line of JSON to stdout.
void printLine(const QJsonObject &event, const CommandContext &context);

/// As JSON (in one line for ndjson) or YAML, with a line end.
[[nodiscard]] QString toText(const QJsonObject &document, const QString &format);
[[nodiscard]] QString toYaml(const QJsonValue &document);

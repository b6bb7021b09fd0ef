// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "result.h"

#include <QByteArray>
#include <QList>
#include <QString>
#include <QStringList>

#include <optional>

/// One setting as a YAML file writes it, not judged yet. Keys of `generate:` are joined with a dot.
struct WrittenSetting {
    QString key = {};
    QStringList values = {};
    bool isList = false;
    bool isStructure = false; ///< a map, or a list of other things than plain values
    int line = 0; ///< from 1
};

/// The settings of a file in their order; none where there is no such file. A file that cannot be read, is no
/// regular file, is larger than 1 MiB or is not YAML of the form `key: value` is a Usage error naming file
/// and line.
[[nodiscard]] Result<std::optional<QList<WrittenSetting>>> readSettingsFile(const QString &path);

/// The same of text in memory; `path` is named in errors.
[[nodiscard]] Result<QList<WrittenSetting>> parseSettings(const QByteArray &text, const QString &path);

/// The bytes of a settings file; none where there is no such file. Errors as above.
[[nodiscard]] Result<std::optional<QByteArray>> readSettingsText(const QString &path);

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "result.h"

#include <QByteArray>
#include <QString>

#include <optional>

/// Small files for this user's eyes alone (0600), in a folder that is this user's.

/// Replaces the file atomically: readers, and whoever comes after a kill, find the old or the new one, whole.
/// Not synced to the disk: these files are to survive their writer, not a power cut.
[[nodiscard]] Result<> replacePrivateFile(const QString &path, const QByteArray &bytes);

/// None where there is no such file, or it is a link, no regular file, another user's, or larger than
/// `most` bytes.
[[nodiscard]] std::optional<QByteArray> readPrivateFile(const QString &path, qint64 most);

/// Names that a killed replacePrivateFile() may have left in a folder match this.
[[nodiscard]] QString privateLeftovers();

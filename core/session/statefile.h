// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "result.h"

#include <QByteArray>
#include <QString>

#include <optional>

inline constexpr qint64 stateFileSizeCap
    = 16LL * 1024 * 1024; ///< bytes; larger is called corrupt and not parsed

/// Where a project keeps its state file: `<folder>/.asset-generator-state.json`, or the file that
/// --state-file names.
[[nodiscard]] QString defaultStateFile(const QString &projectFolder);

/// Why a state file may not lie there although it could be written: compressed ones, by their name (kind
/// Usage) or their first bytes, are not understood yet, and may be somebody's archive.
[[nodiscard]] std::optional<Error> compressionProblem(const QString &path);

/// The file that a state file's name stands for: itself, absolute, or what it links to. Refuses links that
/// are neither ours nor root's, links without an end, and names of compressed files.
[[nodiscard]] Result<QString> stateFileBehind(const QString &path);

/// Reads the bytes without a lock, one more than the cap at most. Absent is empty. Opened non-blocking and
/// checked: anything but a regular file, or a link that is neither ours nor root's, is refused with a
/// sentence, and so is a compressed file; unreadable is an error, never empty.
[[nodiscard]] Result<QByteArray> readStateFile(const QString &path);

/// Replaces the file atomically (a killed writer leaves the old or the new one, whole), also one of another
/// user where the folder permits it. Only under the folder's lock.
[[nodiscard]] Result<> replaceStateFile(const QString &path, const QByteArray &bytes);

/// Keeps what could not be understood beside the file as "….corrupt-<time>", unless it lies there already.
/// Returns the name. Only under the folder's lock.
[[nodiscard]] Result<QString> keepAside(const QString &path, const QByteArray &bytes, const QString &time);

/// Removes all but the newest 3 that were kept aside: once the file has been replaced, because a disk that is
/// full must not cost any of them. Only under the folder's lock.
void dropOldestAside(const QString &path);

/// Removes temporary files that killed writers left. Only under the folder's lock.
void removeLeftovers(const QString &path);

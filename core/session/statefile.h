// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "result.h"

#include <QByteArray>
#include <QString>

#include <sys/types.h>

inline constexpr qint64 stateFileSizeCap
    = 16LL * 1024 * 1024; ///< bytes; larger is called corrupt and not parsed

/// Where a project keeps its state file: `<folder>/.asset-generator-state.json`, or the file that
/// --state-file names.
[[nodiscard]] QString defaultStateFile(const QString &projectFolder);

/// Whether a state file is kept gzip-compressed: by its name, which ends in ".gz".
[[nodiscard]] bool isCompressed(const QString &stateFile);

/// The file that a state file's name stands for: itself, absolute, or what it links to. Refuses links that
/// are neither ours nor root's, and links without an end.
[[nodiscard]] Result<QString> stateFileBehind(const QString &path);

/// Where a state file lies, once that has been found out.
struct StatePlace {
    QString file = {}; ///< what its name stands for, see stateFileBehind()
    int folder = -1; ///< the folder that holds it, open; -1 where that is not
    // Where the folder is open:
    QByteArray name = {}; ///< the file's in there
    mode_t mode = 0; ///< the folder's
    gid_t group = 0; ///< the folder's
};

/// Reads the text without a lock, one byte more than the cap at most; of a compressed file what it holds.
/// Absent is empty. Opened non-blocking and checked: anything but a regular file, or a link that is neither
/// ours nor root's, is refused with a sentence, and so is a compressed file whose name does not say so:
/// somebody's archive. Unreadable is an error, never empty.
[[nodiscard]] Result<QByteArray> readStateFile(const QString &path);
[[nodiscard]] Result<QByteArray> readStateFile(const QString &path, const StatePlace &place);

/// Replaces the file atomically, compressed where its name says so (a killed writer leaves the old or the new
/// one, whole), also one of another user where the folder permits it. Only under the folder's lock.
[[nodiscard]] Result<> replaceStateFile(const QString &path, const QByteArray &bytes);
[[nodiscard]] Result<> replaceStateFile(const QString &path, const StatePlace &place,
                                        const QByteArray &bytes);

/// Keeps the file, as it is, beside itself as "….corrupt-<time>", unless it lies there already. Returns the
/// name. Only under the folder's lock.
[[nodiscard]] Result<QString> keepAside(const QString &path, const QString &time);

/// Removes all but the newest 3 that were kept aside, by the time in their names, and never `kept`, the last
/// of them: once the file has been replaced, because a disk that is full must not cost any. Only under the
/// folder's lock.
void dropOldestAside(const QString &path, const QString &kept);

/// Removes temporary files that killed writers left. Only under the folder's lock.
void removeLeftovers(const QString &path);

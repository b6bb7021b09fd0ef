// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "result.h"
#include "statedocument.h"
#include "statefile.h"

#include <chrono>

/// What does not parse is read again this often, in case a writer without a lock is just writing it.
inline constexpr int rereads = 3;
inline constexpr std::chrono::milliseconds rereadGap{50};

/// The state file as it stands, without a lock. Returns at once, but for what does not parse: that is read
/// again for 150 ms before its `problem` is believed. Of a document that was read `before` it takes over what
/// still stands there.
[[nodiscard]] Result<StateDocument> readStateDocument(const QString &path, StateDocument before = {});
[[nodiscard]] Result<StateDocument> readStateDocument(const QString &path, const StatePlace &place,
                                                      StateDocument before);

/// Says of the file at `path` what a document's `problem` is.
[[nodiscard]] Error notUnderstood(const QString &path, const QString &problem);

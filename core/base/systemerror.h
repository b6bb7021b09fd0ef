// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "error.h"

/// The system's words for `number` (an errno), in the user's language.
[[nodiscard]] QString systemWords(int number);

/// Error of kind FileSystem: `message` holds "%1" for the path and "%2" for the system's words.
[[nodiscard]] Error fileError(const QString &message, const QString &path, int number,
                              const QString &hint = {});

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "error.h"

#include <optional>

/// What a generation's refusal or failure is, of those that only their wording tells; none for other texts.
[[nodiscard]] std::optional<Error> jobRefusal(const QString &text);

/// The first line of a server's text, to stand inside a sentence.
[[nodiscard]] QString clause(const QString &text);

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

/// The text as one line that can be shown to anybody: without session ids, tokens and passphrases, and cut
/// where it is long.
[[nodiscard]] QString plainWords(const QString &text, int longest = 240);

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "serverfacts.h"

#include <QDateTime>

/// "studio:7801 – ready", "studio:7801 – no answer since 14:32". `since` is when it was first found silent.
[[nodiscard]] QString serverStateText(const ServerFacts &facts, const QDateTime &since);

/// The sentence above the pages; empty while the server answers.
[[nodiscard]] QString serverProblemText(const ServerFacts &facts);

/// Host and port.
[[nodiscard]] QString addressText(const QUrl &server);

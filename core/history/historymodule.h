// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

class History;

/// What the core and the module that keeps the history agree on: the module's name and its one C function.
/// The caller owns what that returns.
inline const QString historyModule = QStringLiteral("history");
inline constexpr char createHistorySymbol[] = "createHistory";
using CreateHistory = History *(const QString &privateFolder);

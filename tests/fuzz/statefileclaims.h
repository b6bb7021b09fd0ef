// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>

/// What must be true of any bytes at all that are read as a state file, written to and read again. The first
/// claim that does not hold, in words; empty where all do.
[[nodiscard]] QString brokenClaim(const QByteArray &bytes);

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDateTime>
#include <QString>

#include <array>

/// How moments are written in our files and documents: RFC 3339, UTC, whole seconds ("2026-10-10T14:30:00Z"),
/// so that `jq fromdateiso8601` reads them. An invalid moment is the empty string.
[[nodiscard]] QString toWireTime(const QDateTime &moment);

/// The same in ASCII, of a valid moment.
using WireTime = std::array<char, 20>;
[[nodiscard]] WireTime wireTime(const QDateTime &moment);

/// Reads any RFC 3339 moment (fractions, offsets, lower-case letters). Without a zone it is taken as UTC.
/// What is not a moment, or lies outside the years 1970 to 9999, is invalid.
[[nodiscard]] QDateTime fromWireTime(QAnyStringView text);

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

/// The bytes as a gzip file (RFC 1952).
[[nodiscard]] QByteArray gzipped(const QByteArray &plain);

/// What a gzip file holds, as zcat prints it: of several members in a row all, of a damaged one what comes
/// before the damage. Never more than `most` bytes, whatever the file claims.
[[nodiscard]] QByteArray gunzipped(const QByteArray &packed, qsizetype most);

[[nodiscard]] bool isGzip(const QByteArray &bytes);

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>

// What must be true of any bytes at all. Each tells the first claim that does not hold, in words; empty where
// all do.

/// Read as a state file, written to and read again.
[[nodiscard]] QString brokenStateDocumentClaim(const QByteArray &bytes);

/// Said by a server: over a WebSocket, of which the first byte tells what was asked for; over HTTP; as a
/// path.
[[nodiscard]] QString brokenServerMessageClaim(const QByteArray &bytes);

/// Three lines, a template, a server's path and a prompt; and then a picture.
[[nodiscard]] QString brokenPictureNameClaim(const QByteArray &bytes);

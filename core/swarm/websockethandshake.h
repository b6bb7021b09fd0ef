// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

class QNetworkRequest;

/// What a WebSocket's client says (RFC 6455, version 13, no extensions), as pure functions to bytes.
namespace WebSocketHandshake
{

inline constexpr qsizetype longestAnswer = 64 * 1024;

/// `key` is random, 16 bytes in base64. With the headers of `request`, cookie and authorization among them.
[[nodiscard]] QByteArray question(const QNetworkRequest &request, const QByteArray &key);
/// Whether the head of an answer, up to its empty line, accepts the question with this key.
[[nodiscard]] bool isAccepted(const QByteArray &answer, const QByteArray &key);

} // namespace WebSocketHandshake

enum class WebSocketOpcode : quint8 { Text = 1, Close = 8, Ping = 9, Pong = 10 };

/// A whole message, or a control frame, of a client. `mask` should be random.
[[nodiscard]] QByteArray clientFrame(WebSocketOpcode opcode, const QByteArray &payload, quint32 mask);

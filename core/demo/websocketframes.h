// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

namespace demo
{

/// The frames of RFC 6455, server side, as pure functions from and to bytes.
struct WebSocketFrame {
    enum class Opcode : quint8 { Continuation = 0, Text = 1, Binary = 2, Close = 8, Ping = 9, Pong = 10 };
    Opcode opcode = Opcode::Text;
    bool last = true; ///< no continuation follows
    QByteArray payload = {};
};

struct WebSocketReading {
    enum class Outcome { NeedsMore, Broken, TooLarge, Frame };
    Outcome outcome = Outcome::NeedsMore;
    WebSocketFrame frame = {};
};

/// Takes one frame of a client, unmasked, off the beginning of `buffer`, where a whole one is there.
[[nodiscard]] WebSocketReading takeFrame(QByteArray &buffer, quint64 payloadLimit);

/// A frame as a server sends it.
[[nodiscard]] QByteArray frameBytes(const WebSocketFrame &frame);

/// The payload of a Close frame.
[[nodiscard]] QByteArray closePayload(quint16 code);

/// What to answer to the key of a client's handshake.
[[nodiscard]] QByteArray acceptKey(const QByteArray &key);

} // namespace demo

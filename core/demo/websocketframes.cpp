// SPDX-License-Identifier: GPL-3.0-or-later
#include "websocketframes.h"

#include <QCryptographicHash>
#include <QtEndian>

namespace demo
{

namespace
{

constexpr quint8 lastBit = 0x80;
constexpr quint8 maskBit = 0x80;
constexpr quint8 reservedBits = 0x70;

bool isKnown(quint8 opcode)
{
    return opcode <= 2 || (opcode >= 8 && opcode <= 10);
}

} // namespace

WebSocketReading takeFrame(QByteArray &buffer, quint64 payloadLimit)
{
    using Outcome = WebSocketReading::Outcome;
    if (buffer.size() < 2)
        return {};
    const auto *bytes = reinterpret_cast<const uchar *>(buffer.constData());
    const quint8 opcode = bytes[0] & 0x0f;
    if ((bytes[0] & reservedBits) != 0 || (bytes[1] & maskBit) == 0 || !isKnown(opcode))
        return {.outcome = Outcome::Broken};
    quint64 length = bytes[1] & 0x7f;
    const qsizetype lengthBytes = length == 127 ? 8 : length == 126 ? 2 : 0;
    const qsizetype maskStart = 2 + lengthBytes;
    if (buffer.size() < maskStart + 4)
        return {};
    if (lengthBytes == 2)
        length = qFromBigEndian<quint16>(bytes + 2);
    else if (lengthBytes == 8)
        length = qFromBigEndian<quint64>(bytes + 2);
    if (length >= payloadLimit)
        return {.outcome = Outcome::TooLarge};
    const qsizetype start = maskStart + 4;
    if (buffer.size() < start + qsizetype(length))
        return {};
    WebSocketFrame frame{.opcode = WebSocketFrame::Opcode(opcode), .last = (bytes[0] & lastBit) != 0};
    frame.payload = buffer.mid(start, qsizetype(length));
    for (qsizetype i = 0; i < frame.payload.size(); ++i)
        frame.payload.data()[i] = char(frame.payload[i] ^ bytes[maskStart + i % 4]);
    buffer.remove(0, start + qsizetype(length));
    return {.outcome = Outcome::Frame, .frame = frame};
}

QByteArray frameBytes(const WebSocketFrame &frame)
{
    QByteArray wire;
    wire.append(char((frame.last ? lastBit : 0) | quint8(frame.opcode)));
    const qsizetype size = frame.payload.size();
    if (size < 126) {
        wire.append(char(size));
    } else if (size <= 0xffff) {
        const quint16 length = qToBigEndian(quint16(size));
        wire.append(char(126)).append(reinterpret_cast<const char *>(&length), sizeof length);
    } else {
        const quint64 length = qToBigEndian(quint64(size));
        wire.append(char(127)).append(reinterpret_cast<const char *>(&length), sizeof length);
    }
    return wire + frame.payload;
}

QByteArray closePayload(quint16 code)
{
    const quint16 big = qToBigEndian(code);
    return {reinterpret_cast<const char *>(&big), sizeof big};
}

QByteArray acceptKey(const QByteArray &key)
{
    return QCryptographicHash::hash(key + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11", QCryptographicHash::Sha1)
        .toBase64();
}

} // namespace demo

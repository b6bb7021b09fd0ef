// SPDX-License-Identifier: GPL-3.0-or-later
#include "rawsocket.h"

#include <QJsonDocument>
#include <QtEndian>

using namespace Qt::StringLiterals;

namespace
{

constexpr int closing = 0x8;

} // namespace

RawSocket::RawSocket(quint16 port, const QByteArray &target, const QByteArray &headers)
{
    m_socket.connectToHost(u"127.0.0.1"_s, port);
    (void)comesTrue(m_socket, [this] { return isConnected(); });
    m_socket.write("GET " + target
                   + " HTTP/1.1\r\nHost: demo\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                     "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n"
                   + headers + "\r\n");
    (void)comesTrue(m_socket, [this] {
        m_buffer += m_socket.readAll();
        return m_buffer.contains("\r\n\r\n") || !isConnected();
    });
    const qsizetype end = m_buffer.indexOf("\r\n\r\n");
    QList<QByteArray> lines = m_buffer.left(end).split('\n');
    m_handshake.status = lines.takeFirst().split(' ').value(1).toInt();
    for (const QByteArray &line : std::as_const(lines))
        m_handshake.headers.append({line.left(line.indexOf(':')), line.mid(line.indexOf(':') + 1).trimmed()});
    m_buffer.remove(0, end + 4);
    if (m_handshake.status != 101)
        m_handshake.body = std::exchange(m_buffer, {});
}

bool RawSocket::isConnected()
{
    return m_socket.state() == QAbstractSocket::ConnectedState;
}

void RawSocket::sendFrame(int opcode, const QByteArray &payload, bool last)
{
    constexpr std::array<uchar, 4> mask{0x12, 0x9a, 0x00, 0xff};
    QByteArray wire;
    wire.append(char((last ? 0x80 : 0) | opcode));
    if (payload.size() < 126) {
        wire.append(char(0x80 | payload.size()));
    } else if (payload.size() <= 0xffff) {
        const quint16 size = qToBigEndian(quint16(payload.size()));
        wire.append(char(0xfe)).append(reinterpret_cast<const char *>(&size), 2);
    } else {
        const quint64 size = qToBigEndian(quint64(payload.size()));
        wire.append(char(0xff)).append(reinterpret_cast<const char *>(&size), 8);
    }
    wire.append(reinterpret_cast<const char *>(mask.data()), 4);
    for (qsizetype i = 0; i < payload.size(); ++i)
        wire.append(char(uchar(payload[i]) ^ mask[size_t(i % 4)]));
    m_socket.write(wire);
}

void RawSocket::sendClose(quint16 code)
{
    const quint16 big = qToBigEndian(code);
    sendFrame(closing, QByteArray(reinterpret_cast<const char *>(&big), 2));
}

bool RawSocket::hears(const std::function<bool()> &holds)
{
    return comesTrue(m_socket, holds);
}

void RawSocket::reset()
{
    m_socket.abort();
}

void RawSocket::read()
{
    if (m_socket.isOpen())
        m_buffer += m_socket.readAll();
    for (;;) {
        const auto *bytes = reinterpret_cast<const uchar *>(m_buffer.constData());
        if (m_buffer.size() < 2)
            return;
        quint64 size = bytes[1];
        qsizetype start = 2;
        if (size == 126 && m_buffer.size() >= 4) {
            size = qFromBigEndian<quint16>(bytes + 2);
            start = 4;
        } else if (size == 127 && m_buffer.size() >= 10) {
            size = qFromBigEndian<quint64>(bytes + 2);
            start = 10;
        } else if (size >= 126) {
            return;
        }
        if (m_buffer.size() < start + qsizetype(size))
            return;
        m_frames.append({.opcode = bytes[0] & 0x0f, .payload = m_buffer.mid(start, qsizetype(size))});
        m_buffer.remove(0, start + qsizetype(size));
    }
}

const QList<RawSocket::Frame> &RawSocket::frames()
{
    read();
    return m_frames;
}

QList<QJsonObject> RawSocket::messages()
{
    QList<QJsonObject> messages;
    for (const Frame &frame : frames()) {
        if (frame.opcode == 0x1)
            messages << QJsonDocument::fromJson(frame.payload).object();
    }
    return messages;
}

int RawSocket::closeCode()
{
    for (const Frame &frame : frames()) {
        if (frame.opcode == closing)
            return qFromBigEndian<quint16>(frame.payload.constData());
    }
    return 0;
}

bool RawSocket::closes(int milliseconds)
{
    if (!comesTrue(
            m_socket, [this] { return closeCode() != 0 || !isConnected(); }, milliseconds))
        return false;
    const bool closed = closeCode() != 0;
    if (closed)
        sendClose(1000);
    return closed;
}

QString wordOf(const QJsonObject &message)
{
    if (message.contains("backend_status"_L1)) {
        const QJsonObject counts = message["status"_L1].toObject();
        return u"status %1 %2 %3 %4"_s.arg(counts["waiting_gens"_L1].toInt())
            .arg(counts["loading_models"_L1].toInt())
            .arg(counts["waiting_backends"_L1].toInt())
            .arg(counts["live_gens"_L1].toInt());
    }
    if (const QJsonObject progress = message["gen_progress"_L1].toObject(); !progress.isEmpty())
        return (progress.contains("preview"_L1) ? "preview "_L1 : "progress "_L1)
            + progress["batch_index"_L1].toVariant().toString();
    if (message.contains("image"_L1))
        return "image "_L1 + message["batch_index"_L1].toString();
    if (message.contains("error"_L1))
        return u"error"_s;
    if (message.contains("keep_alive"_L1))
        return u"keep"_s;
    if (message.contains("discard_indices"_L1))
        return u"discard"_s;
    if (message.contains("socket_intention"_L1))
        return u"intention"_s;
    return message.keys().value(0);
}

QStringList wordsOf(const QList<QJsonObject> &messages)
{
    QStringList words;
    for (const QJsonObject &message : messages)
        words << wordOf(message);
    return words;
}

QStringList kindsOf(const QList<QJsonObject> &messages)
{
    QStringList kinds;
    for (const QString &word : wordsOf(messages)) {
        const QString kind = word.section(u' ', 0, 0).replace("preview"_L1, "progress"_L1);
        if (kinds.isEmpty() || kinds.last() != kind)
            kinds << kind;
    }
    return kinds;
}

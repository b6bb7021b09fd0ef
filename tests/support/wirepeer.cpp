// SPDX-License-Identifier: GPL-3.0-or-later
#include "wirepeer.h"

#include <QCryptographicHash>
#include <QtEndian>

#include <sys/socket.h>

QByteArray WireRequest::header(const QByteArray &name) const
{
    for (const auto &[key, value] : headers) {
        if (key.compare(name, Qt::CaseInsensitive) == 0)
            return value;
    }
    return {};
}

WirePeer::WirePeer(QTcpSocket *socket, QObject *parent)
    : QObject(parent)
    , m_socket(socket)
{
    socket->setParent(this);
    socket->setSocketOption(QAbstractSocket::LowDelayOption,
                            1); // as the real server; a reset drops what waits
    connect(socket, &QTcpSocket::readyRead, this, &WirePeer::read);
    connect(socket, &QTcpSocket::disconnected, this, &WirePeer::gone);
}

void WirePeer::reply(int status, const QByteArray &body, const QByteArray &headers)
{
    sendRaw("HTTP/1.1 " + QByteArray::number(status) + " Word\r\nContent-Length: "
            + QByteArray::number(body.size()) + "\r\n" + headers + "\r\n" + body);
}

void WirePeer::sendRaw(const QByteArray &bytes)
{
    m_socket->write(bytes);
    m_socket->flush();
}

void WirePeer::acceptUpgrade(const WireRequest &request)
{
    const QByteArray key = request.header("Sec-WebSocket-Key") + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
    const QByteArray accept = QCryptographicHash::hash(key, QCryptographicHash::Sha1).toBase64();
    m_isSocket = true;
    sendRaw("HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
            "Sec-WebSocket-Accept: "
            + accept + "\r\n\r\n");
}

void WirePeer::sendFrame(int opcode, const QByteArray &payload, bool last)
{
    if (opcode < 0x8)
        m_inMessage = !last;
    QByteArray frame(1, char((last ? 0x80 : 0) | opcode));
    const auto size = quint64(payload.size());
    if (size < 126) {
        frame += char(size);
    } else if (size < 65536) {
        frame += char(126);
        frame.resize(4);
        qToBigEndian(quint16(size), frame.data() + 2);
    } else {
        frame += char(127);
        frame.resize(10);
        qToBigEndian(size, frame.data() + 2);
    }
    sendRaw(frame + payload);
}

void WirePeer::sendClose(quint16 code)
{
    QByteArray payload(2, '\0');
    qToBigEndian(code, payload.data());
    sendFrame(0x8, payload);
}

void WirePeer::hangUp()
{
    m_socket->disconnectFromHost();
}

void WirePeer::reset()
{
    m_socket->flush();
    const linger atOnce{.l_onoff = 1, .l_linger = 0};
    ::setsockopt(int(m_socket->socketDescriptor()), SOL_SOCKET, SO_LINGER, &atOnce, sizeof atOnce);
    m_socket->abort();
}

void WirePeer::read()
{
    m_buffer += m_socket->readAll();
    while (m_isSocket ? readFrame() : readRequest()) { }
}

bool WirePeer::readRequest()
{
    const qsizetype end = m_buffer.indexOf("\r\n\r\n");
    if (end < 0)
        return false;
    QList<QByteArray> lines = m_buffer.first(end).split('\n');
    const QList<QByteArray> words = lines.takeFirst().trimmed().split(' ');
    WireRequest request{.method = words.value(0), .target = words.value(1)};
    for (const QByteArray &line : lines) {
        const qsizetype colon = line.indexOf(':');
        request.headers.append({line.first(colon).trimmed(), line.sliced(colon + 1).trimmed()});
    }
    const qsizetype size = request.header("Content-Length").toLongLong();
    if (m_buffer.size() < end + 4 + size)
        return false;
    request.body = m_buffer.sliced(end + 4, size);
    m_buffer.remove(0, end + 4 + size);
    Q_EMIT requested(request);
    return true;
}

bool WirePeer::readFrame()
{
    constexpr qsizetype maskSize = 4;
    if (m_buffer.size() < 2)
        return false;
    qsizetype at = 2;
    quint64 size = quint8(m_buffer[1]) & 0x7f;
    const qsizetype more = size == 126 ? 2 : size == 127 ? 8 : 0;
    if (m_buffer.size() < at + more + maskSize)
        return false;
    if (more == 2)
        size = qFromBigEndian<quint16>(m_buffer.constData() + at);
    else if (more == 8)
        size = qFromBigEndian<quint64>(m_buffer.constData() + at);
    at += more;
    if (quint64(m_buffer.size() - at - maskSize) < size)
        return false;
    QByteArray payload = m_buffer.sliced(at + maskSize, qsizetype(size));
    for (qsizetype i = 0; i < payload.size(); ++i)
        payload[i] = char(payload[i] ^ m_buffer[at + i % maskSize]);
    const int opcode = m_buffer[0] & 0x0f;
    m_buffer.remove(0, at + maskSize + qsizetype(size));
    if (opcode == 0x9 && !m_inMessage && !m_isDeaf)
        sendFrame(0xa, payload);
    else if (opcode == 0x8)
        Q_EMIT closeReceived();
    else if (opcode <= 0x2)
        Q_EMIT received(payload);
    return true;
}

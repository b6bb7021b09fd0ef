// SPDX-License-Identifier: GPL-3.0-or-later
#include "httpdelivery.h"

#include <QTcpSocket>

namespace demo
{

HttpDelivery::HttpDelivery(QTcpSocket *socket, const HttpReply &reply, const HttpRequest &request)
    : QObject(socket)
    , m_socket(socket)
    , m_wire(reply.wireBytes(request))
{
    switch (reply.delivery) {
    case HttpReply::Delivery::Whole:
        m_socket->write(m_wire);
        break;
    case HttpReply::Delivery::Half:
        sendHalf();
        break;
    case HttpReply::Delivery::ByteByByte:
        connect(&m_timer, &QTimer::timeout, this, &HttpDelivery::sendByte);
        m_timer.start(reply.pace);
        break;
    case HttpReply::Delivery::Endless:
        m_socket->write("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nTransfer-Encoding: "
                        "chunked\r\n\r\n1\r\n{\r\n");
        connect(m_socket, &QTcpSocket::bytesWritten, this, &HttpDelivery::sendMore);
        break;
    }
}

void HttpDelivery::sendHalf()
{
    const qsizetype body = m_wire.indexOf("\r\n\r\n") + 4;
    m_socket->write(m_wire.left(body + (m_wire.size() - body) / 2));
    m_socket->disconnectFromHost();
}

void HttpDelivery::sendByte()
{
    m_socket->write(m_wire.left(1));
    m_wire.remove(0, 1);
    if (!m_wire.isEmpty())
        return;
    m_timer.stop();
    m_socket->disconnectFromHost();
}

void HttpDelivery::sendMore()
{
    constexpr qint64 enough = 256LL * 1024; // more would only fill this process's memory
    constexpr qsizetype size = 0x4000;
    static const QByteArray chunk = "4000\r\n" + QByteArray(size, ' ') + "\r\n";
    while (m_socket->state() == QAbstractSocket::ConnectedState && m_socket->bytesToWrite() < enough)
        m_socket->write(chunk);
}

} // namespace demo

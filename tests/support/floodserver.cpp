// SPDX-License-Identifier: GPL-3.0-or-later
#include "floodserver.h"

#include <QCryptographicHash>
#include <QTcpSocket>

using namespace Qt::StringLiterals;

FloodServer::FloodServer(Flood flood, QObject *parent)
    : QObject(parent)
    , m_flood(std::move(flood))
{
    if (!m_listener.listen(QHostAddress::LocalHost))
        qFatal("no port on the loopback");
    connect(&m_listener, &QTcpServer::newConnection, this, &FloodServer::accept);
}

QUrl FloodServer::url() const
{
    return QUrl(u"http://127.0.0.1:%1"_s.arg(m_listener.serverPort()));
}

void FloodServer::accept()
{
    while (QTcpSocket *socket = m_listener.nextPendingConnection()) {
        connect(socket, &QTcpSocket::readyRead, this, [this, socket] { hear(socket); });
        connect(socket, &QTcpSocket::disconnected, socket, &QObject::deleteLater);
    }
}

void FloodServer::hear(QTcpSocket *socket)
{
    const QByteArray head = socket->peek(65536);
    if (!head.contains("\r\n\r\n"))
        return;
    socket->disconnect(this);
    socket->setReadBufferSize(1);
    const QByteArray name = "Sec-WebSocket-Key: ";
    if (const qsizetype at = head.indexOf(name); at >= 0 && m_flood.acceptsSockets) {
        const QByteArray key = head.sliced(at + name.size(), head.indexOf('\r', at) - at - name.size());
        const QByteArray accept = QCryptographicHash::hash(key + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11",
                                                           QCryptographicHash::Sha1);
        socket->write("HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
                      "Sec-WebSocket-Accept: "
                      + accept.toBase64() + "\r\n\r\n");
    }
    connect(socket, &QTcpSocket::bytesWritten, this, [this, socket](qint64 bytes) {
        m_sent += bytes;
        pour(socket);
    });
    socket->write(m_flood.begin);
    pour(socket);
}

void FloodServer::pour(QTcpSocket *socket)
{
    constexpr qint64 enough = 128LL * 1024;
    while (!m_flood.again.isEmpty() && socket->isValid() && socket->bytesToWrite() < enough)
        socket->write(m_flood.again);
}

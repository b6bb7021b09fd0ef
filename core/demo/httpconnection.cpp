// SPDX-License-Identifier: GPL-3.0-or-later
#include "httpconnection.h"

#include "httpdelivery.h"

#include <QHostAddress>
#include <QPointer>
#include <QTcpSocket>

#include <utility>

namespace demo
{

HttpConnection::HttpConnection(QTcpSocket *socket, qint64 bodyLimit, QObject *parent)
    : QObject(parent)
    , m_socket(socket)
    , m_bodyLimit(bodyLimit)
{
    socket->setParent(this);
    connect(socket, &QTcpSocket::readyRead, this, &HttpConnection::read);
    connect(socket, &QTcpSocket::disconnected, this, &QObject::deleteLater);
    if (socket->bytesAvailable() > 0)
        QMetaObject::invokeMethod(this, &HttpConnection::read, Qt::QueuedConnection);
}

QTcpSocket *HttpConnection::handOver()
{
    QTcpSocket *socket = std::exchange(m_socket, nullptr);
    disconnect(socket, nullptr, this, nullptr);
    socket->setParent(nullptr);
    deleteLater();
    return socket;
}

void HttpConnection::read()
{
    if (m_socket == nullptr)
        return;
    m_buffer += m_socket->readAll();
    while (m_socket != nullptr && !m_busy) {
        HttpReading reading = takeRequest(m_buffer, m_bodyLimit);
        switch (reading.outcome) {
        case HttpReading::Outcome::NeedsMore:
            // a careful client waits for this before it sends a long body
            if (!m_saidContinue && m_buffer.left(4096).toLower().contains("expect: 100-continue")) {
                m_saidContinue = true;
                m_socket->write("HTTP/1.1 100 Continue\r\n\r\n");
            }
            return;
        case HttpReading::Outcome::Broken:
            send({.version = "HTTP/1.0"}, {.status = 400, .closesConnection = true});
            return;
        case HttpReading::Outcome::Request:
            m_saidContinue = false;
            reading.request.peer = m_socket->peerAddress().toString();
            pass(reading.request);
            break;
        }
    }
}

void HttpConnection::pass(const HttpRequest &request)
{
    m_busy = true;
    const Answer answer = [this, guard = QPointer(this), request](const HttpReply &reply) {
        if (!guard.isNull() && m_socket != nullptr)
            send(request, reply);
    };
    if (request.asksForWebSocket())
        Q_EMIT upgradeAsked(request, answer);
    else
        Q_EMIT requested(request, answer);
}

void HttpConnection::send(const HttpRequest &request, const HttpReply &reply)
{
    if (reply.delivery != HttpReply::Delivery::Whole) {
        m_busy = true;
        new HttpDelivery(m_socket, reply, request); // the socket owns it
        return;
    }
    m_socket->write(reply.wireBytes(request));
    if (reply.closesConnection || request.bodyLeftOut() || !request.keepsConnection()) {
        m_busy = true;
        m_socket->disconnectFromHost();
        return;
    }
    m_busy = false;
    // the next request may be in the buffer already
    QMetaObject::invokeMethod(this, &HttpConnection::read, Qt::QueuedConnection);
}

} // namespace demo

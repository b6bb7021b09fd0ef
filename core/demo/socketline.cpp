// SPDX-License-Identifier: GPL-3.0-or-later
#include "socketline.h"

#include "httpreply.h"
#include "tcpreset.h"
#include "websocketframes.h"

#include <QTcpSocket>

using namespace std::chrono_literals;

namespace demo
{

namespace
{

using Opcode = WebSocketFrame::Opcode;

constexpr quint16 protocolError = 1002;
constexpr auto farewellLimit = 5s;

} // namespace

SocketLine::SocketLine(QTcpSocket *socket, const HttpRequest &request, const Terms &terms, QObject *parent)
    : QObject(parent)
    , m_socket(socket)
    , m_messageLimit(terms.messageLimit)
{
    socket->setParent(this);
    connect(socket, &QTcpSocket::readyRead, this, &SocketLine::read);
    connect(socket, &QTcpSocket::disconnected, this, &QObject::deleteLater);
    connect(&m_pong, &QTimer::timeout, this, [this] { send(frameBytes({.opcode = Opcode::Pong})); });
    m_pong.start(terms.pongEvery);
    m_farewell.setSingleShot(true);
    connect(&m_farewell, &QTimer::timeout, this, &SocketLine::reset);
    socket->write("HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\n" + commonHeaders()
                  + "Upgrade: websocket\r\nSec-WebSocket-Accept: "
                  + acceptKey(request.header("Sec-WebSocket-Key")) + "\r\n\r\n");
    QMetaObject::invokeMethod(this, &SocketLine::read, Qt::QueuedConnection);
}

void SocketLine::sendText(const QByteArray &text)
{
    send(frameBytes({.opcode = Opcode::Text, .payload = text}));
}

void SocketLine::sendInPieces(const QByteArray &text)
{
    constexpr qsizetype size = 100;
    for (qsizetype place = 0; place < text.size(); place += size) {
        send(frameBytes({.opcode = place == 0 ? Opcode::Text : Opcode::Continuation,
                         .last = place + size >= text.size(),
                         .payload = text.mid(place, size)}));
        if (place == 0)
            send(frameBytes({.opcode = Opcode::Ping}));
    }
}

void SocketLine::close(quint16 code)
{
    if (m_closed)
        return;
    send(frameBytes({.opcode = Opcode::Close, .payload = closePayload(code)}));
    m_closed = true;
    m_pong.stop();
    if (m_clientClosed)
        m_socket->disconnectFromHost();
    else
        m_farewell.start(farewellLimit);
}

void SocketLine::reset()
{
    m_closed = true;
    resetConnection(*m_socket);
    deleteLater();
}

void SocketLine::send(const QByteArray &wire)
{
    if (!m_closed && m_socket->state() == QAbstractSocket::ConnectedState)
        m_socket->write(wire);
}

void SocketLine::read()
{
    m_buffer += m_socket->readAll();
    while (!m_deaf) {
        const WebSocketReading reading = takeFrame(m_buffer, m_messageLimit);
        switch (reading.outcome) {
        case WebSocketReading::Outcome::NeedsMore:
            return;
        case WebSocketReading::Outcome::Broken:
            m_deaf = true;
            close(protocolError);
            break;
        case WebSocketReading::Outcome::TooLarge:
            m_deaf = true;
            Q_EMIT saidTooMuch();
            break;
        case WebSocketReading::Outcome::Frame:
            switch (reading.frame.opcode) {
            case Opcode::Continuation:
            case Opcode::Text:
            case Opcode::Binary:
                take(reading.frame.payload, reading.frame.last);
                break;
            case Opcode::Ping:
                send(frameBytes({.opcode = Opcode::Pong, .payload = reading.frame.payload}));
                break;
            case Opcode::Pong:
                break;
            case Opcode::Close:
                takeClose();
                break;
            }
        }
    }
    m_buffer.clear();
}

void SocketLine::take(const QByteArray &payload, bool last)
{
    m_message += payload;
    if (quint64(m_message.size()) >= m_messageLimit) {
        m_deaf = true;
        Q_EMIT saidTooMuch();
    } else if (last) {
        Q_EMIT said(std::exchange(m_message, {}));
    }
}

void SocketLine::takeClose()
{
    m_deaf = true;
    m_clientClosed = true;
    if (m_closed)
        m_socket->disconnectFromHost();
}

} // namespace demo

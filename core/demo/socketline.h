// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "httprequest.h"

#include <QObject>
#include <QTimer>

#include <chrono>

class QTcpSocket;

namespace demo
{

/// One WebSocket, server side. Unlike Qt's own it can go on sending after the client's Close, answer that
/// Close only at the end, and send Pongs that nobody asked for, as the real server does. Deletes itself when
/// the client is gone.
class SocketLine : public QObject
{
    Q_OBJECT
public:
    struct Terms {
        std::chrono::milliseconds pongEvery; ///< that often a Pong goes out unasked
        quint64 messageLimit; ///< messages of that many bytes and above are not taken
    };
    /// Takes the socket over and answers the handshake in `request`.
    SocketLine(QTcpSocket *socket, const HttpRequest &request, const Terms &terms, QObject *parent);

    void sendText(const QByteArray &text);
    /// As a text in many frames, with a Ping between, which is allowed.
    void sendInPieces(const QByteArray &text);
    /// Nothing is sent after it. The connection ends when the client has closed as well.
    void close(quint16 code);
    /// Ends the connection without a word, as a crash would.
    void reset();

Q_SIGNALS:
    /// A whole message, text or binary.
    void said(const QByteArray &message);
    /// A message that is too large; nothing more is read.
    void saidTooMuch();

private:
    void read();
    void take(const QByteArray &payload, bool last);
    void takeClose();
    void send(const QByteArray &wire);

    QTcpSocket *m_socket;
    quint64 m_messageLimit;
    QTimer m_pong;
    QTimer m_farewell;
    QByteArray m_buffer;
    QByteArray m_message;
    bool m_deaf = false;
    bool m_clientClosed = false;
    bool m_closed = false;
};

} // namespace demo

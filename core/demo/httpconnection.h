// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "httpreply.h"

#include <QObject>

class QTcpSocket;

namespace demo
{

/// One client's connection: reads its requests, one after the other, and sends the answers in that order.
/// Deletes itself when the client is gone or the socket was handed on.
class HttpConnection : public QObject
{
    Q_OBJECT
public:
    /// Takes the socket over. Requests of `bodyLimit` bytes and above come without their body.
    HttpConnection(QTcpSocket *socket, qint64 bodyLimit, QObject *parent);

    /// Ends this connection without closing the socket, which is the caller's from now on.
    [[nodiscard]] QTcpSocket *handOver();

Q_SIGNALS:
    void requested(const demo::HttpRequest &request, const demo::Answer &answer);
    /// A request for a WebSocket, to be answered, or the socket taken by handOver() inside the slot.
    void upgradeAsked(const demo::HttpRequest &request, const demo::Answer &answer);

private:
    void read();
    void pass(const HttpRequest &request);
    void send(const HttpRequest &request, const HttpReply &reply);

    QTcpSocket *m_socket;
    qint64 m_bodyLimit;
    QByteArray m_buffer;
    bool m_busy = false;
    bool m_saidContinue = false;
};

} // namespace demo

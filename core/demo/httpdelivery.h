// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "httpreply.h"

#include <QObject>
#include <QTimer>

class QTcpSocket;

namespace demo
{

/// Sends an answer as no good server would: half of it, byte by byte, or without an end. Nothing can be
/// answered on that connection afterwards.
class HttpDelivery : public QObject
{
    Q_OBJECT
public:
    /// `reply` is not to be delivered whole. The socket becomes its parent.
    HttpDelivery(QTcpSocket *socket, const HttpReply &reply, const HttpRequest &request);

private:
    void sendHalf();
    void sendByte();
    void sendMore();

    QTcpSocket *m_socket;
    QByteArray m_wire;
    QTimer m_timer;
};

} // namespace demo

// SPDX-License-Identifier: GPL-3.0-or-later
#include "wireserver.h"

using namespace Qt::StringLiterals;

WireServer::WireServer(QObject *parent)
    : QObject(parent)
{
    if (!m_listener.listen(QHostAddress::LocalHost))
        qFatal("no port on the loopback");
    m_port = m_listener.serverPort();
    connect(&m_listener, &QTcpServer::newConnection, this, &WireServer::accept);
}

QUrl WireServer::url() const
{
    return QUrl(u"http://127.0.0.1:%1"_s.arg(m_port));
}

void WireServer::leave()
{
    m_listener.close();
    Q_EMIT left();
}

void WireServer::comeBack()
{
    if (!m_listener.listen(QHostAddress::LocalHost, m_port))
        qFatal("the port is taken");
}

void WireServer::accept()
{
    while (QTcpSocket *socket = m_listener.nextPendingConnection()) {
        auto *peer = new WirePeer(socket, this);
        connect(this, &WireServer::left, peer, &WirePeer::reset);
        connect(peer, &WirePeer::requested, this,
                [this, peer](const WireRequest &request) { Q_EMIT requested(peer, request); });
    }
}

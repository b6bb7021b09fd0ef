// SPDX-License-Identifier: GPL-3.0-or-later
#include "wireserver.h"

#include <QSslServer>

using namespace Qt::StringLiterals;

namespace
{

std::unique_ptr<QTcpServer> listenerAt(const WireServer::Place &place)
{
    if (!place.tls)
        return std::make_unique<QTcpServer>();
    auto listener = std::make_unique<QSslServer>();
    listener->setSslConfiguration(*place.tls);
    return listener;
}

} // namespace

WireServer::WireServer(QObject *parent)
    : WireServer(Place(), parent)
{
}

WireServer::WireServer(const Place &place, QObject *parent)
    : QObject(parent)
    , m_listener(listenerAt(place))
    , m_host(place.host)
    , m_isSecure(place.tls.has_value())
{
    if (!m_listener->listen(place.host))
        qFatal("no port on the loopback");
    m_port = m_listener->serverPort();
    connect(m_listener.get(), &QTcpServer::pendingConnectionAvailable, this, &WireServer::accept);
}

QUrl WireServer::url() const
{
    QUrl url;
    url.setScheme(m_isSecure ? u"https"_s : u"http"_s);
    url.setHost(m_host.toString());
    url.setPort(m_port);
    return url;
}

void WireServer::leave()
{
    m_listener->close();
    Q_EMIT left();
}

void WireServer::comeBack()
{
    if (!m_listener->listen(m_host, m_port))
        qFatal("the port is taken");
}

void WireServer::accept()
{
    while (QTcpSocket *socket = m_listener->nextPendingConnection()) {
        auto *peer = new WirePeer(socket, this);
        connect(this, &WireServer::left, peer, &WirePeer::reset);
        connect(peer, &WirePeer::requested, this,
                [this, peer](const WireRequest &request) { Q_EMIT requested(peer, request); });
    }
}

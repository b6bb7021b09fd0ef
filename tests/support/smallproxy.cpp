// SPDX-License-Identifier: GPL-3.0-or-later
#include "smallproxy.h"

#include <QNetworkProxy>

using namespace Qt::StringLiterals;

namespace
{

/// "POST http://studio:7801/API/x HTTP/1.1" as the server wants it: "POST /API/x HTTP/1.1".
QByteArray withoutHost(const QByteArray &head)
{
    const qsizetype scheme = head.indexOf("http://");
    const qsizetype path = head.indexOf('/', scheme + 7);
    return head.left(scheme) + head.sliced(path);
}

} // namespace

SmallProxy::SmallProxy(quint16 target, QObject *parent)
    : QObject(parent)
    , m_target(target)
{
    m_listener.setProxy(QNetworkProxy::NoProxy);
    if (!m_listener.listen(QHostAddress::LocalHost))
        qFatal("no port on the loopback");
    connect(&m_listener, &QTcpServer::newConnection, this, &SmallProxy::accept);
}

void SmallProxy::accept()
{
    while (QTcpSocket *client = m_listener.nextPendingConnection()) {
        connect(client, &QTcpSocket::readyRead, this, [this, client] { takeHead(client); });
        connect(client, &QTcpSocket::disconnected, client, &QObject::deleteLater);
    }
}

bool SmallProxy::isSignedIn(const QByteArray &head, const QByteArray &wanted)
{
    return wanted.isEmpty() || head.contains("Proxy-Authorization: Basic " + wanted.toBase64());
}

void SmallProxy::takeHead(QTcpSocket *client)
{
    QByteArray &bytes = m_heads[client];
    bytes += client->readAll();
    const qsizetype end = bytes.indexOf("\r\n\r\n");
    if (end < 0)
        return;
    const QByteArray head = bytes.first(end + 4);
    const QByteArray rest = bytes.sliced(end + 4);
    m_heard += bytes;
    m_heads.remove(client);
    if (refuses || !isSignedIn(head, wanted)) {
        client->write(refuses ? "HTTP/1.1 403 Forbidden\r\nConnection: close\r\nContent-Length: 0\r\n\r\n"
                              : "HTTP/1.1 407 Who\r\nProxy-Authenticate: Basic realm=\"proxy\"\r\n"
                                "Proxy-Connection: close\r\nConnection: close\r\nContent-Length: 0\r\n\r\n");
        client->disconnectFromHost();
        return;
    }
    m_asked << QString::fromLatin1(head.left(head.indexOf(" HTTP/")));
    lead(client, head, rest);
}

void SmallProxy::lead(QTcpSocket *client, const QByteArray &head, const QByteArray &rest)
{
    client->disconnect(this);
    auto *server = new QTcpSocket(client);
    server->setProxy(QNetworkProxy::NoProxy);
    const bool isTunnel = head.startsWith("CONNECT ");
    connect(server, &QTcpSocket::connected, client, [client, server, isTunnel, head, rest] {
        if (isTunnel)
            client->write("HTTP/1.1 200 Connection established\r\n\r\n");
        else
            server->write(withoutHost(head) + rest);
        server->write(client->readAll());
        connect(client, &QTcpSocket::readyRead, server,
                [client, server] { server->write(client->readAll()); });
    });
    connect(server, &QTcpSocket::readyRead, client, [client, server] { client->write(server->readAll()); });
    connect(server, &QTcpSocket::disconnected, client, &QTcpSocket::disconnectFromHost);
    connect(client, &QTcpSocket::disconnected, server, &QTcpSocket::disconnectFromHost);
    server->connectToHost(QHostAddress(QHostAddress::LocalHost), m_target);
}

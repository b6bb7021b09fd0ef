// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QTcpServer>
#include <QUrl>

/// A server on the loopback that answers each request with a beginning and then the same bytes over and over,
/// as fast as they are taken, and never reads again. Needs hardly any memory itself. A WebSocket's handshake
/// is accepted first, if it is to be.
class FloodServer : public QObject
{
    Q_OBJECT
public:
    struct Flood {
        QByteArray begin = {};
        QByteArray again = {};
        bool acceptsSockets = true;
    };
    explicit FloodServer(Flood flood, QObject *parent = nullptr);

    [[nodiscard]] QUrl url() const;
    [[nodiscard]] qint64 sent() const { return m_sent; } ///< bytes that the network took

private:
    void accept();
    void hear(QTcpSocket *socket);
    void pour(QTcpSocket *socket);

    Flood m_flood;
    QTcpServer m_listener;
    qint64 m_sent = 0;
};

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "wirepeer.h"

#include <QSslConfiguration>
#include <QTcpServer>
#include <QUrl>

#include <memory>
#include <optional>

/// HTTP/1.1 and WebSocket on one free port of the loopback, for tests that choose every byte of the answers.
class WireServer : public QObject
{
    Q_OBJECT
public:
    /// Where it listens, and whether it speaks TLS there.
    struct Place {
        QHostAddress host = QHostAddress(QHostAddress::LocalHost);
        std::optional<QSslConfiguration> tls = {};
    };
    explicit WireServer(QObject *parent = nullptr);
    explicit WireServer(const Place &place, QObject *parent = nullptr);

    [[nodiscard]] QUrl url() const;
    /// Ends all connections, and takes no new ones until comeBack(), on the same port.
    void leave();
    void comeBack();

Q_SIGNALS:
    void left();
    void requested(WirePeer *peer, const WireRequest &request);

private:
    void accept();
    std::unique_ptr<QTcpServer> m_listener;
    QHostAddress m_host;
    quint16 m_port = 0;
    bool m_isSecure = false;
};

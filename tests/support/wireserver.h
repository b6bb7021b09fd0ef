// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "wirepeer.h"

#include <QTcpServer>
#include <QUrl>

/// HTTP/1.1 and WebSocket on one free port of the loopback, for tests that choose every byte of the answers.
class WireServer : public QObject
{
    Q_OBJECT
public:
    explicit WireServer(QObject *parent = nullptr);

    [[nodiscard]] QUrl url() const;
    /// Ends all connections, and takes no new ones until comeBack(), on the same port.
    void leave();
    void comeBack();

Q_SIGNALS:
    void left();
    void requested(WirePeer *peer, const WireRequest &request);

private:
    void accept();
    QTcpServer m_listener;
    quint16 m_port = 0;
};

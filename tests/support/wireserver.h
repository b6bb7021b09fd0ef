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

Q_SIGNALS:
    void requested(WirePeer *peer, const WireRequest &request);

private:
    void accept();
    QTcpServer m_listener;
};

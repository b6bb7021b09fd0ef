// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QList>
#include <QObject>
#include <QPair>
#include <QTcpSocket>

/// One request as it came over the wire.
struct WireRequest {
    QByteArray method = {};
    QByteArray target = {};
    QList<QPair<QByteArray, QByteArray>> headers = {};
    QByteArray body = {};

    [[nodiscard]] QByteArray header(const QByteArray &name) const;
    [[nodiscard]] bool isUpgrade() const { return header("Upgrade").toLower() == "websocket"; }
};

/// One connection to a WireServer: HTTP requests, and WebSocket messages once it accepted an upgrade. Every
/// byte that goes back is chosen by the test.
class WirePeer : public QObject
{
    Q_OBJECT
public:
    WirePeer(QTcpSocket *socket, QObject *parent);

    void reply(int status, const QByteArray &body,
               const QByteArray &headers = "Content-Type: application/json\r\n");
    void sendRaw(const QByteArray &bytes);
    void acceptUpgrade(const WireRequest &request);
    void sendText(const QByteArray &text) { sendFrame(0x1, text); }
    void sendFrame(int opcode, const QByteArray &payload, bool last = true);
    void sendClose(quint16 code);
    /// Answers no ping any more.
    void becomeDeaf() { m_isDeaf = true; }
    /// An orderly end of the connection, without a word.
    void hangUp();
    /// A reset of the connection.
    void reset();

Q_SIGNALS:
    void requested(const WireRequest &request);
    void received(const QByteArray &message);
    void closeReceived();
    void gone();

private:
    void read();
    [[nodiscard]] bool readRequest();
    [[nodiscard]] bool readFrame();

    QTcpSocket *m_socket;
    bool m_inMessage = false; ///< pings are not answered between the parts of a message
    QByteArray m_buffer;
    bool m_isSocket = false;
    bool m_isDeaf = false;
};

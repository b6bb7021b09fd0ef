// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "messagereader.h"
#include "websockethandshake.h"

#include <QNetworkRequest>
#include <QObject>
#include <QTimer>

#include <chrono>

class QTcpSocket;

/// The WebSocket of one job. Reports exactly one of opened() and notOpened(), and after opened() exactly one
/// of ended() and lost(); none from inside a call, and none after close(). What it holds is bounded by the
/// largest message, and however much the server sends, the event loop has its turn.
///
/// Not QWebSocket, which holds a text message three times and more, twice as wide as it came: pictures come
/// in text messages.
class JobSocket : public QObject
{
    Q_OBJECT
public:
    struct Limits {
        std::chrono::milliseconds connecting{10000};
        std::chrono::milliseconds silence{90000}; ///< without a byte, not even a pong
    };

    explicit JobSocket(const Limits &limits, QObject *parent = nullptr);
    ~JobSocket() override;

    /// Asks with the request's headers, and over TLS with its configuration. Never follows a redirect.
    void open(const QNetworkRequest &request);
    void send(const QByteArray &message);
    /// Leaves without waiting for the server's answer, which comes only when its job is over.
    void close();
    /// True while a message is coming that is not whole yet: the server speaks, however slowly.
    [[nodiscard]] bool isReceiving() const { return m_messages.isInMessage(); }

Q_SIGNALS:
    void opened();
    /// Refused, unreachable, or no answer in time: nothing has been sent.
    void notOpened();
    void received(const QByteArray &message);
    /// The server closed because it is done.
    void ended();
    /// The line broke, fell silent or carried what is no WebSocket: the server may still be at work.
    void lost();

private:
    enum class State { Idle, Opening, Open, Over };
    void ask();
    void say(WebSocketOpcode opcode, const QByteArray &payload);
    void read();
    void readAnswer();
    void readMessages();
    void take(const MessageReader::Message &message);
    void onServerCloses(const QByteArray &payload);
    void onDisconnected();
    void giveUp();
    void rest();

    Limits m_limits;
    QNetworkRequest m_request;
    QTcpSocket *m_socket = nullptr;
    QByteArray m_key;
    QByteArray m_answer; ///< to the handshake, as far as it has come
    MessageReader m_messages;
    QTimer m_patience; ///< for the connection, then for the next sign of life
    QTimer m_pings;
    QTimer m_nextTurn; ///< reading goes on when others have had theirs
    State m_state = State::Idle;
};

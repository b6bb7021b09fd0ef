// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QNetworkRequest>
#include <QObject>
#include <QTimer>
#include <QWebSocket>

#include <chrono>

/// The WebSocket of one job. Reports exactly one of opened() and notOpened(), and after opened() exactly one
/// of ended() and lost(); none from inside a call, and none after close().
class JobSocket : public QObject
{
    Q_OBJECT
public:
    struct Limits {
        std::chrono::milliseconds connecting{10000};
        std::chrono::milliseconds silence{
            90000}; ///< without a whole frame, not even a pong: a frame's bytes are not told
    };

    explicit JobSocket(const Limits &limits, QObject *parent = nullptr);
    ~JobSocket() override;

    void open(const QNetworkRequest &request);
    void send(const QByteArray &message);
    /// Leaves without waiting for the server's answer, which comes only when its job is over.
    void close();

Q_SIGNALS:
    void opened();
    /// Refused, unreachable, or no answer in time: nothing has been sent.
    void notOpened();
    void received(const QByteArray &frame);
    /// The server closed because it is done.
    void ended();
    /// The line broke, fell silent or carried what is no WebSocket: the server may still be at work.
    void lost();

private:
    enum class State { Idle, Opening, Open, Over };
    void onConnected();
    void onClosing();
    void onDisconnected();
    void onSign();
    void giveUp();

    Limits m_limits;
    QWebSocket m_socket;
    QTimer m_patience; ///< for the connection, then for the next sign of life
    QTimer m_pings;
    State m_state = State::Idle;
    bool m_serverCloses = false;
};

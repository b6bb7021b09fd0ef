// SPDX-License-Identifier: GPL-3.0-or-later
#include "jobsocket.h"

#include "swarmclient.h"

#include <algorithm>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace
{

constexpr std::chrono::milliseconds pingPause = 30s;

} // namespace

JobSocket::JobSocket(const Limits &limits, QObject *parent)
    : QObject(parent)
    , m_limits(limits)
{
    m_socket.setMaxAllowedIncomingMessageSize(largestPictures);
    m_socket.setMaxAllowedIncomingFrameSize(largestPictures);
    m_patience.setSingleShot(true);
    m_pings.setInterval(std::min(pingPause, m_limits.silence / 3));
    connect(&m_socket, &QWebSocket::connected, this, &JobSocket::onConnected);
    connect(&m_socket, &QWebSocket::aboutToClose, this, &JobSocket::onClosing);
    connect(&m_socket, &QWebSocket::disconnected, this, &JobSocket::onDisconnected, Qt::QueuedConnection);
    connect(&m_socket, qOverload<QAbstractSocket::SocketError>(&QWebSocket::error), this,
            &JobSocket::onDisconnected, Qt::QueuedConnection);
    connect(&m_socket, &QWebSocket::pong, this, &JobSocket::onSign);
    connect(&m_socket, &QWebSocket::textFrameReceived, this, &JobSocket::onSign);
    connect(&m_socket, &QWebSocket::binaryFrameReceived, this, &JobSocket::onSign);
    connect(&m_socket, &QWebSocket::textMessageReceived, this, [this](const QString &text) {
        if (m_state == State::Open)
            Q_EMIT received(text.toUtf8());
    });
    connect(&m_patience, &QTimer::timeout, this, &JobSocket::giveUp);
    connect(&m_pings, &QTimer::timeout, this, [this] { m_socket.ping(); });
}

JobSocket::~JobSocket()
{
    m_socket.disconnect(this);
}

void JobSocket::open(const QNetworkRequest &request)
{
    m_state = State::Opening;
    m_patience.start(m_limits.connecting);
    if (request.url().scheme() == "wss"_L1)
        m_socket.setSslConfiguration(request.sslConfiguration()); // it takes only headers of the request
    m_socket.open(request);
}

void JobSocket::send(const QByteArray &message)
{
    m_socket.sendTextMessage(QString::fromUtf8(message));
}

void JobSocket::close()
{
    m_state = State::Over;
    m_patience.stop();
    m_pings.stop();
    m_socket.close();
}

void JobSocket::onConnected()
{
    if (m_state != State::Opening)
        return;
    m_state = State::Open;
    m_patience.start(m_limits.silence);
    m_pings.start();
    Q_EMIT opened();
}

// Comes before the line goes down where a Close frame was received, or where this side found the line broken.
void JobSocket::onClosing()
{
    using namespace QWebSocketProtocol;
    const CloseCode code = m_socket.closeCode();
    m_serverCloses
        = code == CloseCodeNormal || code == CloseCodeMissingStatusCode || code == CloseCodeBadOperation;
}

void JobSocket::onDisconnected()
{
    if (m_state == State::Open && m_serverCloses) {
        m_state = State::Over;
        m_patience.stop();
        m_pings.stop();
        Q_EMIT ended();
    } else if (m_state == State::Opening || m_socket.state() != QAbstractSocket::ConnectedState) {
        giveUp();
    }
}

void JobSocket::onSign()
{
    if (m_state == State::Open)
        m_patience.start(m_limits.silence);
}

void JobSocket::giveUp()
{
    const State before = m_state;
    if (before != State::Opening && before != State::Open)
        return;
    m_state = State::Over;
    m_patience.stop();
    m_pings.stop();
    m_socket.abort();
    if (before == State::Opening)
        Q_EMIT notOpened();
    else
        Q_EMIT lost();
}

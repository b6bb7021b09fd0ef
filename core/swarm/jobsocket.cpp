// SPDX-License-Identifier: GPL-3.0-or-later
#include "jobsocket.h"

#include "swarmclient.h"

#include <QRandomGenerator>
#include <QSslConfiguration>
#include <QSslSocket>
#include <QTcpSocket>
#include <QtEndian>

#include <algorithm>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace
{

constexpr std::chrono::milliseconds pingPause = 30s;
constexpr qint64 lineBuffer = 256LL * 1024; // what the server sends faster than it is read waits there
constexpr int messagesInARow = 64; // before others have their turn
constexpr qint64 unsentPongs = 4096; // a server that only asks for them is not given more

// A random key, as the handshake wants it.
QByteArray newKey()
{
    quint32 words[4];
    QRandomGenerator::global()->fillRange(words);
    return QByteArray(reinterpret_cast<const char *>(words), sizeof words).toBase64();
}

QByteArray closePayload(quint16 code)
{
    QByteArray payload(sizeof code, '\0');
    qToBigEndian(code, payload.data());
    return payload;
}

constexpr quint16 normalEnd = 1000;

// The server is done, in its own words. Where it says that it failed (1011, before 2025-12) it may draw on.
bool isEnd(const QByteArray &payload)
{
    const auto code = payload.size() < 2 ? quint16(0) : qFromBigEndian<quint16>(payload.constData());
    return payload.isEmpty() || code == normalEnd;
}

} // namespace

JobSocket::JobSocket(const Limits &limits, QObject *parent)
    : QObject(parent)
    , m_limits(limits)
    , m_messages({.object = largestPictures, .junk = largestAnswer})
{
    m_patience.setSingleShot(true);
    m_nextTurn.setSingleShot(true);
    m_pings.setInterval(std::min(pingPause, m_limits.silence / 3));
    connect(&m_patience, &QTimer::timeout, this, &JobSocket::giveUp);
    connect(&m_nextTurn, &QTimer::timeout, this, &JobSocket::read);
    connect(&m_pings, &QTimer::timeout, this, [this] { say(WebSocketOpcode::Ping, {}); });
}

JobSocket::~JobSocket()
{
    if (m_socket)
        m_socket->disconnect(this);
}

void JobSocket::open(const QNetworkRequest &request)
{
    m_state = State::Opening;
    m_patience.start(m_limits.connecting);
    m_request = request;
    const QUrl url = request.url();
    const bool isSecure = url.scheme() == "wss"_L1;
    auto *secure = isSecure ? new QSslSocket(this) : nullptr;
    m_socket = isSecure ? secure : new QTcpSocket(this);
    m_socket->setReadBufferSize(lineBuffer);
    m_socket->setProtocolTag(isSecure ? u"https"_s : u"http"_s); // tells which proxy is meant
    connect(m_socket, &QTcpSocket::readyRead, this, &JobSocket::read);
    connect(m_socket, &QTcpSocket::disconnected, this, &JobSocket::onDisconnected, Qt::QueuedConnection);
    connect(m_socket, &QTcpSocket::errorOccurred, this, &JobSocket::onDisconnected, Qt::QueuedConnection);
    if (secure) {
        connect(secure, &QSslSocket::encrypted, this, &JobSocket::ask);
        secure->setSslConfiguration(request.sslConfiguration());
        secure->connectToHostEncrypted(url.host(), quint16(url.port(443)));
    } else {
        connect(m_socket, &QTcpSocket::connected, this, &JobSocket::ask);
        m_socket->connectToHost(url.host(), quint16(url.port(80)));
    }
}

void JobSocket::ask()
{
    m_socket->setSocketOption(QAbstractSocket::LowDelayOption, 1);
    m_key = newKey();
    m_socket->write(WebSocketHandshake::question(m_request, m_key));
}

void JobSocket::say(WebSocketOpcode opcode, const QByteArray &payload)
{
    m_socket->write(clientFrame(opcode, payload, QRandomGenerator::global()->generate()));
}

void JobSocket::send(const QByteArray &message)
{
    say(WebSocketOpcode::Text, message);
}

void JobSocket::close()
{
    if (m_state == State::Open)
        say(WebSocketOpcode::Close, closePayload(normalEnd));
    rest();
    if (!m_socket)
        return;
    m_socket->flush(); // it may be deleted before the event loop would send it
    m_socket->disconnectFromHost();
}

void JobSocket::read()
{
    if (m_state == State::Opening)
        readAnswer();
    if (m_state == State::Open)
        readMessages();
}

void JobSocket::readAnswer()
{
    while (m_socket->canReadLine() && !m_answer.endsWith("\r\n\r\n")
           && m_answer.size() < WebSocketHandshake::longestAnswer)
        m_answer += m_socket->readLine(WebSocketHandshake::longestAnswer);
    if (!m_answer.endsWith("\r\n\r\n")) {
        if (m_answer.size() + m_socket->bytesAvailable() >= WebSocketHandshake::longestAnswer)
            giveUp();
        return;
    }
    if (!WebSocketHandshake::isAccepted(std::exchange(m_answer, {}), m_key))
        return giveUp();
    m_state = State::Open;
    m_patience.start(m_limits.silence);
    m_pings.start();
    Q_EMIT opened();
}

void JobSocket::readMessages()
{
    m_patience.start(m_limits.silence);
    for (int i = 0; i < messagesInARow && m_state == State::Open; ++i) {
        const auto message = m_messages.next(*m_socket);
        if (message)
            take(*message);
        else if (m_messages.state() != MessageReader::State::Reading)
            return giveUp();
        else if (m_socket->bytesAvailable() == 0)
            return;
    }
    if (m_state == State::Open)
        m_nextTurn.start(0ms);
}

void JobSocket::take(const MessageReader::Message &message)
{
    using enum MessageReader::Kind;
    switch (message.kind) {
    case Data:
        Q_EMIT received(message.bytes);
        break;
    case Ping:
        if (m_socket->bytesToWrite() < unsentPongs)
            say(WebSocketOpcode::Pong, message.bytes);
        break;
    case Close:
        onServerCloses(message.bytes);
        break;
    case Pong:
        break;
    }
}

void JobSocket::onServerCloses(const QByteArray &payload)
{
    if (!isEnd(payload))
        return giveUp();
    close();
    Q_EMIT ended();
}

// What came before the end of the line is read first.
void JobSocket::onDisconnected()
{
    if (m_state == State::Open && m_socket->bytesAvailable() > 0 && m_nextTurn.isActive())
        m_nextTurn.callOnTimeout(this, &JobSocket::onDisconnected, Qt::SingleShotConnection);
    else if (m_socket->state() != QAbstractSocket::ConnectedState)
        giveUp();
}

void JobSocket::giveUp()
{
    const State before = m_state;
    if (before != State::Opening && before != State::Open)
        return;
    rest();
    m_socket->abort();
    if (before == State::Opening)
        Q_EMIT notOpened();
    else
        Q_EMIT lost();
}

void JobSocket::rest()
{
    m_state = State::Over;
    m_patience.stop();
    m_pings.stop();
    m_nextTurn.stop();
}

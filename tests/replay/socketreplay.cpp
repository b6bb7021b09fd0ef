// SPDX-License-Identifier: GPL-3.0-or-later
#include "socketreplay.h"

#include "conversationcomparison.h"
#include "replycomparison.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace
{

QByteArray handshakeHeaders(const Transcript::Socket &recorded, const Translation &translation)
{
    QByteArray headers;
    for (const auto &[name, value] : recorded.requestHeaders) {
        const QByteArray lower = name.toLower();
        const bool isUsual = lower == "host" || lower == "upgrade" || lower == "connection"
            || lower == "sec-websocket-key" || lower == "sec-websocket-version";
        if (!isUsual)
            headers += name + ": " + translation(value) + "\r\n";
    }
    return headers;
}

/// The client itself did something on it just then.
bool actsAt(const Transcript::Socket &socket, int at)
{
    return std::ranges::any_of(socket.frames, [at](const Transcript::Frame &frame) {
        return !frame.fromServer && frame.opcode != "close" && frame.at == at;
    });
}

const Transcript::Frame *closeUntil(const Transcript::Socket &socket, int at)
{
    const auto found = std::ranges::find_if(socket.frames, [at](const Transcript::Frame &frame) {
        return frame.fromServer && frame.opcode == "close" && frame.at <= at;
    });
    return found == socket.frames.end() ? nullptr : &*found;
}

bool wasCut(const Transcript::Socket &socket)
{
    return std::ranges::any_of(socket.frames, [](const Transcript::Frame &frame) {
        return frame.fromServer && frame.event.startsWith("tcp"_L1);
    });
}

} // namespace

SocketReplay::SocketReplay(const Transcript::Socket &recorded, quint16 port, const Translation &translation)
    : m_recorded(recorded)
    , m_socket(port, recorded.target, handshakeHeaders(recorded, translation))
{
}

QString SocketReplay::name() const
{
    const QString label = m_recorded.label.isEmpty() ? QString() : u" “%1”"_s.arg(m_recorded.label);
    return QString::fromLatin1(m_recorded.target) + label;
}

void SocketReplay::act(const Transcript::Frame &frame, const QByteArray &payload)
{
    m_wasReset = m_wasReset || frame.event == "tcp reset"_L1;
    if (!frame.event.isEmpty())
        m_socket.reset();
    else if (frame.opcode == "close" && m_socket.closeCode() == 0)
        m_socket.sendClose(quint16(frame.closeCode == 0 ? 1000 : frame.closeCode));
    else if (frame.opcode == "text")
        m_socket.sendFrame(0x1, payload, frame.isLast);
    else if (frame.opcode == "binary")
        m_socket.sendFrame(0x2, payload, frame.isLast);
    else if (frame.opcode == "continuation")
        m_socket.sendFrame(0x0, payload, frame.isLast);
    else if (frame.opcode == "ping")
        m_socket.sendFrame(0x9, frame.payload);
    else if (frame.opcode == "pong")
        m_socket.sendFrame(0xa, frame.payload);
}

QString SocketReplay::missingAt(int at)
{
    if (m_wasReset)
        return {};
    // what came in the same millisecond may have come after the client's act
    const QList<QJsonObject> expected = messagesUntil(m_recorded, at - 1);
    const qsizetype marks = essentials(expected).size();
    const QSet<QString> progress = progressShapes(expected);
    const bool closed = closeUntil(m_recorded, actsAt(m_recorded, at) ? at - 1 : at) != nullptr;
    const bool came = m_socket.hears([&] {
        const QList<QJsonObject> messages = m_socket.messages();
        return (expected.isEmpty() || !messages.isEmpty()) && essentials(messages).size() >= marks
            && progressShapes(messages).contains(progress) && (!closed || m_socket.closeCode() != 0);
    });
    return came
        ? QString()
        : u"only %1 of %2"_s.arg(wordsOf(m_socket.messages()).join(u", "_s), wordsOf(expected).join(u", "_s));
}

void SocketReplay::learnPaths(Translation &translation)
{
    translation.learnPaths(imagesIn(messagesUntil(m_recorded, m_recorded.endedAt())),
                           imagesIn(m_socket.messages()));
}

QString SocketReplay::endDifference()
{
    if (const Transcript::Frame *close = closeUntil(m_recorded, m_recorded.endedAt())) {
        if (!m_socket.closes())
            return u"was not closed after %1"_s.arg(wordsOf(m_socket.messages()).join(u", "_s));
        return m_socket.closeCode() == close->closeCode
            ? QString()
            : u"closed with %1 instead of %2"_s.arg(m_socket.closeCode()).arg(close->closeCode);
    }
    if (!wasCut(m_recorded))
        return {};
    const bool isCut
        = m_socket.hears([this] { return m_socket.closeCode() != 0 || !m_socket.isConnected(); });
    return isCut && m_socket.closeCode() == 0 ? QString() : u"was not cut off without a word"_s;
}

QStringList SocketReplay::differences()
{
    const Transcript::Http handshake{.status = m_recorded.status, .headers = m_recorded.headers};
    RawReply reply = m_socket.handshake();
    reply.body.clear();
    QStringList found = replyDifferences(handshake, reply);
    if (m_recorded.status != 101 || reply.status != 101 || m_wasReset)
        return found;
    found << endDifference();
    const QList<QJsonObject> expected = messagesUntil(m_recorded, m_recorded.endedAt());
    // of one that was cut off in the middle, what comes before the cut depends on the moment
    const bool isWhole = closeUntil(m_recorded, m_recorded.endedAt()) != nullptr;
    if (isWhole)
        found << conversationDifferences(expected, m_socket.messages());
    found.removeAll(QString());
    return found;
}

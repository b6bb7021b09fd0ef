// SPDX-License-Identifier: GPL-3.0-or-later
#include "messagereader.h"

#include <QIODevice>
#include <QtEndian>

#include <algorithm>
#include <utility>

namespace
{

constexpr qsizetype firstRoom = 8 * 1024 * 1024;
constexpr int longestControl = 125;
constexpr qsizetype leastHead = 2;

enum Opcode { Continuation = 0, Text = 1, Binary = 2, Close = 8, Ping = 9, Pong = 10 };

// How long the head is, as far as its first two bytes tell.
qsizetype headSize(const QByteArray &head)
{
    if (head.size() < leastHead)
        return leastHead;
    const int length = quint8(head[1]) & 0x7f;
    return leastHead + (length == 126 ? 2 : length == 127 ? 8 : 0);
}

quint64 lengthIn(const QByteArray &head)
{
    switch (head.size()) {
    case 4:
        return qFromBigEndian<quint16>(head.constData() + 2);
    case 10:
        return qFromBigEndian<quint64>(head.constData() + 2);
    default:
        return quint8(head[1]) & 0x7f;
    }
}

} // namespace

std::optional<MessageReader::Message> MessageReader::next(QIODevice &line)
{
    while (m_state == State::Reading && readHead(line) && readBody(line)) {
        const bool ends = isControl() || isLast();
        m_wanted = -1;
        if (ends)
            return whole();
        m_inMessage = true;
        m_head.clear();
    }
    return std::nullopt;
}

MessageReader::Message MessageReader::whole()
{
    const int code = opcode();
    m_head.clear();
    if (code == Close || code == Ping || code == Pong) {
        const Kind kind = code == Close ? Kind::Close : code == Ping ? Kind::Ping : Kind::Pong;
        return {kind, std::exchange(m_control, {})};
    }
    m_inMessage = false;
    return {Kind::Data, std::exchange(m_message, {})};
}

bool MessageReader::readHead(QIODevice &line)
{
    while (m_wanted < 0) {
        const QByteArray more = line.read(headSize(m_head) - m_head.size());
        if (more.isEmpty())
            return false;
        m_head += more;
        if (m_head.size() >= leastHead && !isLegal())
            m_state = State::Broken; // what follows is no frame
        else if (m_head.size() == headSize(m_head))
            takeLength();
        if (m_state != State::Reading)
            return false;
    }
    return true;
}

// What the first two bytes tell.
bool MessageReader::isLegal() const
{
    constexpr int reserved = 0x70, masked = 0x80, length = 0x7f;
    if ((quint8(m_head[0]) & reserved) != 0 || (quint8(m_head[1]) & masked) != 0)
        return false;
    if (isControl())
        return opcode() <= Pong && isLast() && (quint8(m_head[1]) & length) <= longestControl;
    return opcode() <= Binary && (opcode() == Continuation) == m_inMessage;
}

void MessageReader::takeLength()
{
    const quint64 length = lengthIn(m_head);
    if (!isControl() && length > quint64(m_limits.object - m_message.size()))
        m_state = State::TooLarge;
    else
        m_wanted = qint64(length);
}

// True once the frame is whole. Room for more than most messages need is made as bytes come, twice as much
// each time.
bool MessageReader::readBody(QIODevice &line)
{
    QByteArray &body = isControl() ? m_control : m_message;
    while (m_wanted > 0) {
        const qsizetype had = body.size();
        if (had == body.capacity())
            body.reserve(had + qsizetype(std::min(m_wanted, qint64(std::max(had, firstRoom)))));
        const qsizetype room = qsizetype(std::min(m_wanted, qint64(body.capacity() - had)));
        body.resize(had + room);
        const qint64 got = line.read(body.data() + had, room);
        body.resize(had + qsizetype(std::max<qint64>(got, 0)));
        if (got <= 0)
            return false;
        m_wanted -= got;
        if (m_message.size() > m_limits.junk && m_message[0] != '{') {
            m_state = State::TooLarge;
            return false;
        }
    }
    return true;
}

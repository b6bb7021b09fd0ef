// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

#include <optional>

class QIODevice;

/// Puts a WebSocket server's messages together from the frames on the line (RFC 6455, no extensions). Holds
/// hardly more than what has come of one message, however long it is announced to be. Text is not
/// looked at; what is no UTF-8 is for the one who reads it to find out.
class MessageReader
{
public:
    enum class Kind { Data, Close, Ping, Pong };
    struct Message {
        Kind kind = Kind::Data;
        QByteArray bytes = {};
    };
    enum class State { Reading, Broken, TooLarge };

    /// Sizes of whole messages.
    struct Limits {
        qint64 object = 0; ///< of what begins like a JSON object
        qint64 junk = 0; ///< of all else
    };
    explicit MessageReader(const Limits &limits)
        : m_limits(limits)
    {
    }

    /// The next whole message; control frames may come between the frames of a message. None where more bytes
    /// are needed, or where the line is of no use any more: see state().
    [[nodiscard]] std::optional<Message> next(QIODevice &line);
    [[nodiscard]] State state() const { return m_state; }
    /// True while a part of a message has come, and the rest not yet.
    [[nodiscard]] bool isInMessage() const { return m_inMessage || !m_message.isEmpty(); }

private:
    [[nodiscard]] bool readHead(QIODevice &line);
    [[nodiscard]] bool readBody(QIODevice &line);
    [[nodiscard]] bool isLegal() const;
    void takeLength();
    [[nodiscard]] int opcode() const { return quint8(m_head[0]) & 0x0f; }
    [[nodiscard]] bool isLast() const { return (quint8(m_head[0]) & 0x80) != 0; }
    [[nodiscard]] bool isControl() const { return (quint8(m_head[0]) & 0x08) != 0; }
    [[nodiscard]] Message whole();

    Limits m_limits;
    State m_state = State::Reading;
    QByteArray m_head; ///< of the frame that is being read
    qint64 m_wanted = -1; ///< bytes of the frame that have not come yet; -1: its head is not whole
    bool m_inMessage = false; ///< a frame that was not its message's last has been read
    QByteArray m_message;
    QByteArray m_control;
};

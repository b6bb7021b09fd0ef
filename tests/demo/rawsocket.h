// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "rawhttp.h"

#include <QStringList>

/// A WebSocket on which a test chooses every frame that it sends, and sees every frame that comes: a client
/// that is no library.
class RawSocket
{
public:
    struct Frame {
        int opcode = 0;
        QByteArray payload = {};
    };

    RawSocket(quint16 port, const QByteArray &target, const QByteArray &headers = {});

    /// Of the handshake.
    [[nodiscard]] const RawReply &handshake() const { return m_handshake; }
    void sendText(const QByteArray &text) { sendFrame(0x1, text); }
    void sendFrame(int opcode, const QByteArray &payload, bool last = true);
    void sendClose(quint16 code);
    /// Ends the connection without a word.
    void reset();

    /// Waits until `holds`, looking again whenever something came.
    [[nodiscard]] bool hears(const std::function<bool()> &holds);
    /// The frames so far.
    [[nodiscard]] const QList<Frame> &frames();
    /// The text messages so far.
    [[nodiscard]] QList<QJsonObject> messages();
    /// Waits for the server's Close, answers it, and says whether it came.
    [[nodiscard]] bool closes(int milliseconds = 15000);
    [[nodiscard]] int closeCode();
    [[nodiscard]] bool isConnected();

private:
    void read();

    QTcpSocket m_socket;
    RawReply m_handshake;
    QByteArray m_buffer;
    QList<Frame> m_frames;
};

/// A message as one word for the eyes: "status 1 0 0 1" (waiting, loading, waiting for backends, live),
/// "progress 0", "preview 0", "image 0", "error", "keep", "discard", "intention". Others: their first key.
[[nodiscard]] QString wordOf(const QJsonObject &message);
[[nodiscard]] QStringList wordsOf(const QList<QJsonObject> &messages);
/// The same without counts and without repetitions in a row, where only the order matters.
[[nodiscard]] QStringList kindsOf(const QList<QJsonObject> &messages);

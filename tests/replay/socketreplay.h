// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "rawsocket.h"
#include "translation.h"

/// One recorded socket, opened again to a demo server: does what the client did, and looks whether what the
/// server had said by then comes here too.
class SocketReplay
{
public:
    SocketReplay(const Transcript::Socket &recorded, quint16 port, const Translation &translation);

    /// Does what the client did with that frame. What it sent is `payload`.
    void act(const Transcript::Frame &frame, const QByteArray &payload);
    /// Waits until everything that matters of what had come by then in the recording has come here. Says what
    /// is missing; empty where nothing is.
    [[nodiscard]] QString missingAt(int at);
    /// After the last act: how the conversation as a whole differs.
    [[nodiscard]] QStringList differences();
    void learnPaths(Translation &translation);

    [[nodiscard]] QString name() const;

private:
    [[nodiscard]] QString endDifference();

    const Transcript::Socket &m_recorded;
    RawSocket m_socket;
    bool m_wasReset = false; ///< by the client: what still came is not known
};

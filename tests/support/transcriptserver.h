// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "transcript.h"
#include "wireserver.h"

#include <QJsonObject>
#include <QTimer>

/// Says again what a real server said: one socket or one generation over HTTP of a transcript, its waiting
/// cut short, and the calls that go with it. Where the recorded client interrupted the job, it waits until
/// this client does so too.
class TranscriptServer : public QObject
{
    Q_OBJECT
public:
    TranscriptServer(Transcript transcript, const Transcript::Socket &socket);
    TranscriptServer(Transcript transcript, const Transcript::Http &call);

    [[nodiscard]] QUrl url() const { return m_wire.url(); }
    /// True where the recorded client interrupted this job's own session while it ran.
    [[nodiscard]] bool wasInterrupted() const { return m_interruptAt >= 0; }
    /// How often a generation was asked for, over both roads.
    [[nodiscard]] int generationsAsked() const { return m_generations; }
    /// Every request that came, handshakes too.
    [[nodiscard]] const QList<WireRequest> &asked() const { return m_asked; }

Q_SIGNALS:
    /// All has been said that was said before the interrupt.
    void interruptExpected();

private:
    void findInterrupt(int from, int to);
    void take(WirePeer *peer, const WireRequest &request);
    void takeSocket(WirePeer *peer, const WireRequest &request);
    void forget(const WirePeer *peer);
    void takeGeneration(WirePeer *peer);
    void takeCall(WirePeer *peer, const WireRequest &request);
    void takeInterrupt();
    void answerCall(WirePeer *peer);
    void speak();
    [[nodiscard]] QByteArray statusAnswer();
    [[nodiscard]] QByteArray imagesAnswer() const;

    Transcript m_transcript;
    WireServer m_wire;
    QString m_session;
    Transcript::Socket m_socket;
    std::optional<Transcript::Http> m_call;
    WirePeer *m_peer = nullptr;
    qsizetype m_next = 0; ///< frame
    qsizetype m_nextStatus = 0;
    QTimer m_pause;
    int m_begin = 0;
    int m_interruptAt = -1;
    bool m_interrupted = false;
    int m_generations = 0;
    QList<WireRequest> m_asked;
};

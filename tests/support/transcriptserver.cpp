// SPDX-License-Identifier: GPL-3.0-or-later
#include "transcriptserver.h"

#include <QJsonArray>
#include <QJsonDocument>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace
{

constexpr int shortening = 50; // times faster than recorded
constexpr int longestPause = 30; // ms
// When nothing more came of the job: an interrupt after that stopped nothing.
int overAt(const Transcript::Socket &socket)
{
    for (const Transcript::Frame &message : socket.messages()) {
        if (QJsonDocument::fromJson(message.payload).object().contains("socket_intention"_L1))
            return message.at;
    }
    return socket.endedAt();
}

// A recording that shows no end ends there: the line breaks.
void giveAnEnd(Transcript::Socket &socket)
{
    const bool ends = std::ranges::any_of(socket.frames, [](const Transcript::Frame &frame) {
        return !frame.event.isEmpty() || (frame.fromServer && frame.opcode == "close");
    });
    if (!ends)
        socket.frames.append({.at = socket.endedAt(), .fromServer = true, .event = u"tcp closed"_s});
}

int opcodeOf(const QByteArray &word)
{
    const QList<QByteArray> words{"continuation", "text", "binary"};
    const qsizetype data = words.indexOf(word);
    return data >= 0 ? int(data) : word == "ping" ? 0x9 : 0xa;
}

constexpr auto idle
    = R"({"status":{"waiting_gens":0,"loading_models":0,"waiting_backends":0,"live_gens":0}})";

} // namespace

TranscriptServer::TranscriptServer(Transcript transcript, const Transcript::Socket &socket)
    : m_transcript(std::move(transcript))
    , m_session(socket.request()["session_id"_L1].toString(u"recorded"_s))
    , m_socket(socket)
    , m_begin(socket.connectedAt)
{
    findInterrupt(socket.connectedAt, overAt(socket));
    giveAnEnd(m_socket);
    m_pause.setSingleShot(true);
    connect(&m_pause, &QTimer::timeout, this, &TranscriptServer::speak);
    connect(&m_wire, &WireServer::requested, this, &TranscriptServer::take);
}

TranscriptServer::TranscriptServer(Transcript transcript, const Transcript::Http &call)
    : m_transcript(std::move(transcript))
    , m_session(call.question()["session_id"_L1].toString(u"recorded"_s))
    , m_call(call)
    , m_begin(call.sentAt)
{
    findInterrupt(call.sentAt, call.answeredAt);
    connect(&m_wire, &WireServer::requested, this, &TranscriptServer::take);
}

void TranscriptServer::findInterrupt(int from, int to)
{
    for (const Transcript::Http &call : m_transcript.calls) {
        if (call.route() == "interruptall" && call.sentAt >= from && call.sentAt <= to
            && call.question()["session_id"_L1].toString() == m_session && m_interruptAt < 0
            && QJsonDocument::fromJson(call.answer)["success"_L1].toBool())
            m_interruptAt = call.sentAt;
    }
}

void TranscriptServer::take(WirePeer *peer, const WireRequest &request)
{
    m_asked << request;
    if (request.isUpgrade())
        takeSocket(peer, request);
    else if (request.target == "/API/GenerateText2Image")
        takeGeneration(peer);
    else
        takeCall(peer, request);
}

void TranscriptServer::takeSocket(WirePeer *peer, const WireRequest &request)
{
    if (m_socket.status != 101)
        return peer->reply(m_socket.status, m_socket.refusal, "");
    peer->acceptUpgrade(request);
    connect(peer, &WirePeer::received, this, [this, peer] {
        ++m_generations;
        m_peer = peer;
        m_next = 0;
        m_begin = m_socket.connectedAt;
        speak();
    });
    connect(peer, &WirePeer::gone, this, [this, peer] { forget(peer); });
}

// Nobody is left to speak to.
void TranscriptServer::forget(const WirePeer *peer)
{
    if (m_peer != peer)
        return;
    m_peer = nullptr;
    m_next = m_socket.frames.size();
    m_pause.stop();
}

// What refused the socket refuses this too.
void TranscriptServer::takeGeneration(WirePeer *peer)
{
    ++m_generations;
    if (!m_call)
        return peer->reply(m_socket.status, m_socket.refusal, "");
    m_peer = peer;
    if (!wasInterrupted() || m_interrupted)
        answerCall(peer);
    else
        Q_EMIT interruptExpected();
}

void TranscriptServer::answerCall(WirePeer *peer)
{
    if (m_call->answeredAt < 0)
        return peer->reset();
    QByteArray headers;
    for (const auto &[name, value] : m_call->headers) {
        if (name.compare("Content-Length", Qt::CaseInsensitive) != 0
            && name.compare("Transfer-Encoding", Qt::CaseInsensitive) != 0)
            headers += name + ": " + value + "\r\n";
    }
    peer->reply(m_call->status, m_call->answer, headers);
}

void TranscriptServer::takeCall(WirePeer *peer, const WireRequest &request)
{
    if (request.target == "/API/GetNewSession") {
        const QJsonObject session{{u"session_id"_s, m_session}, {u"user_id"_s, u"local"_s}};
        return peer->reply(200, QJsonDocument(session).toJson());
    }
    if (request.target == "/API/GetCurrentStatus")
        return peer->reply(200, statusAnswer());
    if (request.target == "/API/ListImages")
        return peer->reply(200, imagesAnswer());
    if (request.target != "/API/InterruptAll")
        return peer->reply(400, R"({"error_id":"bad_route","error":"Unknown API route"})");
    peer->reply(200, R"({"success":true})");
    takeInterrupt();
}

void TranscriptServer::takeInterrupt()
{
    if (std::exchange(m_interrupted, true) || !m_peer)
        return;
    if (m_call)
        answerCall(m_peer);
    else
        speak();
}

void TranscriptServer::speak()
{
    while (m_next < m_socket.frames.size()) {
        const Transcript::Frame &frame = m_socket.frames[m_next];
        if (wasInterrupted() && !m_interrupted && frame.at >= m_interruptAt)
            return Q_EMIT interruptExpected();
        const int pause = std::min((frame.at - m_begin) / shortening, longestPause);
        m_begin = frame.at;
        if (pause > 0)
            return m_pause.start(pause);
        ++m_next;
        if (frame.event == "tcp reset"_L1)
            return m_peer->reset();
        if (frame.event == "tcp closed"_L1)
            return m_peer->hangUp();
        if (!frame.fromServer)
            continue;
        if (frame.opcode == "close")
            m_peer->sendClose(quint16(frame.closeCode));
        else
            m_peer->sendFrame(opcodeOf(frame.opcode), frame.payload, frame.isLast);
    }
}

// What the server said of this session after the job began, one after the other; the last one stays.
QByteArray TranscriptServer::statusAnswer()
{
    QList<QByteArray> answers;
    const int from = m_call ? m_call->sentAt : m_socket.connectedAt;
    for (const Transcript::Http &call : m_transcript.calls) {
        if (call.route() == "getcurrentstatus" && call.sentAt >= from
            && call.question()["session_id"_L1].toString() == m_session)
            answers << call.answer;
    }
    return m_nextStatus < answers.size() ? answers[m_nextStatus++] : QByteArray(idle);
}

// The recorded listing, as seen from the root.
QByteArray TranscriptServer::imagesAnswer() const
{
    QJsonArray files;
    for (const Transcript::Http &call : m_transcript.calls) {
        if (call.route() != "listimages")
            continue;
        const QString folder = call.question()["path"_L1].toString() + u'/';
        for (const QJsonValue &file : QJsonDocument::fromJson(call.answer)["files"_L1].toArray()) {
            QJsonObject moved = file.toObject();
            moved[u"src"_s] = folder + moved["src"_L1].toString();
            files << moved;
        }
    }
    return QJsonDocument(QJsonObject{{u"folders"_s, QJsonArray()}, {u"files"_s, files}}).toJson();
}

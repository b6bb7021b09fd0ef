// SPDX-License-Identifier: GPL-3.0-or-later
#include "demoreplay.h"

#include "shape.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QRegularExpression>

#include <algorithm>
#include <functional>

using namespace Qt::StringLiterals;

namespace
{

QList<QJsonObject> messagesUntil(const Transcript::Socket &socket, int at)
{
    QList<QJsonObject> messages;
    for (const Transcript::Frame &frame : socket.frames) {
        if (frame.fromServer && frame.opcode == "text" && frame.at <= at)
            messages << QJsonDocument::fromJson(frame.payload).object();
    }
    return messages;
}

/// What matters of a conversation whatever the speed: results, errors, the marks of the end.
QStringList essentials(const QList<QJsonObject> &messages)
{
    QStringList words;
    for (const QString &word : wordsOf(messages)) {
        const QString kind = word.section(u' ', 0, 0);
        if (kind != "status"_L1 && kind != "progress"_L1 && kind != "preview"_L1 && kind != "keep"_L1)
            words << word;
    }
    return words;
}

/// As an HTTP answer has them.
QJsonArray imagesIn(const QList<QJsonObject> &messages)
{
    QJsonArray images;
    for (const QJsonObject &message : messages) {
        if (message.contains("image"_L1))
            images.append(message["image"_L1]);
    }
    return images;
}

bool wasClosedBy(const Transcript::Socket &socket, int at)
{
    return std::ranges::any_of(socket.frames, [at](const Transcript::Frame &frame) {
        return frame.fromServer && frame.opcode == "close" && frame.at <= at;
    });
}

bool hasKind(const QList<QJsonObject> &messages, const QString &kind)
{
    return kindsOf(messages).contains(kind);
}

/// Errors that name what only the recording's backend had.
bool isOfTheBackend(const QString &error)
{
    return error.contains("stub"_L1) || error.contains("must be one of"_L1);
}

QByteArray chunkFramed(const QByteArray &body)
{
    return QByteArray::number(body.size(), 16) + "\r\n" + body + "\r\n0\r\n\r\n";
}

} // namespace

DemoReplay::DemoReplay(DemoScene &scene, const Transcript &transcript)
    : m_scene(scene)
    , m_transcript(transcript)
{
}

QStringList DemoReplay::run(const QStringList &skipped)
{
    std::multimap<int, std::function<void()>> actions;
    for (const Transcript::Http &http : m_transcript.calls) {
        if (!skipped.contains(http.label) && http.answeredAt >= 0)
            actions.emplace(http.sentAt, [this, &http] { call(http); });
    }
    for (const Transcript::Socket &socket : m_transcript.sockets) {
        actions.emplace(socket.connectedAt, [this, &socket] { connectSocket(socket); });
        for (const Transcript::Frame &frame : socket.frames) {
            if (!frame.fromServer)
                actions.emplace(frame.at, [this, &socket, &frame] { act(socket, frame); });
        }
    }
    for (const auto &[at, action] : actions) {
        catchUp(at);
        action();
    }
    for (PendingCall &pending : m_calls)
        settle(pending);
    for (auto &[recorded, open] : m_sockets)
        compareSocket(open);
    return m_differences;
}

void DemoReplay::differ(const QString &where, const QString &what)
{
    m_differences << where + ": "_L1 + what;
}

QByteArray DemoReplay::translated(QByteArray bytes)
{
    static const QRegularExpression session(u"5e5510[0-9a-f]{34}"_s);
    for (auto matches = session.globalMatch(QString::fromLatin1(bytes)); matches.hasNext();) {
        const QByteArray recorded = matches.next().captured().toLatin1();
        if (!m_sessions.contains(recorded))
            m_sessions[recorded] = m_scene.newSession().toLatin1();
    }
    for (auto one = m_sessions.constBegin(); one != m_sessions.constEnd(); ++one)
        bytes.replace(one.key(), one.value());
    for (auto one = m_paths.constBegin(); one != m_paths.constEnd(); ++one)
        bytes.replace(one.key(), one.value());
    bytes.replace("stub", "demo").replace("STUB", "DEMO").replace("Stub", "Demo");
    // small pictures say the same and take less time
    return bytes.replace("\"width\": 512, \"height\": 512", "\"width\": 64, \"height\": 64");
}

void DemoReplay::call(const Transcript::Http &recorded)
{
    const bool chunked = std::ranges::any_of(
        recorded.requestHeaders, [](const auto &one) { return one.first == "Transfer-Encoding"; });
    const QByteArray body = translated(recorded.body);
    QByteArray wire = recorded.method + ' ' + translated(recorded.target) + " HTTP/1.1\r\n";
    for (const auto &[name, value] : recorded.requestHeaders) {
        const bool fits = name == "Content-Length" && value.toLongLong() == recorded.body.size();
        wire += name + ": " + (fits ? QByteArray::number(body.size()) : translated(value)) + "\r\n";
    }
    m_calls.push_back({&recorded, std::make_unique<RawHttp>(m_scene.port())});
    m_calls.back().connection->send(wire + "\r\n" + (chunked ? chunkFramed(body) : body));
}

void DemoReplay::settle(PendingCall &pending)
{
    if (!pending.connection)
        return;
    const RawReply reply = pending.connection->next(pending.recorded->method == "HEAD");
    pending.connection.reset();
    compareReply(*pending.recorded, reply);
}

void DemoReplay::compareReply(const Transcript::Http &recorded, const RawReply &reply)
{
    const QString where = u"%1 “%2”"_s.arg(QString::fromLatin1(recorded.target), recorded.label);
    if (reply.status != recorded.status)
        return differ(where, u"status %1 instead of %2"_s.arg(reply.status).arg(recorded.status));
    for (const auto &[name, value] : recorded.headers) {
        const bool told = name == "Content-Type" || name == "Location" || name == "Cache-Control"
            || name == "Allow" || name == "Content-Encoding" || name == "Accept-Ranges"
            || name == "Transfer-Encoding";
        if (told ? reply.header(name) != value : !reply.has(name))
            differ(where,
                   u"header %1 is “%2” instead of “%3”"_s.arg(QString::fromLatin1(name),
                                                              QString::fromLatin1(reply.header(name)),
                                                              QString::fromLatin1(value)));
    }
    const QJsonDocument before = QJsonDocument::fromJson(recorded.answer);
    if (!before.isObject() || recorded.isShortened)
        return;
    const QJsonObject here = reply.json();
    if (const QString difference = shapeDifference(before.object(), here); !difference.isEmpty())
        differ(where, difference);
    compareError(where, before.object(), here);
    if (before["session_id"_L1].isString())
        m_sessions[before["session_id"_L1].toString().toLatin1()]
            = here["session_id"_L1].toString().toLatin1();
    const QJsonArray images = before["images"_L1].toArray();
    if (images.size() != here["images"_L1].toArray().size())
        differ(where,
               u"%1 images instead of %2"_s.arg(here["images"_L1].toArray().size()).arg(images.size()));
    learnPaths(images, here["images"_L1].toArray());
}

void DemoReplay::compareError(const QString &where, const QJsonObject &recorded, const QJsonObject &here)
{
    const QString error = recorded["error"_L1].toString();
    if (recorded["error_id"_L1] != here["error_id"_L1])
        differ(where, u"error_id “%1”"_s.arg(here["error_id"_L1].toString()));
    if (!isOfTheBackend(error) && error != here["error"_L1].toString())
        differ(where, u"error “%1” instead of “%2”"_s.arg(here["error"_L1].toString(), error));
}

void DemoReplay::learnPaths(const QJsonArray &recorded, const QJsonArray &here)
{
    static const QRegularExpression stem(u"raw/(\\d{4}-\\d\\d-\\d\\d/\\d{7})"_s);
    for (qsizetype i = 0; i < std::min(recorded.size(), here.size()); ++i) {
        const auto one = stem.match(recorded[i].toString());
        const auto other = stem.match(here[i].toString());
        if (one.hasMatch() && other.hasMatch())
            m_paths[one.captured(1).toLatin1()] = other.captured(1).toLatin1();
    }
}

void DemoReplay::connectSocket(const Transcript::Socket &recorded)
{
    QByteArray headers;
    for (const auto &[name, value] : recorded.requestHeaders) {
        // the others are every handshake's
        if (name == "Authorization" || name == "Origin" || name.startsWith("Sec-WebSocket-E")
            || name.endsWith("Protocol"))
            headers += name + ": " + value + "\r\n";
    }
    auto socket = std::make_unique<RawSocket>(m_scene.port(), recorded.target, headers);
    if (socket->handshake().status != recorded.status)
        differ(recorded.label,
               u"handshake %1 instead of %2"_s.arg(socket->handshake().status).arg(recorded.status));
    m_sockets[&recorded] = {&recorded, std::move(socket)};
}

void DemoReplay::act(const Transcript::Socket &recorded, const Transcript::Frame &frame)
{
    RawSocket &socket = *m_sockets[&recorded].socket;
    if (frame.event == "tcp reset"_L1)
        socket.reset();
    else if (frame.opcode == "close" && socket.closeCode() == 0)
        socket.sendClose(1000);
    else if (frame.opcode == "text")
        socket.sendFrame(0x1, translated(frame.payload), frame.isLast);
    else if (frame.opcode == "binary")
        socket.sendFrame(0x2, translated(frame.payload), frame.isLast);
    else if (frame.opcode == "continuation")
        socket.sendFrame(0x0, translated(frame.payload), frame.isLast);
    else if (frame.opcode == "ping")
        socket.sendFrame(0x9, frame.payload);
}

void DemoReplay::catchUp(int at)
{
    for (PendingCall &pending : m_calls) {
        if (pending.recorded->answeredAt <= at)
            settle(pending);
    }
    for (auto &[recorded, open] : m_sockets) {
        // what came in the same millisecond may have come after the client's act
        const QList<QJsonObject> expected = messagesUntil(*recorded, at - 1);
        const qsizetype marks = essentials(expected).size();
        const bool progress = hasKind(expected, u"progress"_s);
        const bool closed = wasClosedBy(*recorded, at - 1);
        const bool came = open.socket->hears([&] {
            const QList<QJsonObject> messages = open.socket->messages();
            return (expected.isEmpty() || !messages.isEmpty()) && essentials(messages).size() >= marks
                && (!progress || hasKind(messages, u"progress"_s))
                && (!closed || open.socket->closeCode() != 0);
        });
        learnPaths(imagesIn(expected), imagesIn(open.socket->messages()));
        if (!came)
            differ(recorded->label,
                   u"only %1 of %2"_s.arg(wordsOf(open.socket->messages()).join(u", "_s),
                                          wordsOf(expected).join(u", "_s)));
    }
}

void DemoReplay::compareSocket(OpenSocket &open)
{
    const Transcript::Socket &recorded = *open.recorded;
    const QString where = u"%1 “%2”"_s.arg(QString::fromLatin1(recorded.target), recorded.label);
    if (wasClosedBy(recorded, recorded.endedAt()) && !open.socket->closes())
        return differ(where,
                      u"was not closed after %1"_s.arg(wordsOf(open.socket->messages()).join(u", "_s)));
    for (const Transcript::Frame &frame : recorded.frames) {
        if (frame.fromServer && frame.opcode == "close" && frame.closeCode != open.socket->closeCode())
            differ(where, u"closed with %1"_s.arg(open.socket->closeCode()));
    }
    compareMessages(where, messagesUntil(recorded, recorded.endedAt()), open.socket->messages());
}

void DemoReplay::compareMessages(const QString &where, const QList<QJsonObject> &recorded,
                                 const QList<QJsonObject> &here)
{
    const bool whole = !recorded.isEmpty() && !here.isEmpty();
    const bool wasReset = m_transcript.name == "ws-client-tcp-reset"_L1;
    if (wasReset || !whole)
        return;
    if (essentials(recorded) != essentials(here))
        return differ(
            where,
            u"%1 instead of %2"_s.arg(essentials(here).join(u", "_s), essentials(recorded).join(u", "_s)));
    const bool oneImage = essentials(recorded).filter(u"image"_s).size() <= 1
        && essentials(recorded).count(u"discard"_s) <= 1;
    if (oneImage && kindsOf(recorded) != kindsOf(here))
        differ(where,
               u"%1 instead of %2"_s.arg(kindsOf(here).join(u", "_s), kindsOf(recorded).join(u", "_s)));
    if (wordOf(recorded.last()) != wordOf(here.last()))
        differ(where, u"ends with “%1” instead of “%2”"_s.arg(wordOf(here.last()), wordOf(recorded.last())));
    for (const QJsonObject &before : recorded) {
        const auto same = std::ranges::find_if(
            here, [&](const QJsonObject &one) { return wordOf(one) == wordOf(before); });
        if (same == here.end() || before.contains("gen_progress"_L1))
            continue;
        if (const QString difference = shapeDifference(before, *same); !difference.isEmpty())
            differ(where, difference);
        compareError(where, before, *same);
    }
}

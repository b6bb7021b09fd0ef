// SPDX-License-Identifier: GPL-3.0-or-later
#include "transcript.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>
#include <QRegularExpression>

#include <limits>

using namespace Qt::StringLiterals;

namespace
{

constexpr qint64 largestFile = 64LL * 1024 * 1024;

QByteArray bytesOf(const QJsonObject &holder, QLatin1String text, QLatin1String base64)
{
    return holder.contains(text) ? holder[text].toString().toUtf8()
                                 : QByteArray::fromBase64(holder[base64].toString().toLatin1());
}

int statusOf(const QString &statusLine)
{
    return statusLine.section(u' ', 1, 1).toInt();
}

// Times may be fractions; where there is none the exchange began with the recording.
int millisecond(const QJsonValue &value, int otherwise = 0)
{
    const double told = value.toDouble(otherwise);
    return told > 0 && told < std::numeric_limits<int>::max() ? int(told) : otherwise;
}

Transcript::Headers headersFrom(const QJsonValue &list)
{
    Transcript::Headers headers;
    for (const QJsonValue &header : list.toArray())
        headers.append({header[0].toString().toLatin1(), header[1].toString().toLatin1()});
    return headers;
}

QByteArray headerIn(const Transcript::Headers &headers, const QByteArray &name)
{
    for (const auto &[key, value] : headers) {
        if (key.compare(name, Qt::CaseInsensitive) == 0)
            return value;
    }
    return {};
}

Transcript::Http httpFrom(const QJsonObject &exchange)
{
    const QJsonObject request = exchange["request"_L1].toObject();
    const QJsonObject response = exchange["response"_L1].toObject();
    const int status = response["status"_L1].toInt(statusOf(response["status_line"_L1].toString()));
    const int sentAt = millisecond(exchange["at_ms"_L1]);
    return {.label = exchange["label"_L1].toString(),
            .sentAt = sentAt,
            .answeredAt = status > 0 ? millisecond(response["at_ms"_L1], sentAt) : -1,
            .target = request["target"_L1].toString().toLatin1(),
            .method = request["method"_L1].toString().toLatin1(),
            .requestHeaders = headersFrom(request["headers"_L1]),
            .body = bytesOf(request, "body"_L1, "body_base64"_L1),
            .shortened = request["shortened"_L1].toString(),
            .status = status,
            .headers = headersFrom(response["headers"_L1]),
            .answer = bytesOf(response, "body"_L1, "body_base64"_L1),
            .isShortened = response.contains("shortened"_L1) || exchange.contains("shortened"_L1),
            .outcome = exchange["outcome"_L1].toString()};
}

Transcript::Frame frameFrom(const QJsonObject &frame)
{
    return {.at = millisecond(frame["at_ms"_L1]),
            .fromServer = frame["dir"_L1].toString() != "out"_L1,
            .opcode = frame["opcode"_L1].toString().toLatin1(),
            .payload = bytesOf(frame, "text"_L1, "base64"_L1),
            .shortened = frame["shortened"_L1].toString(),
            .isLast = frame["fin"_L1].toBool(true),
            .closeCode = frame["code"_L1].toInt(),
            .event = frame["event"_L1].toString()};
}

Transcript::Socket socketFrom(const QJsonObject &exchange)
{
    const QJsonObject handshake = exchange["handshake"_L1].toObject();
    Transcript::Socket socket{.label = exchange["label"_L1].toString(),
                              .connectedAt = millisecond(exchange["at_ms"_L1]),
                              .target = exchange["target"_L1].toString().toLatin1(),
                              .requestHeaders = headersFrom(handshake["request_headers"_L1]),
                              .status = statusOf(handshake["status_line"_L1].toString()),
                              .headers = headersFrom(handshake["response_headers"_L1]),
                              .refusal = bytesOf(handshake, "body"_L1, "body_base64"_L1)};
    for (const QJsonValue &frame : exchange["frames"_L1].toArray())
        socket.frames << frameFrom(frame.toObject());
    socket.outcome = exchange["outcome"_L1].toString();
    return socket;
}

// Of one side, each with the time of its last frame.
QList<Transcript::Frame> wholeMessages(const QList<Transcript::Frame> &frames, bool fromServer)
{
    QList<Transcript::Frame> whole;
    bool isOpen = false;
    for (const Transcript::Frame &frame : frames) {
        const bool isFirst = frame.opcode == "text" || frame.opcode == "binary";
        if (frame.fromServer != fromServer || (!isFirst && !(isOpen && frame.opcode == "continuation")))
            continue;
        if (isFirst) {
            whole << frame;
        } else {
            whole.last().payload += frame.payload;
            whole.last().at = frame.at;
        }
        isOpen = !frame.isLast;
    }
    return whole;
}

// A request on a connection that was left before the answer stands in a note: "POST /API/… : {…}".
std::optional<Transcript::Http> callIn(const Transcript::Note &note)
{
    static const QRegularExpression request(u"^(POST|GET) (/[^\\s:]+)[^{]*(\\{.*\\})\\s*$"_s,
                                            QRegularExpression::DotMatchesEverythingOption);
    const QRegularExpressionMatch found = request.match(note.text);
    if (!found.hasMatch())
        return std::nullopt;
    const QByteArray body = found.captured(3).toUtf8();
    return Transcript::Http{.label = u"left without an answer"_s,
                            .sentAt = note.at,
                            .target = found.captured(2).toLatin1(),
                            .method = found.captured(1).toLatin1(),
                            .requestHeaders = {{"Content-Type", "application/json"},
                                               {"Content-Length", QByteArray::number(body.size())}},
                            .body = body};
}

Transcript transcriptFrom(const QJsonObject &scenario)
{
    Transcript transcript{.name = scenario["scenario"_L1].toString(),
                          .backend = scenario["backend"_L1].toString(),
                          .setup = scenario["setup"_L1].toString(),
                          .server = scenario["server"_L1].toString(),
                          .day = QDate::fromString(scenario["recorded"_L1].toString().left(10), Qt::ISODate)};
    for (const QJsonValue &exchange : scenario["exchanges"_L1].toArray()) {
        const QString kind = exchange["kind"_L1].toString();
        if (kind == "http"_L1)
            transcript.calls << httpFrom(exchange.toObject());
        else if (kind == "ws"_L1)
            transcript.sockets << socketFrom(exchange.toObject());
        else if (kind == "note"_L1)
            transcript.notes.append({millisecond(exchange["at_ms"_L1]), exchange["text"_L1].toString()});
    }
    for (const Transcript::Note &note : transcript.notes) {
        if (const auto call = callIn(note))
            transcript.calls << *call;
    }
    return transcript;
}

} // namespace

QJsonObject Transcript::Http::question() const
{
    return QJsonDocument::fromJson(body).object();
}

QJsonObject Transcript::Socket::request() const
{
    const QList<Frame> sent = wholeMessages(frames, false);
    return sent.isEmpty() ? QJsonObject() : QJsonDocument::fromJson(sent.first().payload).object();
}

QByteArray Transcript::Http::requestHeader(const QByteArray &wanted) const
{
    return headerIn(requestHeaders, wanted);
}

QByteArray Transcript::Http::header(const QByteArray &wanted) const
{
    return headerIn(headers, wanted);
}

QByteArray Transcript::Socket::requestHeader(const QByteArray &wanted) const
{
    return headerIn(requestHeaders, wanted);
}

QList<Transcript::Frame> Transcript::Socket::messages() const
{
    QList<Frame> said = wholeMessages(frames, true);
    said.removeIf([](const Frame &message) { return message.opcode != "text"; });
    return said;
}

QByteArray Transcript::routeOf(const QByteArray &target)
{
    const QByteArray path = target.split('?').first().toLower();
    return path.startsWith("/api/") ? path.sliced(5) : QByteArray();
}

TranscriptReading Transcript::read(const QString &file)
{
    QFile source(file);
    if (!source.open(QIODevice::ReadOnly))
        return {.problem = u"cannot be opened: "_s + source.errorString()};
    if (source.size() > largestFile)
        return {.problem = u"is larger than %1 MiB"_s.arg(largestFile / 1024 / 1024)};
    const QByteArray bytes = source.read(largestFile + 1);
    if (bytes.trimmed().isEmpty())
        return {.problem = u"is empty"_s};
    QJsonParseError error;
    const QJsonDocument document = QJsonDocument::fromJson(bytes, &error);
    if (document.isNull())
        return {.problem = u"is not JSON: %1 at byte %2"_s.arg(error.errorString()).arg(error.offset)};
    if (!document["exchanges"_L1].isArray())
        return {.problem = u"is not a recording: it has no list of exchanges"_s};
    Transcript transcript = transcriptFrom(document.object());
    if (transcript.calls.isEmpty() && transcript.sockets.isEmpty())
        return {.problem = u"is a recording of nothing: it has no exchange with a server"_s};
    if (transcript.name.isEmpty())
        transcript.name = QFileInfo(file).completeBaseName();
    return {.transcript = transcript};
}

QStringList Transcript::filesIn(const QString &folder)
{
    QStringList files;
    for (const QString &name : QDir(folder).entryList({u"*.json"_s}, QDir::Files, QDir::Name))
        files << QDir(folder).filePath(name);
    return files;
}

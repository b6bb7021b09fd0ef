// SPDX-License-Identifier: GPL-3.0-or-later
#include "transcript.h"

#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>

using namespace Qt::StringLiterals;

namespace
{

QByteArray bytesOf(const QJsonObject &holder, QLatin1String text, QLatin1String base64)
{
    return holder.contains(text) ? holder[text].toString().toUtf8()
                                 : QByteArray::fromBase64(holder[base64].toString().toLatin1());
}

int statusOf(const QString &statusLine)
{
    return statusLine.section(u' ', 1, 1).toInt();
}

Transcript::Http httpFrom(const QJsonObject &exchange)
{
    const QJsonObject request = exchange["request"_L1].toObject();
    const QJsonObject response = exchange["response"_L1].toObject();
    Transcript::Http http{.label = exchange["label"_L1].toString(),
                          .sentAt = exchange["at_ms"_L1].toInt(),
                          .answeredAt = response["at_ms"_L1].toInt(-1),
                          .target = request["target"_L1].toString().toLatin1(),
                          .method = request["method"_L1].toString().toLatin1(),
                          .body = bytesOf(request, "body"_L1, "body_base64"_L1),
                          .status = response["status"_L1].toInt(),
                          .answer = bytesOf(response, "body"_L1, "body_base64"_L1),
                          .isShortened
                          = response.contains("shortened"_L1) || exchange.contains("shortened"_L1)};
    for (const QJsonValue &header : request["headers"_L1].toArray())
        http.requestHeaders.append({header[0].toString().toLatin1(), header[1].toString().toLatin1()});
    for (const QJsonValue &header : response["headers"_L1].toArray())
        http.headers.append({header[0].toString().toLatin1(), header[1].toString().toLatin1()});
    return http;
}

Transcript::Frame frameFrom(const QJsonObject &frame)
{
    return {.at = frame["at_ms"_L1].toInt(),
            .fromServer = frame["dir"_L1].toString() != "out"_L1,
            .opcode = frame["opcode"_L1].toString().toLatin1(),
            .payload = bytesOf(frame, "text"_L1, "base64"_L1),
            .isLast = frame["fin"_L1].toBool(true),
            .closeCode = frame["code"_L1].toInt(),
            .event = frame["event"_L1].toString()};
}

Transcript::Socket socketFrom(const QJsonObject &exchange)
{
    const QJsonObject handshake = exchange["handshake"_L1].toObject();
    Transcript::Socket socket{.label = exchange["label"_L1].toString(),
                              .connectedAt = exchange["at_ms"_L1].toInt(),
                              .target = exchange["target"_L1].toString().toLatin1(),
                              .status = statusOf(handshake["status_line"_L1].toString()),
                              .refusal = bytesOf(handshake, "body"_L1, "body_base64"_L1)};
    for (const QJsonValue &header : handshake["request_headers"_L1].toArray())
        socket.requestHeaders.append({header[0].toString().toLatin1(), header[1].toString().toLatin1()});
    for (const QJsonValue &frame : exchange["frames"_L1].toArray())
        socket.frames << frameFrom(frame.toObject());
    return socket;
}

} // namespace

QJsonObject Transcript::Http::question() const
{
    return QJsonDocument::fromJson(body).object();
}

QJsonObject Transcript::Socket::request() const
{
    for (const Frame &frame : frames) {
        if (!frame.fromServer && (frame.opcode == "text" || frame.opcode == "binary"))
            return QJsonDocument::fromJson(frame.payload).object();
    }
    return {};
}

std::optional<Transcript> Transcript::load(const QString &file)
{
    QFile source(file);
    if (!source.open(QIODevice::ReadOnly))
        return std::nullopt;
    const QJsonObject scenario = QJsonDocument::fromJson(source.readAll()).object();
    if (!scenario["exchanges"_L1].isArray())
        return std::nullopt;
    Transcript transcript{.name = scenario["scenario"_L1].toString()};
    for (const QJsonValue &exchange : scenario["exchanges"_L1].toArray()) {
        const QString kind = exchange["kind"_L1].toString();
        if (kind == "http"_L1)
            transcript.calls << httpFrom(exchange.toObject());
        else if (kind == "ws"_L1)
            transcript.sockets << socketFrom(exchange.toObject());
    }
    return transcript;
}

QList<Transcript> Transcript::all()
{
    QList<Transcript> transcripts;
    const QString folder = qEnvironmentVariable("SWARMUI_TRANSCRIPTS");
    if (folder.isEmpty())
        return transcripts;
    for (const QString &name : QDir(folder).entryList({u"*.json"_s}, QDir::Files, QDir::Name)) {
        if (auto transcript = load(folder + u'/' + name))
            transcripts << *transcript;
    }
    return transcripts;
}

// SPDX-License-Identifier: GPL-3.0-or-later
#include "httpreply.h"

#include "gzip.h"

#include <QDateTime>
#include <QJsonDocument>
#include <QLocale>

using namespace Qt::StringLiterals;

namespace demo
{

namespace
{

QByteArray phrase(int status)
{
    switch (status) {
    case 200:
        return "OK";
    case 206:
        return "Partial Content";
    case 302:
        return "Found";
    case 400:
        return "Bad Request";
    case 401:
        return "Unauthorized";
    case 404:
        return "Not Found";
    case 405:
        return "Method Not Allowed";
    case 416:
        return "Range Not Satisfiable";
    case 500:
        return "Internal Server Error";
    case 502:
        return "Bad Gateway";
    }
    return "Status";
}

QByteArray oneChunk(const QByteArray &body)
{
    return body.isEmpty() ? "0\r\n\r\n"_ba
                          : QByteArray::number(body.size(), 16) + "\r\n" + body + "\r\n0\r\n\r\n";
}

} // namespace

QByteArray commonHeaders()
{
    const QString date
        = QLocale::c().toString(QDateTime::currentDateTimeUtc(), u"ddd, dd MMM yyyy hh:mm:ss 'GMT'"_s);
    return "Date: " + date.toLatin1() + "\r\nServer: asset-generator-demo\r\n";
}

HttpReply HttpReply::json(const QJsonObject &content, int status)
{
    return {.status = status,
            .headers = {{"Content-Type", "application/json"}, {"Cache-Control", "no-store"}},
            .body = QJsonDocument(content).toJson(QJsonDocument::Compact),
            .compressible = true};
}

HttpReply HttpReply::refusal(const char *errorId, const char *error, int status)
{
    return json({{"error_id"_L1, QLatin1String(errorId)}, {"error"_L1, QLatin1String(error)}}, status);
}

HttpReply HttpReply::redirect(const char *location)
{
    return {.status = 302, .headers = {{"Location", location}}};
}

HttpReply HttpReply::page(const QByteArray &html, int status)
{
    return {.status = status,
            .headers = {{"Content-Type", "text/html; charset=utf-8"}},
            .body = html,
            .compressible = true,
            .chunked = true};
}

HttpReply HttpReply::onlyGet()
{
    return {.status = 405, .headers = {{"Allow", "GET"}}};
}

HttpReply HttpReply::unauthorized()
{
    return {.status = 401, .body = "Unauthorized", .chunked = true};
}

QByteArray HttpReply::wireBytes(const HttpRequest &request) const
{
    const bool head = request.method == "HEAD";
    const bool packs
        = alwaysCompressed || (compressible && request.header("Accept-Encoding").toLower().contains("gzip"));
    const QByteArray packed = packs ? gzipped(body) : QByteArray();
    const bool inChunks = chunked || !packed.isEmpty();
    const QByteArray &content = packed.isEmpty() ? body : packed;
    QByteArray wire = "HTTP/1.1 " + QByteArray::number(status) + ' ' + phrase(status) + "\r\n";
    wire += commonHeaders();
    for (const auto &[name, value] : headers)
        wire += name + ": " + value + "\r\n";
    if (!packed.isEmpty())
        wire += "Content-Encoding: gzip\r\nVary: Accept-Encoding\r\n";
    if (inChunks)
        wire += "Transfer-Encoding: chunked\r\n";
    else if (!head)
        wire += "Content-Length: " + QByteArray::number(content.size()) + "\r\n";
    if (closesConnection || request.bodyLeftOut() || !request.keepsConnection())
        wire += "Connection: close\r\n";
    wire += "\r\n";
    if (head)
        return wire;
    return wire + (inChunks ? oneChunk(content) : content);
}

} // namespace demo

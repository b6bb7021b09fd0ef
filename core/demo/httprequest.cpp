// SPDX-License-Identifier: GPL-3.0-or-later
#include "httprequest.h"

namespace demo
{

namespace
{

constexpr qsizetype headLimit = 32 * 1024;

bool readHeader(const QByteArray &line, HttpRequest &request)
{
    const qsizetype colon = line.indexOf(':');
    if (colon <= 0)
        return false;
    const QByteArray name = line.left(colon);
    const QByteArray value = line.mid(colon + 1).trimmed();
    request.headers.append({name, value});
    if (name.compare("Content-Length", Qt::CaseInsensitive) == 0) {
        bool number = false;
        request.length = value.toLongLong(&number);
        return number && *request.length >= 0;
    }
    if (name.compare("Transfer-Encoding", Qt::CaseInsensitive) == 0)
        request.chunked = value.toLower().contains("chunked");
    return true;
}

std::optional<HttpRequest> readHead(const QByteArray &head)
{
    QList<QByteArray> lines = head.split('\n');
    const QList<QByteArray> words = lines.takeFirst().trimmed().split(' ');
    if (words.size() != 3 || !words[2].startsWith("HTTP/1.") || words[1].isEmpty())
        return {};
    HttpRequest request{.method = words[0], .target = words[1], .version = words[2]};
    for (const QByteArray &line : std::as_const(lines)) {
        if (!readHeader(line.trimmed(), request))
            return {};
    }
    return request;
}

} // namespace

QByteArray HttpRequest::header(const char *name) const
{
    for (const auto &[key, value] : headers) {
        if (key.compare(name, Qt::CaseInsensitive) == 0)
            return value;
    }
    return {};
}

QByteArray HttpRequest::cookie(const QByteArray &name) const
{
    for (const QByteArray &one : header("Cookie").split(';')) {
        const QByteArray cookie = one.trimmed();
        if (cookie.startsWith(name + '='))
            return cookie.mid(name.size() + 1);
    }
    return {};
}

QByteArray HttpRequest::path() const
{
    return target.split('?').first();
}

QByteArray HttpRequest::query() const
{
    const qsizetype mark = target.indexOf('?');
    return mark < 0 ? QByteArray() : target.mid(mark + 1);
}

bool HttpRequest::keepsConnection() const
{
    const QByteArray wish = header("Connection").toLower();
    return version == "HTTP/1.0" ? wish.contains("keep-alive") : !wish.contains("close");
}

bool HttpRequest::asksForWebSocket() const
{
    return method == "GET" && header("Upgrade").toLower() == "websocket"
        && header("Connection").toLower().contains("upgrade") && !header("Sec-WebSocket-Key").isEmpty();
}

HttpReading takeRequest(QByteArray &buffer, qint64 bodyLimit)
{
    using Outcome = HttpReading::Outcome;
    if (!buffer.isEmpty() && !QChar::isLetter(uchar(buffer.front()))) // a TLS greeting, for example
        return {.outcome = Outcome::Broken};
    const qsizetype headEnd = buffer.indexOf("\r\n\r\n");
    if (headEnd < 0 || headEnd > headLimit)
        return {.outcome = buffer.size() > headLimit ? Outcome::Broken : Outcome::NeedsMore};
    std::optional<HttpRequest> request = readHead(buffer.left(headEnd));
    if (!request)
        return {.outcome = Outcome::Broken};
    const qsizetype bodyStart = headEnd + 4;
    if (request->chunked || request->length.value_or(0) >= bodyLimit) {
        buffer.clear();
        return {.outcome = Outcome::Request, .request = *request};
    }
    const qsizetype end = bodyStart + qsizetype(request->length.value_or(0));
    if (buffer.size() < end)
        return {};
    request->body = buffer.mid(bodyStart, end - bodyStart);
    buffer.remove(0, end);
    return {.outcome = Outcome::Request, .request = *request};
}

} // namespace demo

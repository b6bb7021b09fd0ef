// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QList>
#include <QString>

#include <optional>
#include <utility>

namespace demo
{

using HttpHeaders = QList<std::pair<QByteArray, QByteArray>>;

/// One HTTP/1.1 request as it came. A body that would be refused anyway (chunked, or too long) is not in it.
struct HttpRequest {
    QByteArray method = {};
    QByteArray target = {}; ///< undecoded, with the query
    QByteArray version = {};
    HttpHeaders headers = {};
    std::optional<qint64> length = {}; ///< Content-Length
    bool chunked = false;
    QByteArray body = {};
    QString peer = {}; ///< address of the client

    /// The value of a header, its name in any case; empty where there is none.
    [[nodiscard]] QByteArray header(const char *name) const;
    [[nodiscard]] QByteArray cookie(const QByteArray &name) const;
    [[nodiscard]] QByteArray path() const; ///< the target before its query
    [[nodiscard]] QByteArray query() const;
    [[nodiscard]] bool keepsConnection() const;
    [[nodiscard]] bool asksForWebSocket() const;
    /// The body was left on the wire, so the connection cannot go on after the answer.
    [[nodiscard]] bool bodyLeftOut() const { return chunked || (length && body.size() != *length); }
};

/// What a buffer of bytes from a client holds at its beginning.
struct HttpReading {
    enum class Outcome { NeedsMore, Broken, Request };
    Outcome outcome = Outcome::NeedsMore;
    HttpRequest request = {};
};

/// Takes one request off the beginning of `buffer`, where a whole one is there.
[[nodiscard]] HttpReading takeRequest(QByteArray &buffer, qint64 bodyLimit);

} // namespace demo

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "httprequest.h"

#include <QJsonObject>

#include <chrono>
#include <functional>

namespace demo
{

/// One HTTP/1.1 answer. Made by what the server has to say, written to the wire by wireBytes().
struct HttpReply {
    int status = 200;
    HttpHeaders headers = {}; ///< besides those of every answer
    QByteArray body = {};
    bool compressible = false;
    bool chunked = false; ///< as the real server sends what it does not know the length of
    bool closesConnection = false;
    bool alwaysCompressed = false; ///< whatever the client can read
    enum class Delivery { Whole, Half, ByteByByte, Endless };
    Delivery delivery = Delivery::Whole;
    std::chrono::milliseconds pace{0}; ///< of each byte

    [[nodiscard]] static HttpReply json(const QJsonObject &content, int status = 200);
    /// {"error_id":…,"error":…} as the real server writes its refusals.
    [[nodiscard]] static HttpReply refusal(const char *errorId, const char *error, int status = 400);
    [[nodiscard]] static HttpReply redirect(const char *location);
    [[nodiscard]] static HttpReply page(const QByteArray &html, int status = 200);
    [[nodiscard]] static HttpReply onlyGet();
    [[nodiscard]] static HttpReply unauthorized();

    /// The bytes to send for `request`.
    [[nodiscard]] QByteArray wireBytes(const HttpRequest &request) const;
};

/// The lines that head every answer, handshakes too: Date and Server.
[[nodiscard]] QByteArray commonHeaders();

/// Gives the answer to a request, now or later, once. Safe to call after the client has gone.
using Answer = std::function<void(const HttpReply &)>;

} // namespace demo

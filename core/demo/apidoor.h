// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "routes.h"

namespace demo
{

/// Everything under /API: checks a request in the real server's order and hands it to its route.
class ApiDoor
{
public:
    explicit ApiDoor(World &world);

    void answer(const HttpRequest &request, const Answer &answer) const;

    /// Why a socket is closed after its first message: what is said before, if anything.
    struct SocketRefusal {
        QJsonObject message = {};
        quint16 closeCode = 1000;
    };
    /// As the real server says it; nothing where the message is good.
    [[nodiscard]] std::optional<SocketRefusal> socketRefusal(const QString &route,
                                                             const std::optional<QJsonObject> &message) const;

    /// The name of the route in a path under /API, in lower case.
    [[nodiscard]] static QString routeIn(const QByteArray &path);
    /// Whether a path is the API's at all.
    [[nodiscard]] static bool isApi(const QByteArray &path);

private:
    [[nodiscard]] const Route *find(const QString &name) const;
    /// Null where nobody has that session.
    [[nodiscard]] Visitor *visitorOf(const QString &session) const;
    [[nodiscard]] std::optional<QJsonObject> problemOf(const QString &route,
                                                       const QJsonObject &message) const;
    void answerGood(const HttpRequest &request, const QJsonObject &body, const Answer &answer) const;

    World &m_world;
    Routes m_routes;
};

} // namespace demo

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

    /// Why a first message over a WebSocket is refused, as the real server says it; nothing where it is not.
    [[nodiscard]] std::optional<QJsonObject> socketRefusal(const QString &route,
                                                           const std::optional<QJsonObject> &message) const;

    /// The name of the route in a path under /API, in lower case.
    [[nodiscard]] static QString routeIn(const QByteArray &path);
    /// Whether a path is the API's at all.
    [[nodiscard]] static bool isApi(const QByteArray &path);

private:
    World &m_world;
    Routes m_routes;
};

} // namespace demo

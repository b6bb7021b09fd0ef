// SPDX-License-Identifier: GPL-3.0-or-later
#include "apidoor.h"

#include "jsontext.h"
#include "serverwords.h"
#include "world.h"

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace demo
{

namespace
{

bool isJson(const QByteArray &contentType)
{
    const QByteArray type = contentType.split(';').first().trimmed().toLower();
    return type == "application/json" || (type.startsWith("application/") && type.endsWith("+json"));
}

bool needsSession(const Route *route)
{
    return route == nullptr || route->needsSession;
}

} // namespace

ApiDoor::ApiDoor(World &world)
    : m_world(world)
{
    addAccountRoutes(m_routes, world);
    addBackendRoutes(m_routes, world);
    addSessionRoutes(m_routes, world);
    addModelRoutes(m_routes, world);
    addImageRoutes(m_routes, world);
    addGenerationRoutes(m_routes, world);
}

bool ApiDoor::isApi(const QByteArray &path)
{
    const QByteArray lower = path.toLower();
    return lower == "/api" || lower.startsWith("/api/");
}

QString ApiDoor::routeIn(const QByteArray &path)
{
    return QString::fromLatin1(path.mid(5).toLower());
}

HttpReply refusalOf(const World &world, const char *errorId, const char *error)
{
    if (world.era.has(Era::News::JsonRefusals))
        return HttpReply::refusal(errorId, error);
    struct Page {
        QLatin1String errorId;
        const char *address;
    };
    static constexpr std::array pages{Page{"bad_route"_L1, "/Error/404"},
                                      Page{"bad_permissions"_L1, "/Error/Permissions"},
                                      Page{"internal_error"_L1, "/Error/Internal"}};
    const auto *page = std::ranges::find(pages, QLatin1String(errorId), &Page::errorId);
    return HttpReply::redirect(page == pages.end() ? "/Error/BasicAPI" : page->address);
}

Route plainRoute(World &world, const QString &permission, QJsonObject (*make)(World &, const Call &))
{
    return {.handle = [&world, make](const Call &call,
                                     const Answer &answer) { answer(HttpReply::json(make(world, call))); },
            .permission = permission};
}

const Route *ApiDoor::find(const QString &name) const
{
    const auto route = m_routes.constFind(name);
    const bool known = route != m_routes.constEnd() && (!route->since || m_world.era.has(*route->since));
    return known ? &*route : nullptr;
}

Visitor *ApiDoor::visitorOf(const QString &session) const
{
    Visitor *visitor = m_world.visitors.find(session);
    return visitor != nullptr && m_world.mischief.forgets(session) ? nullptr : visitor;
}

void ApiDoor::answer(const HttpRequest &request, const Answer &answer) const
{
    if (request.method != "POST")
        return answer(HttpReply::redirect("/Error/NoGetAPI"));
    if (!isJson(request.header("Content-Type")))
        return answer(refusalOf(m_world, "basic_api", "Wrong content type"));
    if (request.body.isEmpty())
        return answer(refusalOf(m_world, "basic_api", "bad content length"));
    if (const std::optional<QJsonObject> body = jsonObject(request.body))
        return answerGood(request, *body, answer);
    answer(refusalOf(m_world, "internal_error", "An internal error occurred"));
}

void ApiDoor::answerGood(const HttpRequest &request, const QJsonObject &body, const Answer &answer) const
{
    const QString name = routeIn(request.path());
    if (const std::optional<HttpReply> instead = m_world.mischief.insteadOf(name))
        return answer(*instead);
    const Route *route = find(name);
    Call call{.body = body, .request = request};
    if (needsSession(route)) {
        QString session = plainText(body["session_id"_L1]);
        if (!body.contains("session_id"_L1)) {
            if (m_world.era.has(Era::News::SessionHeader))
                session = QString::fromLatin1(request.header("X-Session-ID"));
            if (session.isEmpty())
                return answer(refusalOf(m_world, "basic_api", "missing session id"));
        }
        call.visitor = visitorOf(session);
        if (call.visitor == nullptr)
            return answer(HttpReply::json(ServerWords::invalidSession(), 401));
    }
    if (route == nullptr)
        return answer(refusalOf(m_world, "bad_route", "Unknown API route"));
    if (route->isSocket)
        return answer(refusalOf(m_world, "bad_request_method", "API route needs websocket, request is HTTP"));
    if (call.visitor != nullptr && !m_world.accounts.may(call.visitor->user, route->permission))
        return answer(refusalOf(m_world, "bad_permissions", "You lack permissions for this route."));
    route->handle(call, answer);
}

std::optional<ApiDoor::SocketRefusal> ApiDoor::socketRefusal(const QString &route,
                                                             const std::optional<QJsonObject> &message) const
{
    constexpr quint16 internalClose = 1011;
    if (!message) {
        if (!m_world.era.has(Era::News::JsonRefusals))
            return SocketRefusal{.closeCode = internalClose};
        return SocketRefusal{ServerWords::error("internal_error", "An internal error occurred")};
    }
    if (const std::optional<HttpReply> instead = m_world.mischief.insteadOf(route))
        return SocketRefusal{jsonObject(instead->body).value_or(QJsonObject())};
    const std::optional<QJsonObject> problem = problemOf(route, *message);
    if (!problem)
        return {};
    const bool said
        = m_world.era.has(Era::News::SocketRefusals) || (*problem)["error_id"_L1] == "invalid_session_id"_L1;
    return SocketRefusal{said ? *problem : QJsonObject()};
}

std::optional<QJsonObject> ApiDoor::problemOf(const QString &route, const QJsonObject &message) const
{
    using namespace ServerWords;
    const Route *found = find(route);
    const Visitor *visitor = visitorOf(plainText(message["session_id"_L1]));
    if (needsSession(found)) {
        if (!message.contains("session_id"_L1))
            return error("basic_api", "missing session id");
        if (visitor == nullptr)
            return invalidSession();
    }
    if (found == nullptr)
        return error("bad_route", "Unknown API route.");
    if (!found->isSocket)
        return error("bad_request_method", "API route needs HTTP, request is websocket");
    if (!m_world.accounts.may(visitor->user, found->permission))
        return error("bad_permissions", "You lack permissions for this route.");
    return {};
}

} // namespace demo

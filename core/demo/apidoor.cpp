// SPDX-License-Identifier: GPL-3.0-or-later
#include "apidoor.h"

#include "jsontext.h"
#include "serverwords.h"
#include "world.h"

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

const QString sessionRoute = u"getnewsession"_s;

} // namespace

ApiDoor::ApiDoor(World &world)
    : m_world(world)
{
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

void ApiDoor::answer(const HttpRequest &request, const Answer &answer) const
{
    if (request.method != "POST")
        return answer(HttpReply::redirect("/Error/NoGetAPI"));
    if (!isJson(request.header("Content-Type")))
        return answer(HttpReply::refusal("basic_api", "Wrong content type"));
    if (request.body.isEmpty())
        return answer(HttpReply::refusal("basic_api", "bad content length"));
    const std::optional<QJsonObject> body = jsonObject(request.body);
    if (!body)
        return answer(HttpReply::refusal("internal_error", "An internal error occurred"));
    const QString name = routeIn(request.path());
    Call call{.body = *body, .userHeader = request.header("X-SWARM-USER_ID")};
    if (name != sessionRoute) {
        const QByteArray header = request.header("X-Session-ID");
        if (!body->contains("session_id"_L1) && header.isEmpty())
            return answer(HttpReply::refusal("basic_api", "missing session id"));
        call.visitor
            = m_world.visitors.find(body->contains("session_id"_L1) ? plainText((*body)["session_id"_L1])
                                                                    : QString::fromLatin1(header));
        if (call.visitor == nullptr)
            return answer(HttpReply::json(ServerWords::invalidSession(), 401));
    }
    const auto route = m_routes.constFind(name);
    if (route == m_routes.constEnd())
        return answer(HttpReply::refusal("bad_route", "Unknown API route"));
    if (route->isSocket)
        return answer(HttpReply::refusal("bad_request_method", "API route needs websocket, request is HTTP"));
    route->handle(call, answer);
}

std::optional<QJsonObject> ApiDoor::socketRefusal(const QString &route,
                                                  const std::optional<QJsonObject> &message) const
{
    using namespace ServerWords;
    if (!message)
        return error("internal_error", "An internal error occurred");
    if (route != sessionRoute) {
        if (!message->contains("session_id"_L1))
            return error("basic_api", "missing session id");
        if (m_world.visitors.find(plainText((*message)["session_id"_L1])) == nullptr)
            return invalidSession();
    }
    const auto found = m_routes.constFind(route);
    if (found == m_routes.constEnd())
        return error("bad_route", "Unknown API route.");
    if (!found->isSocket)
        return error("bad_request_method", "API route needs HTTP, request is websocket");
    return {};
}

} // namespace demo

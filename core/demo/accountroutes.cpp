// SPDX-License-Identifier: GPL-3.0-or-later
#include "arguments.h"
#include "routes.h"
#include "serverwords.h"
#include "world.h"

#include <QLocale>

using namespace Qt::StringLiterals;

namespace demo
{

namespace
{

constexpr auto cookieScope = "; path=/; samesite=lax; httponly";

QByteArray cookieDate(const QDateTime &time)
{
    return QLocale::c().toString(time.toUTC(), u"ddd, dd MMM yyyy hh:mm:ss 'GMT'"_s).toLatin1();
}

HttpReply successWith(const QByteArray &cookie)
{
    HttpReply reply = HttpReply::json({{"success"_L1, "true"_L1}}); // text, as the real server has it
    reply.headers.append({"Set-Cookie", cookie});
    return reply;
}

HttpReply login(World &world, const Call &call)
{
    Arguments arguments(call.body);
    const QString user = arguments.text(u"username"_s);
    const QString password = arguments.text(u"password"_s);
    if (!arguments.refusal().isEmpty())
        return HttpReply::json(ServerWords::error(arguments.refusal()));
    if (call.request.header("User-Agent").isEmpty()) // the real server stumbles over that
        return refusalOf(world, "internal_error", "An internal error occurred");
    if (!world.logins.allows(call.request.peer, user, world.now()))
        return HttpReply::json({{"error_id"_L1, "ratelimit"_L1}});
    if (!world.accounts.isPassword(user, password))
        return HttpReply::json({{"error_id"_L1, "invalid_login"_L1}});
    return successWith("swarm_token=" + world.accounts.makeToken(user)
                       + "; expires=" + cookieDate(world.now().addYears(1)) + cookieScope);
}

HttpReply createToken(World &world, const Call &call)
{
    Arguments arguments(call.body);
    (void)arguments.text(u"reason"_s);
    if (!arguments.refusal().isEmpty())
        return HttpReply::json(ServerWords::error(arguments.refusal()));
    const QByteArray token = world.accounts.makeToken(call.visitor->user);
    if (token.isEmpty())
        return refusalOf(world, "internal_error", "An internal error occurred");
    return HttpReply::json({{"token"_L1, QString::fromLatin1(token)}});
}

} // namespace

void addAccountRoutes(Routes &routes, World &world)
{
    World *all = &world;
    routes[u"login"_s] = {
        .handle = [all](const Call &call, const Answer &answer) { answer(login(*all, call)); },
        .since = Era::News::Accounts,
        .needsSession = false,
    };
    // the token stays good, and so does the session: only the caller's cookie goes
    routes[u"logout"_s] = {
        .handle =
            [](const Call &, const Answer &answer) {
                answer(successWith(QByteArray("swarm_token=; max-age=-1") + cookieScope));
            },
        .since = Era::News::Accounts,
    };
    routes[u"createauthtoken"_s] = {
        .handle = [all](const Call &call, const Answer &answer) { answer(createToken(*all, call)); },
        .permission = u"user_tab"_s,
        .since = Era::News::TokenRoutes,
    };
}

} // namespace demo

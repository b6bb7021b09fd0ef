// SPDX-License-Identifier: GPL-3.0-or-later
#include "arguments.h"
#include "routes.h"
#include "serverwords.h"
#include "world.h"

#include <QJsonArray>
#include <QThread>

#include <unistd.h>

using namespace Qt::StringLiterals;

namespace demo
{

namespace
{

QJsonArray permissionsOf(const World &world, const Visitor &visitor)
{
    return QJsonArray::fromStringList(world.accounts.permissionsOf(visitor.user));
}

/// Who asks for a session; nothing where nobody gets one without an account.
std::optional<QString> userOf(const World &world, const HttpRequest &request)
{
    if (world.failures.has(Failures::Kind::Login))
        return {};
    if (world.accounts.areNeeded())
        return world.accounts.userOf(request.cookie("swarm_token"));
    const QByteArray wish = request.header("X-SWARM-USER_ID");
    return wish.isEmpty() ? u"local"_s : QString::fromUtf8(wish);
}

void newSession(World &world, const Call &call, const Answer &answer)
{
    const std::optional<QString> user = userOf(world, call.request);
    if (!user)
        return answer(HttpReply::json(ServerWords::error(u"Invalid or unauthorized."_s)));
    if (call.body.contains("impersonateUser"_L1))
        return answer(HttpReply::json(
            ServerWords::error("bad_impersonate", "The user you are trying to impersonate does not exist.")));
    const Visitor &visitor = world.visitors.enter(*user);
    answer(HttpReply::json(world.era.shaped({{"session_id"_L1, visitor.id},
                                             {"user_id"_L1, visitor.user},
                                             {"output_append_user"_L1, world.userInPaths()},
                                             {"version"_L1, world.era.version()},
                                             {"server_id"_L1, world.serverId},
                                             {"permissions"_L1, permissionsOf(world, visitor)}})));
}

QJsonObject userFacts(const World &world, const Visitor &visitor)
{
    return world.era.shaped({{"user_name"_L1, visitor.user},
                             {"presets"_L1, QJsonArray()},
                             {"language"_L1, "en"_L1},
                             {"permissions"_L1, permissionsOf(world, visitor)},
                             {"starred_models"_L1, QJsonObject()},
                             {"model_preset_links"_L1, QJsonObject()},
                             {"autocompletions"_L1, QJsonValue()}});
}

QJsonObject machineFacts()
{
    const qint64 page = sysconf(_SC_PAGESIZE);
    const qint64 total = page * sysconf(_SC_PHYS_PAGES);
    const qint64 free = page * sysconf(_SC_AVPHYS_PAGES);
    return {
        {"cpu"_L1, QJsonObject{{"usage"_L1, 0.01}, {"cores"_L1, QThread::idealThreadCount()}}},
        {"system_ram"_L1, QJsonObject{{"total"_L1, total}, {"used"_L1, total - free}, {"free"_L1, free}}},
    };
}

QJsonObject changeSettings(World &world, const Call &call)
{
    const QJsonValue settings = call.body["settings"_L1];
    if (!settings.isObject())
        return ServerWords::error(u"Missing required parameter 'settings'"_s);
    const QJsonValue grid = settings["maximagesinminigrid"_L1]; // the others change nothing here
    if (!grid.isUndefined())
        world.memory->miniGrids[call.visitor->user] = grid.toInt(1);
    return {{"success"_L1, true}};
}

} // namespace

void addSessionRoutes(Routes &routes, World &world)
{
    const QString generating = u"fundamental_generate_tab_access"_s;
    const QString panels = u"read_server_info_panels"_s;
    routes[u"getnewsession"_s] = {
        .handle = [all = &world](const Call &call, const Answer &answer) { newSession(*all, call, answer); },
        .needsSession = false,
    };
    routes[u"getcurrentstatus"_s] = plainRoute(world, generating, [](World &in, const Call &call) {
        return ServerWords::status(call.visitor->counts, in.workshop);
    });
    routes[u"getglobalstatus"_s] = plainRoute(world, panels, [](World &in, const Call &) {
        return ServerWords::status(in.visitors.total(), in.workshop);
    });
    routes[u"getglobalstatus"_s].since = Era::News::GlobalStatus;
    routes[u"getmyuserdata"_s]
        = plainRoute(world, {}, [](World &in, const Call &call) { return userFacts(in, *call.visitor); });
    // there are no translations
    routes[u"getlanguage"_s] = plainRoute(
        world, {}, [](World &, const Call &) { return ServerWords::error(u"No such language."_s); });
    routes[u"changeusersettings"_s] = plainRoute(world, u"edit_user_settings"_s, &changeSettings);
    routes[u"getserverresourceinfo"_s]
        = plainRoute(world, panels, [](World &, const Call &) { return machineFacts(); });
}

} // namespace demo

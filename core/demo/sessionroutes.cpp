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

QJsonArray permissions()
{
    return QJsonArray::fromStringList({u"*"_s, u"fundamental"_s, u"fundamental_generate_tab_access"_s,
                                       u"fundamental_model_access"_s, u"basic_image_generation"_s,
                                       u"model_params"_s, u"view_image_history"_s, u"view_backends_list"_s,
                                       u"load_models_now"_s, u"toggle_backends"_s,
                                       u"read_server_info_panels"_s, u"control_model_refresh"_s});
}

void newSession(World &world, const Call &call, const Answer &answer)
{
    if (world.failures.has(Failures::Kind::Login))
        return answer(HttpReply::json(ServerWords::error(u"Invalid or unauthorized."_s)));
    if (call.body.contains("impersonateUser"_L1))
        return answer(HttpReply::json(
            ServerWords::error("bad_impersonate", "The user you are trying to impersonate does not exist.")));
    const QString user = call.userHeader.isEmpty() ? u"local"_s : QString::fromUtf8(call.userHeader);
    const Visitor &visitor = world.visitors.enter(user);
    answer(HttpReply::json(world.era.shaped({{"session_id"_L1, visitor.id},
                                             {"user_id"_L1, visitor.user},
                                             {"output_append_user"_L1, world.userInPaths()},
                                             {"version"_L1, world.era.version()},
                                             {"server_id"_L1, world.serverId},
                                             {"permissions"_L1, permissions()}})));
}

QJsonObject userFacts(const World &world, const Visitor &visitor)
{
    return world.era.shaped({{"user_name"_L1, visitor.user},
                             {"presets"_L1, QJsonArray()},
                             {"language"_L1, "en"_L1},
                             {"permissions"_L1, permissions()},
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

void toggleBackend(World &world, const Call &call, const Answer &answer)
{
    Arguments arguments(call.body);
    const QString id = arguments.text(u"backend_id"_s);
    const bool enabled = arguments.flag(u"enabled"_s);
    if (!arguments.refusal().isEmpty())
        return answer(HttpReply::json(ServerWords::error(arguments.refusal())));
    bool number = false;
    const bool known = world.workshop.setEnabled(id.toInt(&number), enabled) && number;
    answer(HttpReply::json(known ? QJsonObject{{"result"_L1, "Success."_L1}}
                                 : ServerWords::error(u"Invalid backend ID %1"_s.arg(id))));
}

} // namespace

void addSessionRoutes(Routes &routes, World &world)
{
    World *all = &world;
    routes[u"getnewsession"_s].handle
        = [all](const Call &call, const Answer &answer) { newSession(*all, call, answer); };
    routes[u"getcurrentstatus"_s].handle = [all](const Call &call, const Answer &answer) {
        answer(HttpReply::json(ServerWords::status(call.visitor->counts, all->workshop)));
    };
    routes[u"getglobalstatus"_s].handle = [all](const Call &, const Answer &answer) {
        answer(HttpReply::json(ServerWords::status(all->visitors.total(), all->workshop)));
    };
    routes[u"getglobalstatus"_s].since = Era::News::GlobalStatus;
    routes[u"getmyuserdata"_s].handle = [all](const Call &call, const Answer &answer) {
        answer(HttpReply::json(userFacts(*all, *call.visitor)));
    };
    routes[u"getserverresourceinfo"_s].handle
        = [](const Call &, const Answer &answer) { answer(HttpReply::json(machineFacts())); };
    routes[u"listbackends"_s].handle = [all](const Call &call, const Answer &answer) {
        Arguments arguments(call.body);
        const bool full = arguments.flag(u"full_data"_s, false);
        answer(HttpReply::json(all->workshop.describe(full)));
    };
    routes[u"togglebackend"_s].handle
        = [all](const Call &call, const Answer &answer) { toggleBackend(*all, call, answer); };
}

} // namespace demo

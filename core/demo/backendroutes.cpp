// SPDX-License-Identifier: GPL-3.0-or-later
#include "arguments.h"
#include "routes.h"
#include "serverwords.h"
#include "world.h"

using namespace Qt::StringLiterals;

namespace demo
{

namespace
{

Backend *backendOf(World &world, const QString &id)
{
    bool number = false;
    const int wanted = id.toInt(&number);
    return number ? world.workshop.backends().find(wanted) : nullptr;
}

QJsonObject unknownBackend(const QString &id)
{
    return ServerWords::error(u"Invalid backend ID %1"_s.arg(id));
}

QJsonObject listBackends(World &world, const Call &call)
{
    Arguments arguments(call.body);
    const bool full = arguments.flag(u"full_data"_s, false);
    (void)arguments.flag(u"nonreal"_s, false); // there are none
    if (!arguments.refusal().isEmpty())
        return ServerWords::error(arguments.refusal());
    return world.workshop.backends().describe(full);
}

QJsonObject toggleBackend(World &world, const Call &call)
{
    Arguments arguments(call.body);
    const QString id = arguments.text(u"backend_id"_s);
    const bool enabled = arguments.flag(u"enabled"_s);
    if (!arguments.refusal().isEmpty())
        return ServerWords::error(arguments.refusal());
    Backend *backend = backendOf(world, id);
    if (backend == nullptr)
        return unknownBackend(id);
    backend->health().setEnabled(enabled);
    return {{"result"_L1, "Success."_L1}};
}

QJsonObject editBackend(World &world, const Call &call)
{
    Arguments arguments(call.body);
    const QString id = arguments.text(u"backend_id"_s);
    const QString title = arguments.text(u"title"_s);
    (void)arguments.text(u"settings"_s);
    if (!arguments.refusal().isEmpty())
        return ServerWords::error(arguments.refusal());
    Backend *backend = backendOf(world, id);
    if (backend == nullptr)
        return unknownBackend(id);
    backend->edit(title, call.body["settings"_L1].toObject());
    return backend->describe(false);
}

QJsonObject freeMemory(World &world, const Call &call)
{
    Arguments arguments(call.body);
    const QString id = arguments.text(u"backend"_s, u"all"_s);
    (void)arguments.flag(u"system_ram"_s, false); // there is nothing to free in it
    if (!arguments.refusal().isEmpty())
        return ServerWords::error(arguments.refusal());
    const int freed
        = world.workshop.backends().freeMemory(id == "all"_L1 ? std::optional<int>() : id.toInt());
    return {{"result"_L1, freed > 0}, {"count"_L1, freed}};
}

} // namespace

void addBackendRoutes(Routes &routes, World &world)
{
    routes[u"listbackends"_s] = plainRoute(world, u"view_backends_list"_s, &listBackends);
    routes[u"editbackend"_s] = plainRoute(world, u"edit_backends"_s, &editBackend);
    routes[u"freebackendmemory"_s] = plainRoute(world, u"control_mem_clean"_s, &freeMemory);
    routes[u"togglebackend"_s] = plainRoute(world, u"toggle_backends"_s, &toggleBackend);
}

} // namespace demo

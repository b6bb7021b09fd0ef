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

QJsonObject listBackends(World &world, const Call &call)
{
    Arguments arguments(call.body);
    const bool full = arguments.flag(u"full_data"_s, false);
    (void)arguments.flag(u"nonreal"_s, false); // there are none
    if (!arguments.refusal().isEmpty())
        return ServerWords::error(arguments.refusal());
    return world.workshop.describe(full);
}

QJsonObject toggleBackend(World &world, const Call &call)
{
    Arguments arguments(call.body);
    const QString id = arguments.text(u"backend_id"_s);
    const bool enabled = arguments.flag(u"enabled"_s);
    if (!arguments.refusal().isEmpty())
        return ServerWords::error(arguments.refusal());
    bool number = false;
    const bool known = world.workshop.setEnabled(id.toInt(&number), enabled) && number;
    return known ? QJsonObject{{"result"_L1, "Success."_L1}}
                 : ServerWords::error(u"Invalid backend ID %1"_s.arg(id));
}

} // namespace

void addBackendRoutes(Routes &routes, World &world)
{
    routes[u"listbackends"_s] = plainRoute(world, u"view_backends_list"_s, &listBackends);
    routes[u"togglebackend"_s] = plainRoute(world, u"toggle_backends"_s, &toggleBackend);
}

} // namespace demo

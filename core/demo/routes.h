// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "era.h"
#include "httpreply.h"
#include "pictureorder.h"

#include <QHash>
#include <QJsonObject>

#include <functional>

namespace demo
{

struct Visitor;
struct World;

/// One call of an API route, after all that is checked for every route.
struct Call {
    QJsonObject body = {};
    Visitor *visitor = nullptr; ///< null only where no session is needed
    const HttpRequest &request;
};

/// A refusal in the shape of the version that is spoken: older ones sent people to a page.
[[nodiscard]] HttpReply refusalOf(const World &world, const char *errorId, const char *error);

/// What a route does. Socket routes are only named here: the conversation knows them.
struct Route {
    std::function<void(const Call &call, const Answer &answer)> handle = {};
    bool isSocket = false;
    QString permission = {}; ///< empty: none is needed
    std::optional<Era::News> since = {}; ///< older servers do not know it
    bool needsSession = true;
};

/// By name in lower case.
using Routes = QHash<QString, Route>;

void addAccountRoutes(Routes &routes, World &world);
void addBackendRoutes(Routes &routes, World &world);
void addSessionRoutes(Routes &routes, World &world);
void addModelRoutes(Routes &routes, World &world);
void addImageRoutes(Routes &routes, World &world);
void addGenerationRoutes(Routes &routes, World &world);

/// A route that answers at once, with an object.
[[nodiscard]] Route plainRoute(World &world, const QString &permission,
                               QJsonObject (*make)(World &world, const Call &call));

/// What is asked for, or that this visitor may not ask for it.
[[nodiscard]] OrderReading orderOf(const World &world, const QJsonObject &request, const Visitor &visitor);

/// SelectModel: loads a model, by its exact name; `done` is told the real server's answer.
void selectModel(World &world, const QJsonObject &body, Visitor &visitor,
                 const std::function<void(const QJsonObject &reply)> &done);

/// InterruptAll, for a visitor or for everyone of the same user.
void interrupt(World &world, const Visitor &visitor, bool othersToo);

} // namespace demo

// SPDX-License-Identifier: GPL-3.0-or-later
#include "arguments.h"
#include "routes.h"
#include "serverwords.h"
#include "world.h"

#include <QJsonArray>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace demo
{

namespace
{

const QString mainKind = u"Stable-Diffusion"_s;
const QString wildcards = u"Wildcards"_s;

QJsonArray modelRows(const World &world, const QList<const ShelfModel *> &models, bool wholePreviews)
{
    QJsonArray rows;
    for (const ShelfModel *model : models)
        rows.append(
            world.shelf.describe(*model, world.workshop.backends().isLoaded(model->name), wholePreviews));
    return rows;
}

void sortModels(QList<const ShelfModel *> &models, const QString &by, bool reversed)
{
    std::ranges::stable_sort(
        models, {}, [&](const ShelfModel *model) { return by == "Title"_L1 ? model->title : model->name; });
    if (reversed)
        std::ranges::reverse(models);
}

QJsonObject listModels(const World &world, const QJsonObject &body)
{
    Arguments arguments(body);
    const QString path = arguments.text(u"path"_s);
    const int depth = std::clamp(arguments.number(u"depth"_s), 1, 20);
    const QString kind = arguments.text(u"subtype"_s, mainKind);
    const QString by = arguments.text(u"sortBy"_s, u"Name"_s);
    const bool reversed = arguments.flag(u"sortReverse"_s, false);
    const bool wholePreviews = arguments.flag(u"dataImages"_s, false);
    (void)arguments.flag(u"allowRemote"_s, true); // all models are its own
    if (!arguments.refusal().isEmpty())
        return ServerWords::error(arguments.refusal());
    if (!world.shelf.kinds().contains(kind) && kind != wildcards)
        return ServerWords::error(u"Invalid sub-type."_s);
    if (!QStringList{u"Name"_s, u"Title"_s, u"DateCreated"_s, u"DateModified"_s}.contains(by))
        return ServerWords::error(u"Invalid sort mode '%1'."_s.arg(by));
    ModelShelf::Listing listing = world.shelf.list(kind, path, depth);
    sortModels(listing.models, by, reversed);
    return {{"folders"_L1, QJsonArray::fromStringList(listing.folders)},
            {"files"_L1, modelRows(world, listing.models, wholePreviews)}};
}

QJsonObject describeModel(const World &world, const QJsonObject &body)
{
    Arguments arguments(body);
    const QString name = arguments.text(u"modelName"_s);
    const QString kind = arguments.text(u"subtype"_s, mainKind);
    if (!arguments.refusal().isEmpty())
        return ServerWords::error(arguments.refusal());
    const ShelfModel *model = world.shelf.exact(kind, name);
    if (model == nullptr)
        return ServerWords::error(u"Model not found."_s);
    return {{"model"_L1, world.shelf.describe(*model, world.workshop.backends().isLoaded(model->name))}};
}

QJsonObject loadedModels(const World &world)
{
    QList<const ShelfModel *> models;
    for (const QString &name : world.workshop.backends().loadedModels())
        models << world.shelf.exact(mainKind, name);
    return {{"models"_L1, modelRows(world, models, false)}};
}

QJsonObject parameterLists(const World &world)
{
    const bool tellsClasses = world.era.has(Era::News::ModelClasses);
    QJsonObject lists{{"list"_L1, parameterJson(world.parameters, world.era)},
                      {"groups"_L1, groupJson()},
                      {"models"_L1, tellsClasses ? world.shelf.namesWithClasses() : world.shelf.plainNames()},
                      {"wildcards"_L1, QJsonArray()},
                      {"param_edits"_L1, QJsonValue()}};
    if (tellsClasses) {
        lists["model_compat_classes"_L1] = ModelShelf::compatibilityClasses();
        lists["model_classes"_L1] = ModelShelf::classes();
    }
    return lists;
}

} // namespace

void selectModel(World &world, const QJsonObject &body, Visitor &visitor,
                 const std::function<void(const QJsonObject &)> &done)
{
    Arguments arguments(body);
    const QString name = arguments.text(u"model"_s);
    const QString backend = arguments.text(u"backendId"_s, QString());
    if (!arguments.refusal().isEmpty())
        return done(ServerWords::error(arguments.refusal()));
    const ShelfModel *model = world.shelf.exact(mainKind, name);
    if (model == nullptr && world.workshop.backends().slotCount() > 0)
        return done(ServerWords::error(u"Model not found."_s));
    if (world.workshop.backends().slotCount() == 0)
        return done(ServerWords::error(u"Model failed to load."_s));
    world.shelf.markUsed(model->name);
    ++visitor.counts.loadingModels;
    world.workshop.load(
        model->name, backend.isEmpty() ? std::optional<int>() : backend.toInt(),
        [&visitor, done](bool loaded) {
            --visitor.counts.loadingModels;
            done(loaded ? QJsonObject{{"success"_L1, true}} : ServerWords::error(u"Model failed to load."_s));
        });
}

void addModelRoutes(Routes &routes, World &world)
{
    const QString looking = u"fundamental_model_access"_s;
    const QString generating = u"fundamental_generate_tab_access"_s;
    const QString loading = u"load_models_now"_s;
    const auto lists = [](World &in, const Call &) { return parameterLists(in); };
    routes[u"listmodels"_s]
        = plainRoute(world, looking, [](World &in, const Call &call) { return listModels(in, call.body); });
    routes[u"describemodel"_s] = plainRoute(
        world, looking, [](World &in, const Call &call) { return describeModel(in, call.body); });
    routes[u"listloadedmodels"_s]
        = plainRoute(world, looking, [](World &in, const Call &) { return loadedModels(in); });
    routes[u"listt2iparams"_s] = plainRoute(world, generating, lists);
    routes[u"triggerrefresh"_s] = plainRoute(world, generating, lists);
    routes[u"selectmodelws"_s] = {.isSocket = true, .permission = loading};
    routes[u"selectmodel"_s] = {
        .handle =
            [all = &world](const Call &call, const Answer &answer) {
                selectModel(*all, call.body, *call.visitor,
                            [answer](const QJsonObject &reply) { answer(HttpReply::json(reply)); });
            },
        .permission = loading,
    };
}

} // namespace demo

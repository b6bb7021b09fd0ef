// SPDX-License-Identifier: GPL-3.0-or-later
#include "arguments.h"
#include "routes.h"
#include "serverwords.h"
#include "world.h"

#include <QJsonArray>
#include <QJsonDocument>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace demo
{

namespace
{

constexpr qsizetype mostFiles = 1000;

// As it is in the picture, with a star beside it.
QString metadataOf(const StoredImage &image)
{
    if (!image.isStarred)
        return QString::fromLatin1(image.metadata);
    QJsonObject metadata = QJsonDocument::fromJson(image.metadata).object();
    metadata["is_starred"_L1] = true;
    return QString::fromUtf8(QJsonDocument(metadata).toJson(QJsonDocument::Indented));
}

QJsonObject toggleStar(World &world, const Call &call)
{
    Arguments arguments(call.body);
    const QString path = arguments.text(u"path"_s);
    if (!arguments.refusal().isEmpty())
        return ServerWords::error(arguments.refusal());
    StoredImage *image = world.images.find(world.folderOf(call.visitor->user) + path);
    if (image == nullptr)
        return ServerWords::error(u"That file does not exist, cannot star."_s);
    image->isStarred = !image->isStarred;
    return {{"new_state"_L1, image->isStarred}};
}

QJsonObject deleteImage(World &world, const Call &call)
{
    Arguments arguments(call.body);
    const QString path = arguments.text(u"path"_s);
    if (!arguments.refusal().isEmpty())
        return ServerWords::error(arguments.refusal());
    if (!world.images.remove(world.folderOf(call.visitor->user) + path))
        return ServerWords::error(u"That file does not exist, cannot delete."_s);
    return {{"success"_L1, true}};
}

QJsonObject listImages(const World &world, const Visitor &visitor, const QJsonObject &body)
{
    Arguments arguments(body);
    QString path = arguments.text(u"path"_s);
    const int depth = std::clamp(arguments.number(u"depth"_s), 1, 10);
    const QString by = arguments.text(u"sortBy"_s, u"Name"_s);
    const bool reversed = arguments.flag(u"sortReverse"_s, false);
    if (!arguments.refusal().isEmpty())
        return ServerWords::error(arguments.refusal());
    if (by != "Name"_L1 && by != "Date"_L1)
        return ServerWords::error(u"Invalid sort mode '%1'."_s.arg(by));
    if (path.contains(".."_L1))
        path.clear(); // the real server shows the root instead of refusing
    ImageStore::Listing listing = world.images.list(world.folderOf(visitor.user) + path, depth);
    if (by == "Date"_L1)
        std::ranges::stable_sort(listing.files, {}, [](const auto &file) { return file.second->number; });
    if (!reversed) // newest, or last in the alphabet, first
        std::ranges::reverse(listing.files);
    QJsonArray files;
    for (const auto &[name, image] : listing.files.mid(0, mostFiles))
        files.append(QJsonObject{{"src"_L1, name}, {"metadata"_L1, metadataOf(*image)}});
    return {{"folders"_L1, QJsonArray::fromStringList(listing.folders)}, {"files"_L1, files}};
}

} // namespace

void addImageRoutes(Routes &routes, World &world)
{
    routes[u"listimages"_s].permission = u"view_image_history"_s;
    routes[u"listimages"_s].handle = [all = &world](const Call &call, const Answer &answer) {
        answer(HttpReply::json(listImages(*all, *call.visitor, call.body)));
    };
    routes[u"toggleimagestarred"_s] = plainRoute(world, u"user_star_images"_s, &toggleStar);
    routes[u"deleteimage"_s] = plainRoute(world, u"user_delete_image"_s, &deleteImage);
}

} // namespace demo

// SPDX-License-Identifier: GPL-3.0-or-later
#include "modelshelf.h"

#include "ornull.h"
#include "rendering.h"

#include <QCryptographicHash>
#include <QDateTime>

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace demo
{

namespace
{

constexpr std::array modelClasses{
    ModelClass{"stable-diffusion-v1"_L1, "Stable Diffusion v1"_L1, "stable-diffusion-v1"_L1, 512},
    ModelClass{"stable-diffusion-v1/lora"_L1, "Stable Diffusion v1 LoRA"_L1, "stable-diffusion-v1"_L1, 512},
    ModelClass{"stable-diffusion-v1/vae"_L1, "Stable Diffusion v1 VAE"_L1, "stable-diffusion-v1"_L1, 512},
    ModelClass{"stable-diffusion-xl-v1-base"_L1, "Stable Diffusion XL 1.0-Base"_L1,
               "stable-diffusion-xl-v1"_L1, 1024},
    ModelClass{"flux-1/dev"_L1, "Flux.1-dev"_L1, "flux-1"_L1, 1024},
};

const ModelClass *classOf(const QString &id)
{
    const auto *found
        = std::ranges::find_if(modelClasses, [&](const ModelClass &one) { return id == one.id; });
    return found == modelClasses.end() ? nullptr : found;
}

QString folderOf(const QString &name)
{
    return name.left(std::max<qsizetype>(0, name.lastIndexOf(u'/')));
}

QString previewOf(const ShelfModel &model, bool whole)
{
    if (model.scene.isEmpty())
        return u"imgs/model_placeholder.jpg"_s;
    if (whole)
        return QString::fromLatin1("data:image/jpeg;base64," + ModelShelf::preview(model).toBase64());
    return u"/ViewSpecial/%1/%2?editid=0"_s.arg(model.kind, model.name);
}

const QDateTime arrived(QDate(2026, 1, 5), QTime(9, 30), Qt::UTC);

QList<DemoModel> usualModels()
{
    const QString main = u"Stable-Diffusion"_s;
    return {
        {.kind = main,
         .name = u"demo.safetensors"_s,
         .title = u"Demo Landscapes"_s,
         .description = u"Draws landscapes of the demo server"_s,
         .architecture = u"stable-diffusion-v1"_s,
         .tags = {u"demo"_s, u"landscape"_s}},
        {.kind = main,
         .name = u"folder one/demo-xl.safetensors"_s,
         .title = u"Demo Landscapes XL"_s,
         .architecture = u"stable-diffusion-xl-v1-base"_s,
         .scene = u"mountains, snow, night"_s},
        {.kind = main,
         .name = u"flux/demo-flux-dev.safetensors"_s,
         .title = u"Demo Flux"_s,
         .architecture = u"flux-1/dev"_s,
         .scene = u"a lake at dawn"_s},
        {.kind = main, .name = u"unlisted-arch.safetensors"_s, .title = u"unlisted-arch"_s},
        {.kind = u"VAE"_s,
         .name = u"demo-vae.safetensors"_s,
         .title = u"demo-vae"_s,
         .architecture = u"stable-diffusion-v1/vae"_s},
        {.kind = u"LoRA"_s,
         .name = u"style-a.safetensors"_s,
         .title = u"Style A"_s,
         .architecture = u"stable-diffusion-v1/lora"_s,
         .trigger = u"style-a"_s},
        {.kind = u"LoRA"_s,
         .name = u"sub/style b.safetensors"_s,
         .title = u"Style B"_s,
         .architecture = u"stable-diffusion-v1/lora"_s},
    };
}

} // namespace

QString bareName(const QString &name)
{
    const QLatin1String extension = ".safetensors"_L1;
    return name.endsWith(extension, Qt::CaseInsensitive) ? name.chopped(extension.size()) : name;
}

QString comparableName(const QString &name)
{
    return bareName(name.toLower()).remove(u' ').remove(u'[').remove(u']');
}

ModelShelf::ModelShelf(const QList<DemoModel> &models)
    : m_kinds{u"Stable-Diffusion"_s, u"VAE"_s,  u"LoRA"_s,      u"Embedding"_s,
              u"ControlNet"_s,       u"Clip"_s, u"ClipVision"_s}
    , m_models(models.isEmpty() ? usualModels() : models)
{
}

const ShelfModel *ModelShelf::exact(const QString &kind, const QString &name) const
{
    const auto found = std::ranges::find_if(m_models, [&](const ShelfModel &model) {
        return model.kind == kind && (model.name == name || bareName(model.name) == name);
    });
    return found == m_models.end() ? nullptr : &*found;
}

const ShelfModel *ModelShelf::fuzzy(const QString &kind, const QString &text) const
{
    const QString wanted = comparableName(text);
    const ShelfModel *best = nullptr;
    for (const ShelfModel &model : m_models) {
        const QString name = comparableName(model.name);
        if (model.kind != kind || !name.contains(wanted))
            continue;
        if (name == wanted)
            return &model;
        if (best == nullptr || name.size() < comparableName(best->name).size())
            best = &model;
    }
    return best;
}

QStringList ModelShelf::names(const QString &kind) const
{
    QStringList names;
    for (const ShelfModel &model : m_models) {
        if (model.kind == kind)
            names << bareName(model.name);
    }
    names.sort();
    return names;
}

QString ModelShelf::hashOf(const QString &name)
{
    return "0x"_L1
        + QString::fromLatin1(QCryptographicHash::hash(name.toUtf8(), QCryptographicHash::Sha256).toHex());
}

QByteArray ModelShelf::preview(const ShelfModel &model)
{
    constexpr int side = 256;
    return thumbnailJpeg(Mood::of(model.scene, 1), {side, side}, {});
}

QJsonObject ModelShelf::describe(const ShelfModel &model, bool loaded, bool wholePreview) const
{
    const ModelClass *of = classOf(model.architecture);
    const int side = of != nullptr ? of->side : 0;
    const QString hash = m_used.contains(model.name) ? hashOf(model.name) : QString();
    return {
        {"name"_L1, model.name},
        {"title"_L1, orNull(model.title)},
        {"author"_L1, QJsonValue()},
        {"description"_L1, orNull(model.description)},
        {"preview_image"_L1, previewOf(model, wholePreview)},
        {"loaded"_L1, loaded},
        {"architecture"_L1, orNull(model.architecture)},
        {"class"_L1, of != nullptr ? QJsonValue(of->name) : QJsonValue()},
        {"compat_class"_L1, of != nullptr ? QJsonValue(of->compatibility) : QJsonValue()},
        {"resolution"_L1, u"%1x%1"_s.arg(side)},
        {"standard_width"_L1, side},
        {"standard_height"_L1, side},
        {"license"_L1, QJsonValue()},
        {"date"_L1, QJsonValue()},
        {"prediction_type"_L1, QJsonValue()},
        {"usage_hint"_L1, QJsonValue()},
        {"trigger_phrase"_L1, model.trigger},
        {"merged_from"_L1, QJsonValue()},
        {"tags"_L1, model.tags.isEmpty() ? QJsonValue() : QJsonValue(QJsonArray::fromStringList(model.tags))},
        {"is_supported_model_format"_L1, true},
        {"is_negative_embedding"_L1, false},
        {"lora_default_weight"_L1, ""_L1},
        {"lora_default_confinement"_L1, ""_L1},
        {"local"_L1, true},
        {"time_created"_L1, arrived.toMSecsSinceEpoch()},
        {"time_modified"_L1, arrived.toMSecsSinceEpoch()},
        {"hash"_L1, hash},
        {"hash_sha256"_L1, hash},
        {"special_format"_L1, ""_L1},
    };
}

ModelShelf::Listing ModelShelf::list(const QString &kind, const QString &path, int depth) const
{
    Listing listing;
    const QString root = path.isEmpty() || path.endsWith(u'/') ? path : path + u'/';
    for (const ShelfModel &model : m_models) {
        if (model.kind != kind || !model.name.startsWith(root))
            continue;
        const QString below = model.name.mid(root.size());
        const QString folder = folderOf(below);
        if (!folder.isEmpty() && !listing.folders.contains(folder) && folder.count(u'/') < depth)
            listing.folders << folder;
        if (below.count(u'/') < depth)
            listing.models << &model;
    }
    return listing;
}

QJsonObject ModelShelf::namesWithClasses() const
{
    QJsonObject kinds;
    for (const QString &kind : m_kinds) {
        QJsonArray rows;
        for (const ShelfModel &model : m_models) {
            if (model.kind == kind)
                rows.append(QJsonArray{model.name, orNull(model.architecture)});
        }
        kinds[kind] = rows;
    }
    return kinds;
}

QJsonObject ModelShelf::plainNames() const
{
    QJsonObject kinds;
    for (const QString &kind : m_kinds)
        kinds[kind] = QJsonArray::fromStringList(QStringList{u"(None)"_s} + names(kind));
    return kinds;
}

QJsonObject ModelShelf::classes()
{
    QJsonObject all;
    for (const ModelClass &one : modelClasses)
        all[one.id] = QJsonObject{{"id"_L1, one.id},
                                  {"name"_L1, one.name},
                                  {"compat_class"_L1, one.compatibility},
                                  {"standard_width"_L1, one.side},
                                  {"standard_height"_L1, one.side}};
    return all;
}

QJsonObject ModelShelf::compatibilityClasses()
{
    QJsonObject all;
    for (const ModelClass &one : modelClasses)
        all[one.compatibility] = QJsonObject{
            {"id"_L1, one.compatibility},       {"short_code"_L1, QString(one.name).remove(u' ').left(8)},
            {"loras_target_text_enc"_L1, true}, {"is_text2video"_L1, false},
            {"is_image2video"_L1, false},       {"is_audio_model"_L1, false},
            {"has_joint_av_latents"_L1, false}, {"resolution_precision"_L1, 16},
            {"vae_family"_L1, QJsonValue()}};
    return all;
}

} // namespace demo

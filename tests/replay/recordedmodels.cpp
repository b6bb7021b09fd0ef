// SPDX-License-Identifier: GPL-3.0-or-later
#include "recordedmodels.h"

#include "recordedanswer.h"

#include <QJsonArray>
#include <QJsonDocument>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace
{

const QString mainKind = u"Stable-Diffusion"_s;
const QString usualArchitecture = u"stable-diffusion-v1"_s;

class Shelf
{
public:
    /// What is told later of the same model is worth more.
    void put(const DemoModel &model)
    {
        const auto same = std::ranges::find_if(m_models, [&model](const DemoModel &other) {
            return other.kind == model.kind && other.name == model.name;
        });
        if (same == m_models.end())
            m_models << model;
        else
            *same = model;
    }
    /// Only where nothing is known of it yet.
    void putUnknown(const DemoModel &model)
    {
        const bool isKnown = std::ranges::any_of(m_models, [&model](const DemoModel &other) {
            return other.kind == model.kind && other.name == model.name;
        });
        if (!isKnown)
            m_models << model;
    }
    [[nodiscard]] const QList<DemoModel> &models() const { return m_models; }

private:
    QList<DemoModel> m_models;
};

void putStandIns(Shelf &shelf)
{
    shelf.put({.kind = mainKind,
               .name = u"stub.safetensors"_s,
               .title = u"Stub Model"_s,
               .description = u"A model for tests"_s,
               .architecture = usualArchitecture,
               .tags = {u"test"_s}});
    shelf.put({.kind = mainKind,
               .name = u"folder one/stub-xl.safetensors"_s,
               .title = u"Stub XL"_s,
               .architecture = u"stable-diffusion-xl-v1-base"_s});
    shelf.put({.kind = mainKind, .name = u"unlisted-arch.safetensors"_s, .title = u"unlisted-arch"_s});
    for (const QString &name : {u"style-a.safetensors"_s, u"sub/style b.safetensors"_s})
        shelf.put({.kind = u"LoRA"_s,
                   .name = name,
                   .title = u"Style"_s,
                   .architecture = u"stable-diffusion-v1/lora"_s,
                   .trigger = u"style"_s});
    shelf.put({.kind = u"VAE"_s,
               .name = u"stub-vae.safetensors"_s,
               .title = u"stub-vae"_s,
               .architecture = u"stable-diffusion-v1/vae"_s});
}

void putRow(Shelf &shelf, const QString &kind, const QJsonObject &row)
{
    const QString preview = row["preview_image"_L1].toString();
    QStringList tags;
    for (const QJsonValue &tag : row["tags"_L1].toArray())
        tags << tag.toString();
    if (kind == "Wildcards"_L1 || !row["name"_L1].isString())
        return;
    shelf.put({.kind = kind,
               .name = row["name"_L1].toString(),
               .title = row["title"_L1].toString(),
               .description = row["description"_L1].toString(),
               .architecture = row["architecture"_L1].toString(),
               .trigger = row["trigger_phrase"_L1].toString(),
               .tags = tags,
               .scene = preview.isEmpty() || preview.startsWith("imgs/"_L1) ? QString() : u"a lake"_s});
}

void putListed(Shelf &shelf, const Transcript::Http &call)
{
    const QJsonObject answer = RecordedAnswer(call).object;
    const QByteArray route = call.route();
    const QString kind = call.question()["subtype"_L1].toString(mainKind);
    if (route == "listmodels" || route == "listloadedmodels") {
        for (const QJsonValue &row : answer[route == "listmodels" ? "files"_L1 : "models"_L1].toArray())
            putRow(shelf, kind, row.toObject());
    } else if (route == "describemodel") {
        putRow(shelf, kind, answer["model"_L1].toObject());
    }
}

QString kindOf(const QString &parameter)
{
    if (parameter == "vae"_L1)
        return u"VAE"_s;
    return parameter == "loras"_L1 ? u"LoRA"_s : mainKind;
}

// What a picture was made with.
void putUsed(Shelf &shelf, const QString &metadata)
{
    const QJsonObject all = QJsonDocument::fromJson(metadata.toUtf8()).object();
    for (const QJsonValue &row : all["sui_models"_L1].toArray())
        shelf.putUnknown({.kind = kindOf(row["param"_L1].toString()),
                          .name = row["name"_L1].toString(),
                          .title = row["name"_L1].toString(),
                          .architecture = usualArchitecture});
}

QString hereCalled(QString name)
{
    return name.replace("stub"_L1, "demo"_L1).replace("Stub"_L1, "Demo"_L1);
}

} // namespace

QList<DemoModel> recordedModels(const Transcript &transcript)
{
    Shelf shelf;
    putStandIns(shelf);
    for (const Transcript::Http &call : transcript.calls)
        putListed(shelf, call);
    for (const Transcript::Socket &socket : transcript.sockets) {
        for (const Transcript::Frame &message : socket.messages())
            putUsed(shelf, QJsonDocument::fromJson(message.payload).object()["metadata"_L1].toString());
    }
    QList<DemoModel> models = shelf.models();
    for (DemoModel &model : models) {
        model.name = hereCalled(model.name);
        model.title = hereCalled(model.title);
    }
    return models;
}

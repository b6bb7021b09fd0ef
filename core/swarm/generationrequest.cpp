// SPDX-License-Identifier: GPL-3.0-or-later
#include "generationrequest.h"

#include "parameterid.h"

#include <QJsonArray>
#include <QJsonValue>

#include <algorithm>
#include <functional>
#include <map>

using namespace Qt::StringLiterals;

namespace
{

constexpr int largestBatch = 100; // the server's own limit

QString textOf(const QJsonValue &value)
{
    if (value.isString())
        return value.toString();
    return value.isBool() ? QVariant(value.toBool()).toString() : value.toVariant().toString();
}

std::optional<qint64> wholeNumber(const QJsonValue &value)
{
    bool ok = false;
    const qint64 number = textOf(value).toLongLong(&ok);
    return ok ? std::optional(number) : std::nullopt;
}

std::optional<double> number(const QJsonValue &value)
{
    bool ok = false;
    const double read = textOf(value).toDouble(&ok);
    return ok ? std::optional(read) : std::nullopt;
}

// Lists come as arrays or as text with commas.
QStringList listOf(const QJsonValue &value)
{
    QStringList list;
    if (!value.isArray())
        return textOf(value).split(u',', Qt::SkipEmptyParts);
    for (const auto &entry : value.toArray())
        list << textOf(entry);
    return list;
}

QList<LoraChoice> lorasFrom(const QStringList &names, const QStringList &weights)
{
    QList<LoraChoice> loras;
    for (int i = 0; i < names.size(); ++i) {
        bool ok = false;
        const double weight = weights.value(i).toDouble(&ok);
        loras << LoraChoice{.name = names[i].trimmed(), .weight = ok ? weight : 1.0};
    }
    return loras;
}

// What the form knows by name; all else stays with the other parameters.
bool takeKnown(GenerationRequest &request, const QString &id, const QJsonValue &value)
{
    const auto toInt = [&value](int fallback) { return int(wholeNumber(value).value_or(fallback)); };
    const std::map<QString, std::function<void()>> known{
        {u"prompt"_s, [&] { request.prompt = textOf(value); }},
        {u"negativeprompt"_s, [&] { request.negativePrompt = textOf(value); }},
        {u"model"_s, [&] { request.model = textOf(value); }},
        {u"width"_s, [&] { request.width = toInt(request.width); }},
        {u"height"_s, [&] { request.height = toInt(request.height); }},
        {u"images"_s, [&] { request.images = toInt(request.images); }},
        {u"steps"_s, [&] { request.steps = wholeNumber(value); }},
        {u"cfgscale"_s, [&] { request.cfgScale = number(value); }},
        {u"seed"_s, [&] { request.seed = wholeNumber(value); }},
        {u"sampler"_s, [&] { request.sampler = textOf(value); }},
        {u"scheduler"_s, [&] { request.scheduler = textOf(value); }},
    };
    const auto found = known.find(id);
    if (found == known.end())
        return false;
    found->second();
    return true;
}

} // namespace

QJsonObject toParameters(const GenerationRequest &request)
{
    QJsonObject parameters = request.others;
    parameters.remove("session_id"_L1); // a secret; only the sender adds it
    parameters["prompt"_L1] = request.prompt;
    if (!request.negativePrompt.isEmpty())
        parameters["negativeprompt"_L1] = request.negativePrompt;
    if (!request.model.isEmpty()) // an empty name would match every model
        parameters["model"_L1] = request.model;
    parameters["width"_L1] = request.width;
    parameters["height"_L1] = request.height;
    parameters["images"_L1] = request.images;
    if (request.steps)
        parameters["steps"_L1] = *request.steps;
    if (request.cfgScale)
        parameters["cfgscale"_L1] = *request.cfgScale;
    if (request.seed)
        parameters["seed"_L1] = *request.seed;
    if (!request.sampler.isEmpty())
        parameters["sampler"_L1] = request.sampler;
    if (!request.scheduler.isEmpty())
        parameters["scheduler"_L1] = request.scheduler;
    QJsonArray names;
    QJsonArray weights;
    for (const LoraChoice &lora : request.loras) {
        names << lora.name;
        weights << QString::number(lora.weight);
    }
    if (!names.isEmpty()) {
        parameters["loras"_L1] = names;
        parameters["loraweights"_L1] = weights;
    }
    return parameters;
}

GenerationRequest requestFrom(const QJsonObject &parameters)
{
    GenerationRequest request;
    QStringList loras;
    QStringList weights;
    for (auto it = parameters.begin(); it != parameters.end(); ++it) {
        const QString id = parameterId(it.key());
        if (id == "sessionid"_L1)
            continue;
        if (id == "loras"_L1)
            loras = listOf(*it);
        else if (id == "loraweights"_L1)
            weights = listOf(*it);
        else if (!takeKnown(request, id, *it))
            request.others[it.key()] = *it;
    }
    request.loras = lorasFrom(loras, weights);
    return request;
}

int batchSize(const GenerationRequest &request)
{
    return int(std::clamp<qint64>(wholeNumber(request.others["batchsize"_L1]).value_or(1), 1, largestBatch));
}

int imagesAsked(const GenerationRequest &request)
{
    return std::max(request.images, 0) * batchSize(request);
}

// SPDX-License-Identifier: GPL-3.0-or-later
#include "pictureorder.h"

#include "jsontext.h"
#include "parameterid.h"
#include "parametervalue.h"
#include "promptmacros.h"

#include <QRegularExpression>

#include <algorithm>
#include <array>
#include <cmath>

using namespace Qt::StringLiterals;

namespace demo
{

namespace
{

QSize sizeOfRatio(const QString &ratio, int side)
{
    struct Row {
        QLatin1String name;
        int width, height;
    };
    // "3:4" is missing in the real server as well
    static constexpr std::array rows{
        Row{"1:1"_L1, 512, 512},  Row{"4:3"_L1, 576, 448},  Row{"3:2"_L1, 608, 416}, Row{"8:5"_L1, 608, 384},
        Row{"16:9"_L1, 672, 384}, Row{"21:9"_L1, 768, 320}, Row{"2:3"_L1, 416, 608}, Row{"5:8"_L1, 384, 608},
        Row{"9:16"_L1, 384, 672}, Row{"9:21"_L1, 320, 768},
    };
    const auto *row = std::ranges::find_if(rows, [&](const Row &one) { return ratio == one.name; });
    if (row == rows.end())
        return {};
    const auto rounded = [side](int pixels) { return int(std::round(pixels * side / 512.0 / 16)) * 16; };
    return {rounded(row->width), rounded(row->height)};
}

QSize sizeIn(const QJsonObject &parameters)
{
    constexpr int standard = 512;
    const QStringList raw = parameters["rawresolution"_L1].toString().split(u'x');
    if (raw.size() == 2 && raw[0].toInt() > 0 && raw[1].toInt() > 0)
        return {raw[0].toInt(), raw[1].toInt()};
    if (parameters.contains("sidelength"_L1)) {
        const QSize size
            = sizeOfRatio(parameters["aspectratio"_L1].toString(), parameters["sidelength"_L1].toInt());
        if (!size.isEmpty())
            return size;
    }
    return {parameters["width"_L1].toInt(standard), parameters["height"_L1].toInt(standard)};
}

QStringList textsOf(const QJsonValue &list)
{
    QStringList texts;
    for (const auto &text : list.toArray())
        texts << text.toString();
    return texts;
}

/// `<lora:name:weight>` in the prompt is taken out and used; an unknown name stays, with a warning.
void takeLoraTags(PictureOrder &order, const ModelShelf &shelf)
{
    static const QRegularExpression tag(u"<lora:([^:>]+)(?::([^>]*))?>"_s);
    const QString sent = order.originalPrompt.isEmpty() ? order.prompt : order.originalPrompt;
    QStringList names = textsOf(order.parameters.value("loras"_L1));
    QStringList weights = textsOf(order.parameters.value("loraweights"_L1));
    QStringList confinements;
    for (auto matches = tag.globalMatch(order.prompt); matches.hasNext();) {
        const QRegularExpressionMatch match = matches.next();
        const ShelfModel *lora = shelf.fuzzy(u"LoRA"_s, match.captured(1));
        if (lora == nullptr) {
            order.warnings << u"Lora '%1' does not exist and will be ignored (out of %2 existing loras)."_s
                                  .arg(match.captured(1))
                                  .arg(shelf.names(u"LoRA"_s).size() + 1);
            continue;
        }
        while (weights.size() < names.size())
            weights << u"1"_s;
        names << bareName(lora->name);
        weights << (match.captured(2).isEmpty() ? u"1"_s : match.captured(2));
        order.promptedLoras << bareName(lora->name);
        confinements << u"0"_s; // the whole prompt
        order.prompt.remove(match.captured());
        order.originalPrompt = sent;
    }
    names.removeAll(u"(None)"_s);
    while (weights.size() < names.size())
        weights << u"1"_s;
    for (const QString &name : std::as_const(names))
        order.loras << name + ".safetensors"_L1;
    if (names.isEmpty())
        return;
    order.parameters["loras"_L1] = QJsonArray::fromStringList(names);
    order.parameters["loraweights"_L1] = QJsonArray::fromStringList(weights);
    if (!confinements.isEmpty())
        order.parameters["lorasectionconfinement"_L1] = QJsonArray::fromStringList(confinements);
}

void followMacros(PictureOrder &order)
{
    const PromptReading reading = readPrompt(order.prompt, order.seed);
    if (reading.prompt != order.prompt)
        order.originalPrompt = order.prompt;
    order.prompt = reading.prompt;
    for (auto set = reading.parameters.begin(); set != reading.parameters.end(); ++set)
        order.parameters[set.key()] = set.value();
}

bool looksLikePicture(const QString &base64)
{
    const QByteArray bytes = QByteArray::fromBase64(base64.left(32).toLatin1());
    return bytes.startsWith("\x89PNG") || bytes.startsWith("\xff\xd8\xff") || bytes.startsWith("RIFF")
        || bytes.startsWith("GIF8");
}

bool isOn(const QJsonObject &parameters, QLatin1String id)
{
    return parameters[id].toBool();
}

void applySwitches(PictureOrder &order)
{
    const QJsonObject &all = order.parameters;
    order.sameSeed = isOn(all, "noseedincrement"_L1) || all["variationseedstrength"_L1].toDouble() > 0;
    order.doNotSave = isOn(all, "donotsave"_L1);
    order.doNotSaveIntermediates = order.doNotSave || isOn(all, "donotsaveintermediates"_L1);
    order.noPreviews = isOn(all, "nopreviews"_L1);
    order.continueAfterErrors = isOn(all, "continueaftererrors"_L1);
    order.forwardSwarmData = isOn(all, "forwardswarmdata"_L1);
    order.forwardBackendData = isOn(all, "forwardrawbackenddata"_L1);
    if (const QString format = all["imageformat"_L1].toString(); format == "JPG"_L1)
        order.format = PictureFormat::Jpeg;
    else if (format.startsWith("WEBP"_L1))
        order.format = PictureFormat::Webp;
    if (all.contains("exactbackendid"_L1))
        order.backend = all["exactbackendid"_L1].toString().toInt();
    for (const QLatin1String id : {"initimage"_L1, "maskimage"_L1}) {
        if (all.contains(id) && !looksLikePicture(all[id].toString()))
            order.badPicture = true;
    }
}

void apply(PictureOrder &order, const ModelShelf &shelf, const Failures &failures)
{
    const QJsonObject sent = order.parameters;
    order.images = sent["images"_L1].toInt(1);
    order.batchSize = sent["batchsize"_L1].toInt(1);
    order.prompt = sent["prompt"_L1].toString();
    order.negativePrompt = sent["negativeprompt"_L1].toString();
    order.steps = sent["steps"_L1].toInt(20);
    order.seed = sent["seed"_L1].toInteger(-1);
    order.size = sizeIn(sent);
    if (const ShelfModel *model = shelf.exact(u"Stable-Diffusion"_s, sent["model"_L1].toString())) {
        order.model = model->name;
        order.knownArchitecture = !model->architecture.isEmpty();
    }
    order.failures = Failures::inPrompt(order.prompt, failures);
    if (order.failures.has(Failures::Kind::Fuzzy)) {
        const QStringList others = shelf.names(u"Stable-Diffusion"_s).filter(u"demo"_s);
        const QString other = others[others[0] == bareName(order.model) ? 1 : 0];
        order.model = other + ".safetensors"_L1;
        order.parameters["model"_L1] = other;
    }
    followMacros(order);
    applySwitches(order);
    takeLoraTags(order, shelf);
    order.parameters["prompt"_L1] = order.prompt;
    order.parameters["negativeprompt"_L1] = order.negativePrompt;
    if (order.images == 1)
        order.parameters.remove("images"_L1);
}

} // namespace

OrderReading readOrder(const QJsonObject &request, const ModelShelf &shelf, const QList<Parameter> &known,
                       const Failures &failures)
{
    OrderReading reading;
    reading.order.imagesGiven = request.contains("images"_L1);
    reading.order.images = reading.order.imagesGiven ? plainText(request["images"_L1]).toInt() : 1;
    for (auto sent = request.begin(); sent != request.end(); ++sent) {
        const QString id = parameterId(sent.key());
        const auto parameter
            = std::ranges::find_if(known, [&](const Parameter &one) { return one.id() == id; });
        if (parameter == known.end())
            continue;
        const ParameterValue value = readValue(*parameter, sent.value(), shelf);
        if (!value.refusal.isEmpty()) {
            reading.outcome = OrderReading::Outcome::Refused;
            reading.refusal = u"Invalid value for parameter %1: %2"_s.arg(parameter->name, value.refusal);
            return reading;
        }
        if (value.broken)
            reading.outcome = OrderReading::Outcome::Broken;
        reading.order.parameters[id] = value.meaning;
        // those of kinds of models are the web page's business, no backend has them
        if (!parameter->flag.isEmpty() && !parameter->flag.contains(u'-')
            && !reading.order.features.contains(parameter->flag))
            reading.order.features << parameter->flag;
    }
    apply(reading.order, shelf, failures);
    for (const Parameter &parameter : known) {
        if (parameter.type == Parameter::Type::Image)
            reading.order.parameters.remove(parameter.id()); // pictures are not told of in pictures
    }
    return reading;
}

} // namespace demo

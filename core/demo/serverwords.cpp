// SPDX-License-Identifier: GPL-3.0-or-later
#include "serverwords.h"

#include "jsontext.h"
#include "pictureorder.h"
#include "visitors.h"
#include "workshop.h"

#include <QJsonArray>

using namespace Qt::StringLiterals;

namespace demo::ServerWords
{

namespace
{

QString seconds(qint64 ms)
{
    return QString::number(double(ms) / 1000, 'f', 2) + " sec"_L1;
}

QJsonObject modelRow(const QString &name, QLatin1String parameter)
{
    return {{"name"_L1, name}, {"param"_L1, parameter}, {"hash"_L1, ModelShelf::hashOf(name)}};
}

QJsonArray modelRows(const PictureOrder &order)
{
    QJsonArray rows{modelRow(order.model, "model"_L1)};
    for (const QLatin1String id : {"vae"_L1, "refinermodel"_L1}) {
        const QString name = order.parameters[id].toString();
        if (!name.isEmpty() && name != "None"_L1 && name != "(None)"_L1 && name != "Automatic"_L1)
            rows.append(modelRow(bareName(name) + ".safetensors"_L1, id));
    }
    for (const QString &lora : order.loras)
        rows.append(modelRow(lora, "loras"_L1));
    return rows;
}

// Parameters that made no difference to the picture are told apart. What goes on beside it is not told at
// all.
QJsonArray takeUnused(QJsonObject &parameters, bool intermediate)
{
    parameters.remove("forwardrawbackenddata"_L1);
    QStringList candidates{u"donotsave"_s, u"forwardswarmdata"_s};
    if (intermediate)
        candidates << u"donotsaveintermediates"_s;
    QJsonArray unused;
    for (const QString &id : std::as_const(candidates)) {
        if (!parameters.take(id).isUndefined())
            unused.append(id);
    }
    return unused;
}

// as the real server, which counts in single precision
double single(double number)
{
    return QString::number(float(number), 'g', 8).toDouble();
}

} // namespace

QJsonObject status(const Counts &counts, const Workshop &workshop)
{
    return {{"status"_L1,
             QJsonObject{{"waiting_gens"_L1, counts.waitingGens},
                         {"loading_models"_L1, counts.loadingModels},
                         {"waiting_backends"_L1, counts.waitingBackends},
                         {"live_gens"_L1, counts.liveGens}}},
            {"backend_status"_L1, workshop.backends().status()},
            {"supported_features"_L1, workshop.backends().features()}};
}

QJsonObject error(const QString &text)
{
    return {{"error"_L1, text}};
}

QJsonObject error(const char *id, const char *text)
{
    return {{"error_id"_L1, QLatin1String(id)}, {"error"_L1, QLatin1String(text)}};
}

QJsonObject keepAlive()
{
    return {{"keep_alive"_L1, true}};
}

QJsonObject noDiscards()
{
    return {{"discard_indices"_L1, QJsonArray()}};
}

QJsonObject intention()
{
    return {{"socket_intention"_L1, "close"_L1}};
}

QJsonObject invalidSession()
{
    return error("invalid_session_id", "Invalid session ID. You may need to refresh the page.");
}

QJsonObject progress(const Progress &progress)
{
    QJsonObject content{
        {"batch_index"_L1,
         progress.asNumber ? QJsonValue(progress.index) : QJsonValue(QString::number(progress.index))},
        {"request_id"_L1, QString::number(progress.request)},
        {"overall_percent"_L1, single(progress.overall)},
        {"current_percent"_L1, single(progress.current)}};
    if (!progress.preview.isEmpty())
        content["preview"_L1]
            = QString("data:image/jpeg;base64,"_L1 + QLatin1String(progress.preview.toBase64()));
    if (!progress.metadata.isEmpty())
        content["metadata"_L1] = progress.metadata;
    return {{"gen_progress"_L1, content}};
}

QString metadata(const PictureOrder &order, const Making &making)
{
    QJsonObject parameters = order.parameters;
    parameters["seed"_L1] = making.seed;
    parameters["swarm_version"_L1] = making.version;
    QJsonObject extra{{"date"_L1, making.date},
                      {"prep_time"_L1, seconds(making.preparedMs)},
                      {"generation_time"_L1, seconds(making.generatedMs)}};
    if (making.intermediate)
        extra["intermediate"_L1] = "intermediate output"_L1;
    if (!order.originalPrompt.isEmpty())
        extra["original_prompt"_L1] = order.originalPrompt;
    if (!order.promptedLoras.isEmpty())
        extra["prompted_loras"_L1] = QJsonArray::fromStringList(order.promptedLoras);
    const QJsonArray unused = takeUnused(parameters, making.intermediate);
    if (!unused.isEmpty())
        extra["unused_parameters"_L1] = unused;
    if (!order.warnings.isEmpty())
        extra["parser_warnings"_L1] = QJsonArray::fromStringList(order.warnings);
    QJsonObject all{{"sui_image_params"_L1, parameters}, {"sui_extra_data"_L1, extra}};
    if (!order.model.isEmpty())
        all["sui_models"_L1] = modelRows(order);
    return metadataText(all);
}

QString gridMetadata(const PictureOrder &order, const Making &making, int pictures)
{
    QJsonObject parameters = order.parameters;
    parameters.remove("negativeprompt"_L1);
    parameters["seed"_L1] = making.seed;
    parameters["swarm_version"_L1] = making.version;
    const auto number = [](double ms) { return QString::number(ms / 1000, 'f', 2); };
    const double total = double(making.generatedMs);
    const QJsonObject extra{
        {"date"_L1, making.date},
        {"generation_time"_L1,
         u"%1 total seconds (average %2 seconds per image)"_s.arg(number(total), number(total / pictures))}};
    return metadataText({{"sui_image_params"_L1, parameters},
                         {"sui_extra_data"_L1, extra},
                         {"sui_models"_L1, modelRows(order)}});
}

QString previewMetadata(const PictureOrder &order, const Making &making)
{
    QJsonObject parameters = order.parameters;
    parameters["seed"_L1] = making.seed;
    parameters["is_preview"_L1] = true;
    parameters["preview_notice"_L1] = "Image is not done generating"_L1;
    return metadataText(
        {{"sui_image_params"_L1, parameters}, {"sui_extra_data"_L1, QJsonObject{{"date"_L1, making.date}}}});
}

} // namespace demo::ServerWords

// SPDX-License-Identifier: GPL-3.0-or-later
#include "recordedmessage.h"

#include "swarmprotocol.h"

#include <QJsonArray>
#include <QJsonDocument>

#include <algorithm>
#include <array>
#include <cmath>

using namespace Qt::StringLiterals;

namespace
{

// In the order of the alternatives of SwarmEvent.
constexpr std::array kinds{"status",     "progress",  "image", "discard",
                           "keep-alive", "intention", "error", "other"};

size_t kindOf(const QJsonObject &message)
{
    if (message["image"_L1].isString())
        return 2;
    if (message["gen_progress"_L1].isObject())
        return 1;
    if (message["discard_indices"_L1].isArray())
        return 3;
    if (message.contains("keep_alive"_L1))
        return 4;
    if (message["socket_intention"_L1].isString())
        return 5;
    if (message["error"_L1].isString() || message["error_id"_L1].isString())
        return 6;
    return message["status"_L1].isObject() ? 0 : 7;
}

QString textOf(const QJsonValue &value)
{
    return value.toVariant().toString();
}

QString progressDifference(const ProgressEvent &read, const QJsonObject &told)
{
    const QJsonValue overall = told["overall_percent"_L1];
    const bool isNumber = overall.isDouble() && std::isfinite(overall.toDouble());
    if (read.overall.has_value() != isNumber
        || (isNumber && *read.overall != std::clamp(overall.toDouble(), 0.0, 1.0)))
        return u"its progress is not %1"_s.arg(textOf(overall));
    if (read.key.batchIndex != textOf(told["batch_index"_L1]))
        return u"its index is “%1”"_s.arg(read.key.batchIndex);
    if (read.preview != told["preview"_L1].toString().toLatin1())
        return u"its preview is another one"_s;
    const bool isPicture = told["preview"_L1].toString().startsWith("data:"_L1);
    return isPicture && SwarmProtocol::decodeDataUrl(read.preview).isEmpty()
        ? u"its preview cannot be decoded"_s
        : QString();
}

QString statusDifference(const StatusEvent &read, const QJsonObject &told)
{
    const QJsonObject counts = told["status"_L1].toObject();
    const bool same = read.counts.waitingGens == counts["waiting_gens"_L1].toInt()
        && read.counts.loadingModels == counts["loading_models"_L1].toInt()
        && read.counts.waitingBackends == counts["waiting_backends"_L1].toInt()
        && read.counts.liveGens == counts["live_gens"_L1].toInt();
    if (!same)
        return u"its counts are others"_s;
    const bool sameState = read.backendStatus == told["backend_status"_L1]["status"_L1].toString();
    return sameState ? QString() : u"its backends are “%1”"_s.arg(read.backendStatus);
}

// A picture inside the message is read where the message is.
QString imageDifference(const ImageEvent &read, const QJsonObject &told)
{
    const QString image = told["image"_L1].toString();
    const bool isInside = image.startsWith("data:"_L1);
    const bool samePicture = isInside
        ? read.path == "data:"_L1 && read.content == QByteArray::fromBase64(image.section(u',', 1).toLatin1())
        : read.path == image && read.content.isEmpty();
    const bool same = samePicture && read.key.batchIndex == textOf(told["batch_index"_L1])
        && read.metadata == told["metadata"_L1].toString();
    return same ? QString() : u"its image is another one"_s;
}

QString contentDifference(const SwarmEvent &read, const QJsonObject &told)
{
    if (const auto *progress = std::get_if<ProgressEvent>(&read))
        return progressDifference(*progress, told["gen_progress"_L1].toObject());
    if (const auto *status = std::get_if<StatusEvent>(&read))
        return statusDifference(*status, told);
    if (const auto *image = std::get_if<ImageEvent>(&read))
        return imageDifference(*image, told);
    if (const auto *error = std::get_if<ErrorEvent>(&read))
        return error->text == told["error"_L1].toString() && error->id == told["error_id"_L1].toString()
            ? QString()
            : u"its error is another one"_s;
    if (const auto *discard = std::get_if<DiscardEvent>(&read))
        return discard->batchIndices.size() == told["discard_indices"_L1].toArray().size()
            ? QString()
            : u"it discards other images"_s;
    return {};
}

} // namespace

QString messageDifference(const QByteArray &message)
{
    const QJsonDocument told = QJsonDocument::fromJson(message);
    const Result<SwarmEvent> read = SwarmProtocol::parseFrame(message);
    const QString shown = QString::fromUtf8(message.left(80));
    if (bool(read) != told.isObject())
        return u"the client %1 the message “%2”"_s.arg(read ? u"understands"_s : u"does not understand"_s,
                                                       shown);
    if (!read)
        return {};
    const size_t kind = kindOf(told.object());
    if (read->index() != kind)
        return u"the client takes for “%1” what is “%2”: “%3”"_s.arg(QLatin1String(kinds.at(read->index())),
                                                                     QLatin1String(kinds.at(kind)), shown);
    const QString difference = contentDifference(*read, told.object());
    return difference.isEmpty() ? QString() : u"%1, as the client reads “%2”"_s.arg(difference, shown);
}

// SPDX-License-Identifier: GPL-3.0-or-later
#include "swarmprotocol.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QJsonDocument>
#include <QRegularExpression>

#include <algorithm>
#include <cmath>

using namespace Qt::StringLiterals;

namespace
{

// Ids come as text or as number.
QString idText(const QJsonValue &value)
{
    return value.isDouble() ? QString::number(value.toInteger()) : value.toString();
}

ResultKey keyOf(const QJsonObject &message)
{
    return {.requestId = idText(message["request_id"_L1]), .batchIndex = idText(message["batch_index"_L1])};
}

std::optional<double> fraction(const QJsonValue &value)
{
    if (!value.isDouble() || !std::isfinite(value.toDouble()))
        return std::nullopt;
    return std::clamp(value.toDouble(), 0.0, 1.0);
}

// A picture inside a frame, in base64 and most of its bytes: found without parsing.
struct InlinePicture {
    enum class Kind { None, Preview, Image };
    Kind kind = Kind::None;
    QByteArrayView dataUrl = {};
};

// These bytes cannot lie inside another text, whose quotes are escaped. A picture that is escaped itself is
// left to the parser.
InlinePicture inlinePicture(QByteArrayView frame)
{
    using enum InlinePicture::Kind;
    constexpr QByteArrayView mark = ":\"data:";
    const qsizetype at = frame.indexOf(mark);
    if (at < 0)
        return {};
    const QByteArrayView before = frame.first(at);
    const auto kind = before.endsWith("\"preview\"") ? Preview : before.endsWith("\"image\"") ? Image : None;
    const qsizetype begin = at + 2;
    const qsizetype end = frame.indexOf('"', begin);
    if (kind == None || end < 0 || frame.sliced(begin, end - begin).contains('\\'))
        return {};
    return {kind, frame.sliced(begin, end - begin)};
}

// The frame with no more of the picture than that it is one.
QByteArray withoutPicture(const QByteArray &frame, const InlinePicture &picture)
{
    constexpr qsizetype scheme = 5; // "data:"
    const qsizetype begin = picture.dataUrl.data() - frame.constData();
    return frame.first(begin + scheme) + frame.sliced(begin + picture.dataUrl.size());
}

SwarmEvent progressFrom(const QJsonObject &progress, const InlinePicture &picture)
{
    const bool isFound = picture.kind == InlinePicture::Kind::Preview;
    return ProgressEvent{
        .key = keyOf(progress),
        .overall = fraction(progress["overall_percent"_L1]),
        .preview = isFound ? picture.dataUrl.toByteArray() : progress["preview"_L1].toString().toLatin1(),
    };
}

SwarmEvent imageFrom(const QJsonObject &message, const InlinePicture &picture)
{
    ImageEvent event{.key = keyOf(message),
                     .path = message["image"_L1].toString(),
                     .metadata = message["metadata"_L1].toString()};
    if (event.path == "data:"_L1 && picture.kind == InlinePicture::Kind::Image)
        event.content = SwarmProtocol::decodeDataUrl(picture.dataUrl);
    return event;
}

SwarmEvent discardFrom(const QJsonArray &indices)
{
    DiscardEvent event;
    for (const auto &index : indices)
        event.batchIndices << idText(index);
    return event;
}

// The keys tell what a message is; those of a newer server are let pass.
SwarmEvent eventFrom(const QJsonObject &message, const InlinePicture &picture)
{
    if (message["image"_L1].isString())
        return imageFrom(message, picture);
    if (const QJsonValue progress = message["gen_progress"_L1]; progress.isObject())
        return progressFrom(progress.toObject(), picture);
    if (const QJsonValue indices = message["discard_indices"_L1]; indices.isArray())
        return discardFrom(indices.toArray());
    if (message.contains("keep_alive"_L1))
        return KeepAliveEvent{};
    if (const QJsonValue intention = message["socket_intention"_L1]; intention.isString())
        return IntentionEvent{intention.toString()};
    if (message["error"_L1].isString() || message["error_id"_L1].isString())
        return ErrorEvent{.text = message["error"_L1].toString(), .id = message["error_id"_L1].toString()};
    if (message["status"_L1].isObject()) {
        return StatusEvent{.counts = SwarmProtocol::parseCounts(message),
                           .backendStatus = message["backend_status"_L1].toObject()["status"_L1].toString()};
    }
    return OtherEvent{};
}

// The server's JSON reader makes a date of a text that is nothing else, and so changes it; a blank before it
// is dropped again.
QString asText(const QString &text)
{
    static const QRegularExpression date(u"^\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d"_s);
    return date.match(text).hasMatch() ? u' ' + text : text;
}

int count(const QJsonValue &value)
{
    return std::max(value.toInt(), 0);
}

} // namespace

namespace SwarmProtocol
{

QJsonObject generateBody(const GenerationRequest &request, const QString &serverSession)
{
    QJsonObject body = toParameters(request);
    for (QJsonValueRef value : body) {
        if (value.isString())
            value = asText(value.toString());
    }
    for (auto input = request.inputs.begin(); input != request.inputs.end(); ++input)
        body[input.key()] = *input;
    body["session_id"_L1] = serverSession;
    return body;
}

Result<SwarmEvent> parseFrame(const QByteArray &frame)
{
    const InlinePicture picture = inlinePicture(frame);
    const bool isPlain = picture.kind == InlinePicture::Kind::None;
    const QByteArray rest = isPlain ? frame : withoutPicture(frame, picture);
    QJsonParseError problem;
    const QJsonDocument document = QJsonDocument::fromJson(rest, &problem);
    if (!document.isObject()) {
        return Error{.kind = Error::Kind::BadReply,
                     .message = QCoreApplication::translate("SwarmProtocol",
                                                            "The server sent a message that cannot be read."),
                     .serverWords = QString::fromUtf8(frame.first(std::min<qsizetype>(frame.size(), 200)))};
    }
    return eventFrom(document.object(), picture);
}

Result<ServerSession> parseNewSession(const Result<QJsonObject> &told, const QUrl &server)
{
    if (!told)
        return told.error();
    const QJsonObject &reply = *told;
    const ServerSession session{.id = reply["session_id"_L1].toString(),
                                .userId = reply["user_id"_L1].toString(),
                                .version = reply["version"_L1].toString(),
                                .serverId = reply["server_id"_L1].toString(),
                                .outputAppendUser = reply["output_append_user"_L1].toBool(true)};
    if (session.id.isEmpty())
        return notSwarm(server);
    return session;
}

ServerCounts parseCounts(const QJsonObject &reply)
{
    const QJsonObject status = reply["status"_L1].toObject();
    return {.waitingGens = count(status["waiting_gens"_L1]),
            .loadingModels = count(status["loading_models"_L1]),
            .waitingBackends = count(status["waiting_backends"_L1]),
            .liveGens = count(status["live_gens"_L1])};
}

QList<ServerBackend> parseBackends(const QJsonObject &reply)
{
    QList<ServerBackend> backends;
    for (auto it = reply.begin(); it != reply.end(); ++it) {
        const QJsonObject backend = it->toObject();
        if (backend.isEmpty())
            continue;
        backends << ServerBackend{.id = it.key(),
                                  .type = backend["type"_L1].toString(),
                                  .status = backend["status"_L1].toString(),
                                  .modelLoaded = backend["current_model"_L1].toString(),
                                  .title = backend["title"_L1].toString(),
                                  .maxUsages = count(backend["max_usages"_L1])};
    }
    std::ranges::sort(backends, {}, [](const ServerBackend &b) { return b.id.toInt(); });
    return backends;
}

QJsonObject listModelsBody(const QString &kind)
{
    constexpr int wholeTree = 20; // the most that the server takes as depth
    QJsonObject body{{u"path"_s, u""_s}, {u"depth"_s, wholeTree}};
    if (!kind.isEmpty())
        body[u"subtype"_s] = kind;
    return body;
}

QList<ServerModel> parseModels(const QJsonObject &reply)
{
    QList<ServerModel> models;
    const QJsonArray files = reply["files"_L1].toArray();
    for (const auto &file : files) {
        const QJsonObject model = file.toObject();
        if (model["name"_L1].toString().isEmpty())
            continue;
        models << ServerModel{.name = model["name"_L1].toString(),
                              .title = model["title"_L1].toString(),
                              .modelClass = model["class"_L1].toString(),
                              .architecture = model["architecture"_L1].toString(),
                              .compatClass = model["compat_class"_L1].toString(),
                              .description = model["description"_L1].toString(),
                              .author = model["author"_L1].toString(),
                              .license = model["license"_L1].toString(),
                              .date = model["date"_L1].toString(),
                              .usageHint = model["usage_hint"_L1].toString(),
                              .triggerPhrase = model["trigger_phrase"_L1].toString(),
                              .hash = model["hash_sha256"_L1].toString(model["hash"_L1].toString()),
                              .tags = model["tags"_L1].toVariant().toStringList(),
                              .standardWidth = count(model["standard_width"_L1]),
                              .standardHeight = count(model["standard_height"_L1]),
                              .loaded = model["loaded"_L1].toBool()};
    }
    return models;
}

QStringList parseImages(const QJsonObject &reply)
{
    QStringList paths;
    const QJsonArray images = reply["images"_L1].toArray();
    for (const auto &image : images) {
        if (image.isString() && !image.toString().isEmpty())
            paths << image.toString();
    }
    return paths;
}

} // namespace SwarmProtocol

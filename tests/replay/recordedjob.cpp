// SPDX-License-Identifier: GPL-3.0-or-later
#include "recordedjob.h"

#include "recordedanswer.h"

#include <QJsonArray>
#include <QJsonDocument>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace
{

constexpr qint64 largestBatch = 100;
constexpr qint64 mostImages = 1'000'000;

std::optional<qint64> numberOf(const QJsonValue &value)
{
    bool isNumber = false;
    const qint64 number = value.toVariant().toString().toLongLong(&isNumber);
    return isNumber ? std::optional(number) : std::nullopt;
}

int imagesIn(const QJsonObject &request)
{
    const qint64 tasks = std::clamp<qint64>(numberOf(request["images"_L1]).value_or(1), 0, mostImages);
    return int(tasks * std::clamp<qint64>(numberOf(request["batchsize"_L1]).value_or(1), 1, largestBatch));
}

void takeError(RecordedJob &job, const QJsonObject &message)
{
    const bool isError = message["error"_L1].isString() || message["error_id"_L1].isString();
    if (isError)
        job.errors << message["error"_L1].toString();
    job.wasForgotten = job.wasForgotten || message["error_id"_L1].toString() == "invalid_session_id"_L1;
}

// The images of the request are those of the first id; grids, intermediates and extras have other indices.
void takeImage(RecordedJob &job, const QJsonObject &message, QString &ownRequest)
{
    const QString request = message["request_id"_L1].toVariant().toString();
    if (ownRequest.isEmpty())
        ownRequest = request;
    const qint64 index = numberOf(message["batch_index"_L1]).value_or(-1);
    const bool isOwn = request.isEmpty() || request == ownRequest;
    if (isOwn && index >= 0 && index < job.asked && !job.images.contains(int(index)))
        job.images[int(index)] = message["image"_L1].toString();
}

void takeMessage(RecordedJob &job, const QJsonObject &message, QString &ownRequest)
{
    if (message["image"_L1].isString())
        return takeImage(job, message, ownRequest);
    if (const QJsonObject progress = message["gen_progress"_L1].toObject();
        ownRequest.isEmpty() && !progress.isEmpty())
        ownRequest = progress["request_id"_L1].toVariant().toString();
    for (const QJsonValue &index : message["discard_indices"_L1].toArray())
        job.images.remove(int(numberOf(index).value_or(-1)));
    takeError(job, message);
    job.isOver = message["socket_intention"_L1].toString() == "close"_L1;
}

// What the server lists of it later: the same prompt, and the seeds from the request's on.
void takeListed(RecordedJob &job, const Transcript &transcript, const QJsonObject &request)
{
    const qint64 seed = numberOf(request["seed"_L1]).value_or(-1);
    if (seed < 0)
        return;
    for (const Transcript::Http &call : transcript.calls) {
        if (call.route() != "listimages")
            continue;
        for (const QJsonValue &file : RecordedAnswer(call).object["files"_L1].toArray()) {
            const QByteArray metadata = file["metadata"_L1].toString().toUtf8();
            const QJsonObject used
                = QJsonDocument::fromJson(metadata).object()["sui_image_params"_L1].toObject();
            const qint64 index = numberOf(used["seed"_L1]).value_or(-1) - seed;
            if (used["prompt"_L1] == request["prompt"_L1] && index >= 0 && index < job.asked)
                job.left[int(index)] = file["src"_L1].toString();
        }
    }
}

} // namespace

RecordedJob RecordedJob::of(const Transcript &transcript, const Transcript::Socket &socket)
{
    const QJsonObject request = socket.request();
    RecordedJob job{.asked = imagesIn(request)};
    if (socket.status != 101) {
        takeError(job, QJsonDocument::fromJson(socket.refusal).object());
        job.isOver = true;
        return job;
    }
    QString ownRequest;
    for (const Transcript::Frame &message : socket.messages()) {
        if (!job.isOver)
            takeMessage(job, QJsonDocument::fromJson(message.payload).object(), ownRequest);
    }
    job.isOver = job.isOver || std::ranges::any_of(socket.frames, [](const Transcript::Frame &frame) {
                     const bool isPlanned
                         = frame.closeCode == 0 || frame.closeCode == 1000 || frame.closeCode == 1011;
                     return frame.fromServer && frame.opcode == "close" && isPlanned;
                 });
    takeListed(job, transcript, request);
    return job;
}

RecordedJob RecordedJob::of(const Transcript &transcript, const Transcript::Http &call)
{
    const RecordedAnswer answer(call);
    RecordedJob job{.asked = imagesIn(call.question())};
    job.isOver = call.answeredAt >= 0;
    takeError(job, answer.object);
    for (const QJsonValue &image : answer.object["images"_L1].toArray())
        job.images[int(job.images.size())] = image.toString();
    takeListed(job, transcript, call.question());
    return job;
}

// SPDX-License-Identifier: GPL-3.0-or-later
#include "recordedwork.h"

#include "recordedanswer.h"

#include <QJsonArray>
#include <QJsonDocument>

#include <algorithm>
#include <limits>
#include <map>

using namespace Qt::StringLiterals;

namespace
{

constexpr int endOfTime = std::numeric_limits<int>::max();

QJsonObject objectOf(const Transcript::Frame &message)
{
    return QJsonDocument::fromJson(message.payload).object();
}

int imagesAsked(const QJsonObject &request)
{
    return std::max(request["images"_L1].toVariant().toInt(), 1);
}

RecordedWork workOf(const Transcript::Http &call)
{
    const QJsonObject question = call.question();
    const RecordedAnswer answer(call);
    const bool isList = answer.object["images"_L1].isArray();
    return {.session = question["session_id"_L1].toString(),
            .model = question["model"_L1].toString(),
            .images = imagesAsked(question),
            .from = call.sentAt,
            .to = call.answeredAt >= 0 ? call.answeredAt : call.sentAt,
            .isLeft = call.answeredAt < 0,
            .wasSilent = isList && answer.object["images"_L1].toArray().isEmpty()};
}

RecordedWork workOf(const Transcript::Socket &socket)
{
    RecordedWork work{.session = socket.request()["session_id"_L1].toString(),
                      .model = socket.request()["model"_L1].toString(),
                      .from = endOfTime,
                      .to = socket.endedAt(),
                      .isSocket = true};
    for (const Transcript::Frame &frame : socket.frames) {
        if (frame.fromServer || (frame.opcode != "text" && frame.opcode != "binary"))
            continue;
        work.images += imagesAsked(objectOf(frame)); // a follow-up too
        work.from = std::min(work.from, frame.at);
    }
    bool spoke = false;
    for (const Transcript::Frame &message : socket.messages()) {
        const QJsonObject told = objectOf(message);
        work.loaded = work.loaded || told["status"_L1]["loading_models"_L1].toInt() > 0;
        spoke = spoke || told.contains("image"_L1) || told.contains("error"_L1);
        if (told.contains("socket_intention"_L1)) {
            work.to = message.at;
            work.wasSilent = !spoke;
        }
    }
    work.isLeft = std::ranges::any_of(socket.frames, [](const Transcript::Frame &frame) {
        return !frame.fromServer && frame.event == "tcp reset"_L1;
    });
    return work;
}

/// What a server session was told of itself, by time.
using Tellings = std::map<int, int>; ///< at → images that it waits for

std::map<QString, Tellings> tellings(const Transcript &transcript)
{
    std::map<QString, Tellings> all;
    for (const Transcript::Http &call : transcript.calls) {
        const QJsonObject told = RecordedAnswer(call).object["status"_L1].toObject();
        if (call.route() == "getcurrentstatus" && !told.isEmpty())
            all[call.question()["session_id"_L1].toString()][call.sentAt] = told["waiting_gens"_L1].toInt();
    }
    return all;
}

int lastNoteBefore(const Transcript &transcript, int at)
{
    int last = 0;
    for (const Transcript::Note &note : transcript.notes) {
        if (note.at <= at)
            last = std::max(last, note.at);
    }
    return last;
}

bool isExplained(const QList<RecordedWork> &known, const QString &session, int at)
{
    return std::ranges::any_of(
        known, [&](const RecordedWork &work) { return work.session == session && work.isAt(at); });
}

// A session that is busy though it asked for nothing that was recorded.
QList<UnseenWork> busySessions(const Transcript &transcript, const QList<RecordedWork> &known)
{
    QList<UnseenWork> unseen;
    for (const auto &[session, told] : tellings(transcript)) {
        UnseenWork *open = nullptr;
        int before = 0;
        for (const auto &[at, waiting] : told) {
            const bool isBusy = waiting > 0 && !isExplained(known, session, at);
            if (isBusy && open == nullptr) {
                const int from = std::max(lastNoteBefore(transcript, at), before);
                open = &unseen.emplace_back(UnseenWork{.session = session, .from = from, .to = endOfTime});
            }
            if (isBusy)
                open->images = std::max(open->images, waiting);
            else if (open != nullptr)
                std::exchange(open, nullptr)->to = at;
            before = at;
        }
    }
    return unseen;
}

bool wasInterrupted(const Transcript &transcript, const RecordedWork &work)
{
    return std::ranges::any_of(transcript.calls, [&](const Transcript::Http &call) {
        return call.route() == "interruptall" && call.sentAt >= work.from && call.sentAt <= work.to;
    });
}

bool isCovered(const QList<UnseenWork> &unseen, const RecordedWork &work)
{
    return std::ranges::any_of(
        unseen, [&](const UnseenWork &other) { return other.from <= work.from && other.to >= work.to; });
}

bool hasNeighbour(const QList<RecordedWork> &known, const RecordedWork &work)
{
    return std::ranges::any_of(known, [&](const RecordedWork &other) {
        return other.session != work.session && other.isAt(work.from) && !other.wasSilent;
    });
}

} // namespace

QList<RecordedWork> recordedWork(const Transcript &transcript)
{
    QList<RecordedWork> all;
    for (const Transcript::Http &call : transcript.calls) {
        if (call.route() == "generatetext2image" && call.method == "POST")
            all << workOf(call);
    }
    for (const Transcript::Socket &socket : transcript.sockets) {
        if (socket.route() == "generatetext2imagews" && socket.status == 101)
            all << workOf(socket);
    }
    std::ranges::stable_sort(all, {}, &RecordedWork::from);
    return all;
}

QList<UnseenWork> unseenWork(const Transcript &transcript)
{
    const QList<RecordedWork> known = recordedWork(transcript);
    QList<UnseenWork> unseen = busySessions(transcript, known);
    // what was interrupted before it began had waited behind somebody
    for (const RecordedWork &work : known) {
        if (!work.wasSilent || !wasInterrupted(transcript, work) || isCovered(unseen, work)
            || hasNeighbour(known, work))
            continue;
        if (!unseen.isEmpty() && unseen.last().session.isEmpty() && unseen.last().to >= work.from)
            unseen.last().to = work.to;
        else
            unseen.append({.from = std::max(work.from - 1, 0), .to = work.to});
    }
    return unseen;
}

// SPDX-License-Identifier: GPL-3.0-or-later
// What a job does with the server's messages and answers.
#include "generatejobprivate.h"

#include "imagesearch.h"
#include "swarmprotocol.h"

using namespace Qt::StringLiterals;

namespace
{

template <typename... Takes> struct EventTaker : Takes... {
    using Takes::operator()...;
};
template <typename... Takes> EventTaker(Takes...) -> EventTaker<Takes...>;

// True where the server may have begun although its answer did not come.
bool mayHaveBegun(const Error &error)
{
    using enum Error::Kind;
    if (!error.serverWords.isEmpty()) // it is an answer
        return false;
    const int status = error.details["http_status"_L1].toInt();
    return error.kind == ConnectionLost || error.kind == Timeout
        || (error.kind == Unreachable && status > 0) // what stands in front of the server gave up
        || (error.kind == BadReply && status == 200);
}

// True where not a byte of the request has reached anybody.
bool isUnsent(const Error &error)
{
    return error.kind == Error::Kind::Unreachable && !error.details.contains("http_status"_L1);
}

QStringList pathsOf(const QList<JobImage> &images)
{
    QStringList paths;
    for (const JobImage &image : images)
        paths << image.path;
    return paths;
}

} // namespace

void GenerateJob::Private::takeFrame(const QByteArray &frame)
{
    const Result<SwarmEvent> event = SwarmProtocol::parseFrame(frame);
    if (!event)
        return; // the images tell in the end whether something was missed
    std::visit(EventTaker{
                   [this](const StatusEvent &e) { ledger.take(e); },
                   [this](const ProgressEvent &e) { takeProgress(e); },
                   [this](const ImageEvent &e) { takeImage(e); },
                   [this](const DiscardEvent &e) { ledger.take(e); },
                   [](const KeepAliveEvent &) {},
                   [this](const IntentionEvent &e) {
                       if (e.intention == "close"_L1)
                           conclude();
                   },
                   [this](const ErrorEvent &e) { takeError(e); },
                   [](const OtherEvent &) {},
               },
               *event);
    tell();
    if (line && stage == Stage::Running)
        awaitFrame();
}

void GenerateJob::Private::takeProgress(const ProgressEvent &event)
{
    const std::optional<int> index = ledger.take(event);
    if (index && !event.preview.isEmpty())
        Q_EMIT q.previewed(*index, event.preview);
}

void GenerateJob::Private::takeImage(const ImageEvent &event)
{
    if (const std::optional<JobImage> image = ledger.take(event))
        announce({*image});
}

void GenerateJob::Private::takeError(const ErrorEvent &event)
{
    const Error error = SwarmProtocol::refusal(event.text, event.id, server());
    if (!renewSession(error))
        ledger.take(error);
}

void GenerateJob::Private::takeReply(const Result<QJsonObject> &reply)
{
    std::ignore = call.release(); // deletes itself
    poll.reset();
    if (reply) {
        announce(ledger.take(SwarmProtocol::parseImages(*reply)));
        return conclude();
    }
    if (renewSession(reply.error()) || (isUnsent(reply.error()) && !stopper && tryAgain(reply.error())))
        return;
    if (mayHaveBegun(reply.error()))
        return reconnect(reply.error().kind == Error::Kind::ConnectionLost ? brokenLine() : reply.error());
    ledger.take(reply.error());
    if (reply.error().serverWords.isEmpty() || !before)
        return conclude();
    lookForDrawn();
}

// An answer over HTTP has pictures or an error: those that were drawn before the error are on the server.
// Which they are is told by what was there when the job began: the same may have been drawn an hour ago.
void GenerateJob::Private::lookAtBeginning()
{
    before.reset();
    if (imagesAsked(request) == 1) // there it is the picture or the error
        return;
    const auto *search = new ImageSearch(client, request, sent, this);
    connect(search, &ImageSearch::finished, this,
            [this](const QList<JobImage> &images, const QString &, const auto &problem) {
                if (!problem)
                    before = pathsOf(images);
            });
}

void GenerateJob::Private::lookForDrawn()
{
    const auto *search = new ImageSearch(client, request, sent, this);
    connect(search, &ImageSearch::finished, this, [this](QList<JobImage> images) {
        if (stage == Stage::Over)
            return;
        images.removeIf([this](const JobImage &image) { return before->contains(image.path); });
        takeFound(images, false);
    });
}

void GenerateJob::Private::takeCounts(const ServerCounts &counts)
{
    if (!stopper)
        ledger.takeWaiting(counts.waitingGens);
    ledger.take(StatusEvent{.counts = counts, .backendStatus = {}});
    tell();
    if (counts.allZero())
        takeNoCounts();
}

// An answer that never comes: the server has long had no work of this job, or is silent.
void GenerateJob::Private::takeNoCounts()
{
    const bool speaks = (line && line->isReceiving()) || (call && call->isReceiving(options.silenceLimit));
    if (!speaks && poll->sinceWork() >= options.silenceLimit)
        reconnect(brokenLine());
}

void GenerateJob::Private::takeFound(const QList<JobImage> &images, bool isRestarted)
{
    for (const JobImage &image : images) {
        if (ledger.add(image))
            announce({image});
    }
    conclude(isRestarted ? startedAnew() : lineError);
}

void GenerateJob::Private::announce(const QList<JobImage> &images)
{
    for (const JobImage &image : images)
        Q_EMIT q.imageArrived(image);
    tell();
}

void GenerateJob::Private::tell()
{
    if (stage == Stage::Over || told == ledger.progress())
        return;
    told = ledger.progress();
    Q_EMIT q.progressed(told);
}

// SPDX-License-Identifier: GPL-3.0-or-later
#include "generatejob.h"

#include "countspoll.h"
#include "jobledger.h"
#include "laterptr.h"
#include "socketline.h"
#include "stopper.h"
#include "swarmprotocol.h"

#include <QCoreApplication>
#include <QJsonDocument>

using namespace Qt::StringLiterals;

namespace
{

template <typename... Takes> struct EventTaker : Takes... {
    using Takes::operator()...;
};

// True where the server may have begun although its answer did not come.
bool mayHaveBegun(const Error &error)
{
    using enum Error::Kind;
    const int status = error.details["http_status"_L1].toInt();
    return error.kind == ConnectionLost || error.kind == Timeout
        || (error.kind == Unreachable && status > 0) // what stands in front of the server gave up
        || (error.kind == BadReply && status == 200);
}

} // namespace

// One way through: session → prepared → socket or HTTP → running → over; from running a broken line leads
// through reconnecting to over.
class GenerateJob::Private : public QObject
{
    Q_DECLARE_TR_FUNCTIONS(GenerateJob)
public:
    Private(GenerateJob &job, SwarmClient &swarm, GenerationRequest wanted, Options chosen);

    void start();
    void proceed();
    void cancel();

    bool finished = false;

private:
    enum class Stage { New, Preparing, Prepared, Opening, Running, Reconnecting, Over };

    void askSession();
    void takeSession(const Result<QJsonObject> &reply);
    [[nodiscard]] bool renewSession(const Error &error);
    void openSocket();
    void sendOverSocket();
    void sendOverHttp();
    void takeFrame(const QByteArray &frame);
    void takeProgress(const ProgressEvent &event);
    void takeImage(const ImageEvent &event);
    void takeError(const ErrorEvent &event);
    void takeReply(const Result<QJsonObject> &reply);
    void takeCounts(const ServerCounts &counts);
    void takeNoCounts();
    void startPoll();
    void reconnect(const Error &reason);
    void onOutOfPatience();
    void announce(const QList<JobImage> &images);
    void tell();
    void conclude(const std::optional<Error> &missing = {});
    void settle(const JobResult &result);
    [[nodiscard]] Error brokenLine() const;
    [[nodiscard]] const QUrl &server() const { return client.address().url; }

    GenerateJob &q;
    SwarmClient &client;
    GenerationRequest request;
    Options options;
    JobLedger ledger;
    JobProgress told;
    ServerSession session;
    Stage stage = Stage::New;
    bool renewed = false;
    std::optional<Error> lineError; ///< why the line was lost
    LaterPtr<SwarmCall> call;
    LaterPtr<SocketLine> line;
    LaterPtr<CountsPoll> poll;
    LaterPtr<Stopper> stopper;
};

GenerateJob::Private::Private(GenerateJob &job, SwarmClient &swarm, GenerationRequest wanted, Options chosen)
    : q(job)
    , client(swarm)
    , request(std::move(wanted))
    , options(chosen)
    , ledger(request)
{
}

void GenerateJob::Private::start()
{
    if (stage == Stage::New)
        askSession();
}

void GenerateJob::Private::askSession()
{
    stage = Stage::Preparing;
    call.reset(client.post(u"GetNewSession", {}, options.connectLimit, this));
    connect(call.get(), &SwarmCall::finished, this, &Private::takeSession);
}

void GenerateJob::Private::takeSession(const Result<QJsonObject> &reply)
{
    std::ignore = call.release(); // deletes itself
    const Result<ServerSession> parsed
        = reply ? SwarmProtocol::parseNewSession(*reply, server()) : reply.error();
    if (!parsed) {
        ledger.take(parsed.error());
        return conclude();
    }
    session = *parsed;
    stage = Stage::Prepared;
    Q_EMIT q.prepared(session);
}

void GenerateJob::Private::proceed()
{
    if (stage != Stage::Prepared)
        return;
    if (options.overHttp)
        sendOverHttp();
    else
        openSocket();
}

void GenerateJob::Private::openSocket()
{
    stage = Stage::Opening;
    line.reset(new SocketLine({.connecting = options.connectLimit, .silence = options.silenceLimit}, this));
    connect(line.get(), &SocketLine::opened, this, &Private::sendOverSocket);
    connect(line.get(), &SocketLine::notOpened, this, &Private::sendOverHttp);
    connect(line.get(), &SocketLine::received, this, &Private::takeFrame);
    connect(line.get(), &SocketLine::ended, this, [this] { conclude(); });
    connect(line.get(), &SocketLine::lost, this, [this] { reconnect(brokenLine()); });
    line->open(client.socketRequest(u"GenerateText2ImageWS"));
}

void GenerateJob::Private::sendOverSocket()
{
    stage = Stage::Running;
    const QJsonObject body = SwarmProtocol::generateBody(request, session.id);
    line->send(QJsonDocument(body).toJson(QJsonDocument::Compact));
    Q_EMIT q.progressed(told = ledger.progress());
}

void GenerateJob::Private::sendOverHttp()
{
    stage = Stage::Running;
    line.reset();
    call.reset(
        client.postOnce(u"GenerateText2Image", SwarmProtocol::generateBody(request, session.id), this));
    connect(call.get(), &SwarmCall::finished, this, &Private::takeReply);
    startPoll();
    Q_EMIT q.progressed(told = ledger.progress());
}

// What a server forgot before it took the request may be asked again, once.
bool GenerateJob::Private::renewSession(const Error &error)
{
    if (!SwarmProtocol::isInvalidSession(error) || stopper || std::exchange(renewed, true))
        return false;
    line.reset();
    poll.reset();
    askSession();
    return true;
}

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
    if (renewSession(reply.error()))
        return;
    if (mayHaveBegun(reply.error()))
        return reconnect(reply.error());
    ledger.take(reply.error());
    conclude();
}

void GenerateJob::Private::startPoll()
{
    poll.reset(new CountsPoll(client, session.id, options.pollPause, this));
    connect(poll.get(), &CountsPoll::answered, this, &Private::takeCounts);
    connect(poll.get(), &CountsPoll::unanswered, this, &Private::takeNoCounts);
    poll->start();
}

void GenerateJob::Private::takeCounts(const ServerCounts &counts)
{
    if (counts.allZero() && stage == Stage::Reconnecting)
        return conclude(lineError);
    if (!stopper)
        ledger.takeWaiting(counts.waitingGens);
    if (stage == Stage::Running)
        ledger.take(StatusEvent{.counts = counts, .backendStatus = {}});
    tell();
    if (counts.allZero())
        takeNoCounts();
}

// A server that has long had no work of this job, or no answer.
void GenerateJob::Private::takeNoCounts()
{
    if (poll->sinceWork() < options.silenceLimit)
        return;
    if (stage == Stage::Running)
        reconnect(brokenLine());
    else
        conclude(lineError);
}

void GenerateJob::Private::reconnect(const Error &reason)
{
    line.reset();
    call.reset();
    lineError = reason;
    lineError->hint = tr("Images may be on the server.");
    if (ledger.isComplete())
        return conclude();
    stage = Stage::Reconnecting;
    ledger.setPhase(JobProgress::Phase::Reconnecting);
    startPoll();
    tell();
}

void GenerateJob::Private::cancel()
{
    if (stage == Stage::Over || stopper)
        return;
    if (stage != Stage::Running && stage != Stage::Reconnecting)
        return settle(ledger.result(true)); // nothing has been sent
    stopper.reset(new Stopper(client, session.id, options.pollPause, this));
    connect(stopper.get(), &Stopper::outOfPatience, this, &Private::onOutOfPatience);
    stopper->start();
}

void GenerateJob::Private::onOutOfPatience()
{
    if (stopper->isConfirmed())
        return settle(ledger.result(true));
    const Error silent = SwarmProtocol::unreachable(server(), tr("it was asked to stop the generation"));
    settle(ledger.result(false, stopper->lastError().value_or(silent)));
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

void GenerateJob::Private::conclude(const std::optional<Error> &missing)
{
    settle(ledger.result(bool(stopper), missing));
}

void GenerateJob::Private::settle(const JobResult &result)
{
    if (stage == Stage::Over)
        return;
    tell();
    stage = Stage::Over;
    if (line)
        line->close();
    line.reset();
    call.reset();
    poll.reset();
    stopper.reset();
    QMetaObject::invokeMethod(
        this,
        [this, result] {
            finished = true;
            Q_EMIT q.finished(result);
        },
        Qt::QueuedConnection);
}

Error GenerateJob::Private::brokenLine() const
{
    return {.kind = Error::Kind::ConnectionLost,
            .message = tr("The line to the server %1 broke during the generation.")
                           .arg(SwarmProtocol::serverName(server()))};
}

GenerateJob::GenerateJob(SwarmClient &client, GenerationRequest request, Options options, QObject *parent)
    : QObject(parent)
    , d(std::make_unique<Private>(*this, client, std::move(request), options))
{
}

GenerateJob::GenerateJob(SwarmClient &client, GenerationRequest request, QObject *parent)
    : GenerateJob(client, std::move(request), Options(), parent)
{
}

GenerateJob::~GenerateJob() = default;

void GenerateJob::start()
{
    d->start();
}

void GenerateJob::proceed()
{
    d->proceed();
}

void GenerateJob::cancel()
{
    d->cancel();
}

bool GenerateJob::isFinished() const
{
    return d->finished;
}

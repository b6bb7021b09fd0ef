// SPDX-License-Identifier: GPL-3.0-or-later
#include "generatejobprivate.h"

#include "swarmprotocol.h"

#include <QCoreApplication>
#include <QJsonDocument>

using namespace Qt::StringLiterals;

namespace
{

constexpr int mostFurtherTries = 3;

} // namespace

GenerateJob::Private::Private(GenerateJob &job, SwarmClient &swarm, GenerationRequest wanted,
                              const Options &chosen)
    : q(job)
    , client(swarm)
    , request(std::move(wanted))
    , options(chosen)
    , ledger(request)
{
    retry.setSingleShot(true);
    connect(&retry, &QTimer::timeout, this, &Private::askSession);
    quiet.setSingleShot(true);
    connect(&quiet, &QTimer::timeout, this, &Private::onQuiet);
}

void GenerateJob::Private::start()
{
    if (stage != Stage::New)
        return;
    trying.start();
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
    const Result<ServerSession> parsed = SwarmProtocol::parseNewSession(reply, server());
    if (!parsed && tryAgain(parsed.error()))
        return;
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
    line.reset(new JobSocket({.connecting = options.connectLimit, .silence = options.silenceLimit}, this));
    connect(line.get(), &JobSocket::opened, this, &Private::sendOverSocket);
    connect(line.get(), &JobSocket::notOpened, this, &Private::sendOverHttp);
    connect(line.get(), &JobSocket::received, this, &Private::takeFrame);
    connect(line.get(), &JobSocket::ended, this, [this] { conclude(); });
    connect(line.get(), &JobSocket::lost, this, [this] { reconnect(brokenLine()); });
    line->open(client.socketRequest(u"GenerateText2ImageWS"));
}

void GenerateJob::Private::sendOverSocket()
{
    stage = Stage::Running;
    sent = options.now();
    const QJsonObject body = SwarmProtocol::generateBody(request, session.id);
    line->send(QJsonDocument(body).toJson(QJsonDocument::Compact));
    awaitFrame();
    Q_EMIT q.progressed(told = ledger.progress());
}

void GenerateJob::Private::sendOverHttp()
{
    stage = Stage::Running;
    sent = options.now();
    line.reset();
    call.reset(
        client.postOnce(u"GenerateText2Image", SwarmProtocol::generateBody(request, session.id), this));
    connect(call.get(), &SwarmCall::finished, this, &Private::takeReply);
    startPoll();
    lookAtBeginning();
    Q_EMIT q.progressed(told = ledger.progress());
}

// What a server forgot before it took the request may be asked again, once.
bool GenerateJob::Private::renewSession(const Error &error)
{
    if (!SwarmProtocol::isInvalidSession(error) || stopper || std::exchange(renewed, true))
        return false;
    line.reset();
    poll.reset();
    quiet.stop();
    askSession();
    return true;
}

// Only where nothing has been sent: a server that is just being started, or its proxy, is given a moment.
bool GenerateJob::Private::tryAgain(const Error &error)
{
    const bool isAbsent = error.kind == Error::Kind::Unreachable || error.kind == Error::Kind::ConnectionLost;
    const bool mayPass = isAbsent && !error.details.contains("tls"_L1); // certificates stay as they are
    const bool isEarly
        = !trying.hasExpired((options.connectLimit / 2).count()); // else it was slow, not absent
    if (!mayPass || !isEarly || furtherTries == mostFurtherTries)
        return false;
    stage = Stage::Preparing;
    poll.reset();
    retry.start(options.retryPause * (1 << furtherTries++));
    return true;
}

void GenerateJob::Private::startPoll()
{
    poll.reset(new CountsPoll(client, session.id, options.pollPause, this));
    connect(poll.get(), &CountsPoll::answered, this, &Private::takeCounts);
    connect(poll.get(), &CountsPoll::unanswered, this, [this](const Error &error) {
        if (CountsPoll::isForbidden(error))
            poll.reset(); // the answer itself is waited for
        else
            takeNoCounts();
    });
    poll->start();
}

void GenerateJob::Private::awaitFrame()
{
    poll.reset();
    quiet.start(ledger.isComplete() ? options.endLimit : options.silenceLimit);
}

// A line that lives proves nothing: pongs may come from a proxy. So the server is asked what it does.
void GenerateJob::Private::onQuiet()
{
    if (line->isReceiving())
        awaitFrame();
    else if (ledger.isComplete())
        conclude();
    else
        startPoll();
}

void GenerateJob::Private::reconnect(const Error &reason)
{
    quiet.stop();
    line.reset();
    call.reset();
    poll.reset();
    lineError = reason;
    lineError->hint = tr("Images may be on the server; try collect.");
    if (ledger.isComplete())
        return conclude();
    stage = Stage::Reconnecting;
    ledger.setPhase(JobProgress::Phase::Reconnecting);
    lost.reset(new LostJob(client, {.session = session, .request = request, .sent = sent},
                           {.pause = options.pollPause, .silence = options.silenceLimit}, this));
    connect(lost.get(), &LostJob::working, this, [this](const ServerCounts &counts) {
        if (!stopper)
            ledger.takeWaiting(counts.waitingGens);
        tell();
    });
    connect(lost.get(), &LostJob::over, this, &Private::takeFound);
    tell();
}

void GenerateJob::Private::cancel()
{
    if (stage == Stage::Over || stopper)
        return;
    if (stage != Stage::Running && stage != Stage::Reconnecting)
        return settle(ledger.result(true)); // nothing has been sent
    stopper.reset(
        new Stopper(client, session.id, {.pause = options.pollPause, .patience = options.stopLimit}, this));
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
    retry.stop();
    quiet.stop();
    if (line)
        line->close();
    line.reset();
    call.reset();
    poll.reset();
    lost.reset();
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

Error GenerateJob::Private::startedAnew() const
{
    return {.kind = Error::Kind::Failed,
            .message = tr("The server %1 was started anew during the generation.")
                           .arg(SwarmProtocol::serverName(server())),
            .hint = tr("What it had not finished is gone; generate it again.")};
}

GenerateJob::GenerateJob(SwarmClient &client, GenerationRequest request, const Options &options,
                         QObject *parent)
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

// SPDX-License-Identifier: GPL-3.0-or-later
#include "generatecommand.h"

#include "document.h"
#include "generationorder.h"
#include "picturesaver.h"
#include "serverinquiry.h"
#include "statusreport.h"
#include "wiretime.h"

#include <QDir>
#include <QJsonArray>

#include <algorithm>
#include <csignal>

using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

namespace
{

constexpr auto afterCtrlC = 6s; ///< the job itself gives the server 5 s
constexpr auto afterTerm = 1s;
constexpr auto oneWish = 250ms;
constexpr auto lastWrite = 300ms;

/// No command lists the models yet, so the error does where none is like the one that was asked for.
Error withNames(Error error, const QList<ServerModel> &models)
{
    constexpr qsizetype most = 8;
    if (models.isEmpty() || !error.details.value("matches"_L1).toArray().isEmpty())
        return error;
    QStringList names;
    for (const ServerModel &model : models.first(std::min(most, models.size())))
        names += model.name;
    error.hint = models.size() > most
        ? GenerateCommand::tr("It has %1 and %2 more.").arg(names.join(", "_L1)).arg(models.size() - most)
        : GenerateCommand::tr("It has %1.").arg(names.join(", "_L1));
    return error;
}

/// With one digit behind the point.
double secondsOf(const HistoryEntry &entry)
{
    const qint64 tenths = entry.startTime.msecsTo(entry.endTime) / 100;
    return double(tenths) / 10;
}

} // namespace

/// Everything that a run needs around it, in the order in which it is made.
struct GenerateCommand::Parts {
    Parts(CommandContext &context, const RunOrder &order)
        : project(order.stateFile, context)
        , report(context)
        , run({.client = context.client(),
               .store = project.store,
               .watcher = project.follower.watcher(),
               .tickets = context.tickets(),
               .previews = context.previews(),
               .projects = context.projects(),
               .history = context.history(),
               .owner = context.processes().self()},
              order)
    {
        project.lookAfterOrphans(); // whoever generates here looks after those that died here
    }
    FollowedProject project;
    ProgressReport report;
    GenerationRun run;
};

GenerateCommand::GenerateCommand(CommandContext &context, GenerateOptions options)
    : Command(context)
    , m_options(std::move(options))
{
    m_farewell.setSingleShot(true);
    connect(&m_farewell, &QTimer::timeout, this, &GenerateCommand::leave);
}

GenerateCommand::~GenerateCommand() = default;

void GenerateCommand::start()
{
    if (const Result<> ready = prepare(); !ready)
        return end(ready.error());
    for (const QString &option : m_options.notYet)
        context().say(tr("%1 is accepted but has no effect in this version.").arg(option));
    chooseModel();
}

Result<> GenerateCommand::prepare()
{
    const Result<ServerAddress> server = context().serverAddress();
    const Result<QString> stateFile = context().stateFile();
    const Result<GenerationRequest> request = requestOf(m_options, context().settings());
    if (const auto error = firstError(request, stateFile, server))
        return *error;
    m_order = {.request = *request,
               .saving = savingPlanOf(m_options, context().surroundings().workingFolder),
               .stateFile = *stateFile,
               .label = m_options.label.trimmed(),
               .job = {.overHttp = !m_options.websocket}};
    const Result<> output
        = context().format() == "ndjson"_L1 ? context().refuseOutputFile() : context().checkOutputFile();
    return output ? prepareFolder(m_order.saving) : output;
}

/// The server takes the shortest name that contains what it is given, silently; so names are made exact here.
/// Where the list may not be seen the server has the word.
void GenerateCommand::chooseModel()
{
    auto *inquiry = new ModelInquiry(context().client(), {}, this);
    connect(inquiry, &ModelInquiry::finished, this, &GenerateCommand::onModels);
}

void GenerateCommand::onModels(const Result<QList<ServerModel>> &models)
{
    if (m_signal != 0)
        return;
    GenerationRequest &request = m_order.request;
    if (!models) {
        // An account may generate without being permitted to see the list.
        const bool refused
            = models.error().details.contains("error_id"_L1) || models.error().kind == Error::Kind::Refused;
        return refused ? run() : end(models.error());
    }
    if (!request.model.isEmpty()) {
        const Result<ServerModel> model = findModel(*models, request.model);
        if (!model)
            return end(withNames(model.error(), *models));
        request.model = model->name;
        return run();
    }
    // As the server's own page does: what is loaded costs no time, else the first of its list.
    const auto loaded = std::ranges::find_if(*models, &ServerModel::loaded);
    const bool isLoaded = loaded != models->end();
    if (!models->isEmpty()) {
        request.model = isLoaded ? loaded->name : models->first().name;
        context().say(
            isLoaded ? tr("Model: %1 (it is loaded on the server; choose with --model)").arg(request.model)
                     : tr("Model: %1 (the first of %2; choose with --model)")
                           .arg(request.model)
                           .arg(models->size()));
    }
    run();
}

void GenerateCommand::run()
{
    m_parts = std::make_unique<Parts>(context(), m_order);
    GenerationRun &run = m_parts->run;
    connect(&m_parts->project.store, &SessionStore::troubled, this,
            [this](const Error &error) { context().warn(error); });
    connect(&m_parts->project.store, &SessionStore::keptAside, this,
            [this](const Error &warning) { m_parts->report.say(warning.sentence()); });
    connect(&run, &GenerationRun::warned, this,
            [this](const Error &error) { m_parts->report.say(error.sentence()); });
    connect(&run, &GenerationRun::changed, this,
            [this](const Session &session) { m_parts->report.show(session, m_order.stateFile); });
    connect(&run, &GenerationRun::pictureSaved, this, &GenerateCommand::onSaved);
    connect(&run, &GenerationRun::finished, this, &GenerateCommand::onFinished);
    run.start();
}

void GenerateCommand::onSaved(int number, const QString &path)
{
    m_parts->report.say(u"[%1/%2] %3"_s.arg(number)
                            .arg(m_parts->run.session().images)
                            .arg(tr("Saved: %1").arg(shownPaths({path}).first())));
}

void GenerateCommand::interrupt(int signalNumber)
{
    if (m_signal != 0) {
        // timeout(1) and shells signal a process and its group: the same signal at once is no second wish.
        if (signalNumber == SIGINT && m_sinceSignal.hasExpired(qint64(oneWish.count())))
            leave();
        return;
    }
    m_signal = signalNumber;
    m_sinceSignal.start();
    if (!m_parts)
        return leave();
    m_parts->run.cancel();
    m_farewell.start(signalNumber == SIGINT ? std::chrono::milliseconds(afterCtrlC) : afterTerm);
}

/// Without waiting any longer. What is left behind is an orphan with a ticket, never a session that looks
/// alive.
void GenerateCommand::leave()
{
    if (m_parts) {
        m_parts->report.end();
        const Session &session = m_parts->run.session();
        context().say(
            tr("%1: the server has not confirmed the end. Stop it for sure: asset-generator cancel %1")
                .arg(shortId(session.id)));
        std::ignore = m_parts->project.store.finish(lastWrite);
    }
    Q_EMIT finished(128 + m_signal);
}

void GenerateCommand::onFinished(const RunResult &result)
{
    m_farewell.stop();
    m_parts->report.end();
    const HistoryEntry &entry = result.entry;
    if (m_signal != 0 && entry.outcome == Outcome::Cancelled) {
        context().say(tr("%1: cancelled; %2 of %3 images were made.")
                          .arg(shortId(entry.sessionId))
                          .arg(std::max(entry.imagePaths.size(), entry.localPaths.size()))
                          .arg(entry.requested));
        for (const Error &error : result.errors)
            context().say(tr("The server could not be told to stop, and may draw on. %1").arg(error.message));
        return endInterrupted(entry.sessionId);
    }
    switch (entry.outcome) {
    case Outcome::Completed:
    case Outcome::Partial:
        return endSuccessfully(result);
    case Outcome::Cancelled:
        return end({.kind = Error::Kind::Cancelled,
                    .message = entry.cancelledBy.isEmpty()
                        ? tr("Someone else cancelled the session on the server.")
                        : tr("%1 cancelled the session.").arg(entry.cancelledBy)},
                   entry.sessionId);
    case Outcome::Failed:
    case Outcome::Interrupted:
    case Outcome::Ended:
        return end(
            entry.error.value_or(Error{.kind = Error::Kind::Failed, .message = tr("The generation failed.")}),
            entry.sessionId);
    }
}

/// A script that asked for a document gets one, with the exit code that it really sees.
void GenerateCommand::endInterrupted(const QString &sessionId)
{
    const int code = 128 + m_signal;
    if (isStructured(context().format())) {
        QJsonObject error = toJson(
            {.kind = Error::Kind::Cancelled, .message = tr("You cancelled the session.")}, sessionId);
        error.insert("exit_code"_L1, code);
        std::ignore = context().put(toText({{"schema"_L1, 1}, {"error"_L1, error}}, context().format()));
    }
    Q_EMIT finished(code);
}

void GenerateCommand::endSuccessfully(const RunResult &result)
{
    const bool partial = result.entry.outcome == Outcome::Partial;
    Result<> printed;
    if (context().format() == "ndjson"_L1) {
        QJsonObject line = document(result);
        line.insert("event"_L1, u"result"_s);
        line.insert("time"_L1, toWireTime(QDateTime::currentDateTimeUtc()));
        printLine(line, context());
    } else {
        printed = isStructured(context().format()) ? print(document(result), context())
                                                   : print(text(result), context());
    }
    if (partial) {
        for (const Error &error : result.errors)
            context().tellError(error);
    }
    if (!m_order.saving.save)
        context().say(tr("The pictures are on the server; --save-images also saves them here."));
    endAfter(printed, partial ? exitCode(Error::Kind::Partial) : 0);
}

/// As the user would name them: relative to here, unless the folder was given from the root.
QStringList GenerateCommand::shownPaths(const QStringList &paths) const
{
    if (QDir::isAbsolutePath(m_options.outputDir))
        return paths;
    const QDir here(context().surroundings().workingFolder);
    QStringList shown;
    for (const QString &path : paths)
        shown += here.relativeFilePath(path);
    return shown;
}

QJsonObject GenerateCommand::document(const RunResult &result) const
{
    const HistoryEntry &entry = result.entry;
    QJsonObject metadata = entry.parameters;
    for (auto used = result.used.begin(); used != result.used.end(); ++used)
        metadata.insert(used.key(), used.value());
    metadata.insert("local_paths"_L1, QJsonArray::fromStringList(shownPaths(entry.localPaths)));
    QJsonArray errors;
    for (const Error &error : result.errors)
        errors += toJson(error, entry.sessionId);
    return {{"schema"_L1, 1},
            {"session_id"_L1, entry.sessionId},
            {"image_paths"_L1, QJsonArray::fromStringList(entry.imagePaths)},
            {"metadata"_L1, metadata},
            {"status"_L1, QString(wireName(entry.outcome))},
            {"created_at"_L1, toWireTime(entry.endTime)},
            {"requested"_L1, entry.requested},
            {"duration_seconds"_L1, secondsOf(entry)},
            {"errors"_L1, errors}};
}

QString GenerateCommand::text(const RunResult &result) const
{
    const HistoryEntry &entry = result.entry;
    const auto took = std::chrono::milliseconds(entry.startTime.msecsTo(entry.endTime));
    const qsizetype made = std::max(entry.imagePaths.size(), entry.localPaths.size());
    QString all = tr("Session   %1").arg(entry.sessionId) + u'\n';
    all += tr("Status    %1, %2 of %3 images in %4")
               .arg(wireName(entry.outcome))
               .arg(made)
               .arg(entry.requested)
               .arg(shortDuration(took))
        + u'\n';
    const QStringList paths = shownPaths(entry.localPaths);
    for (const QString &path : paths)
        all += tr("Saved     %1").arg(path) + u'\n';
    if (paths.isEmpty()) {
        for (const QString &path : entry.imagePaths)
            all += tr("On server %1").arg(path) + u'\n';
    }
    return all;
}

// SPDX-License-Identifier: GPL-3.0-or-later
#include "generatecommand.h"

#include "document.h"
#include "generationorder.h"
#include "generationoutcome.h"
#include "imagefetch.h"
#include "inputpictures.h"
#include "picturesaver.h"
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
constexpr auto afterTerm = 700ms; ///< in all it may last a second
// For the run to conclude, once it waits for no picture any more.
constexpr auto toConcludeAfterCtrlC = 5s;
constexpr auto toConcludeAfterTerm = 300ms;
constexpr auto oneWish = 250ms;
constexpr auto lastWrite = 300ms;

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
    connect(&m_farewell, &QTimer::timeout, this, &GenerateCommand::onPatienceOver);
}

GenerateCommand::~GenerateCommand() = default;

void GenerateCommand::start()
{
    if (const Result<> ready = prepare(); !ready)
        return end(ready.error());
    for (const QString &sentence : idleOptions(m_options, m_order.request))
        context().say(sentence);
    check();
}

Result<> GenerateCommand::prepare()
{
    const Result<ServerAddress> server = context().serverAddress();
    const Result<QString> stateFile = context().stateFile();
    const Result<GenerationRequest> request = requestOf(m_options, context().settings());
    const Result<> inputs = checkInputs(m_options, context().surroundings().workingFolder);
    if (const auto error = firstError(request, inputs, stateFile, server))
        return *error;
    m_order = {.request = *request,
               .saving = savingPlanOf(m_options.saving, context().surroundings().workingFolder),
               .stateFile = *stateFile,
               .label = m_options.label.trimmed(),
               .job = {.overHttp = !m_options.websocket}};
    const Result<> output
        = context().format() == "ndjson"_L1 ? context().refuseOutputFile() : context().checkOutputFile();
    return output ? prepareFolder(m_order.saving) : output;
}

/// The server takes what comes closest, silently; so all is made exact here, by its own lists.
void GenerateCommand::check()
{
    const RequestWish wish = wishOf(m_order.request, m_options, context().settings());
    const auto *check = new RequestCheck(context().client(), wish, this);
    connect(check, &RequestCheck::finished, this, &GenerateCommand::onChecked);
}

void GenerateCommand::onChecked(const Result<CheckedRequest> &checked)
{
    if (m_signal != 0)
        return;
    if (!checked)
        return end(withOrigin(checked.error(), m_options, context().settings()));
    const auto request = withInputs(checked->request, checked->files, context().surroundings().workingFolder);
    if (!request)
        return end(request.error());
    if (request->others["donotsave"_L1].toVariant().toBool() && !m_order.saving.save) {
        return end(
            {.kind = Error::Kind::Usage,
             .message = tr("With donotsave the server keeps no pictures, and none would be saved here."),
             .hint = tr("Add --save-images.")});
    }
    for (const QString &note : checked->notes)
        context().say(note);
    m_order.request = *request;
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
            [this](const Error &error) { (m_parts->report.warn(error) ? m_told : m_untold) += error; });
    connect(&run, &GenerationRun::changed, this,
            [this](const Session &session) { m_parts->report.show(session, m_order.stateFile); });
    connect(&run, &GenerationRun::pictureSaved, this, &GenerateCommand::onSaved);
    connect(&run, &GenerationRun::finished, this, &GenerateCommand::onFinished);
    run.start();
}

void GenerateCommand::onSaved(int number, const QString &path)
{
    m_parts->report.say(
        u"[%1/%2] %3"_s.arg(number)
            .arg(m_parts->run.session().images)
            .arg(tr("Saved: %1").arg(shownPaths({path}, namesFromRoot(), context()).first())));
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

void GenerateCommand::onPatienceOver()
{
    if (m_parts->run.leavePictures())
        m_farewell.start(m_signal == SIGINT ? std::chrono::milliseconds(toConcludeAfterCtrlC)
                                            : toConcludeAfterTerm);
    else
        leave();
}

/// Without waiting any longer. What is left behind is an orphan with a ticket, never a session that looks
/// alive.
void GenerateCommand::leave()
{
    if (m_parts) {
        m_parts->report.end();
        const Session &session = m_parts->run.session();
        const QString sentence = m_parts->run.isServerDone()
            ? tr("%1: not all pictures were saved. Fetch them: asset-generator collect %1")
            : tr("%1: the server has not confirmed the end. Stop it for sure: asset-generator cancel %1");
        context().say(sentence.arg(shortId(session.id)));
        std::ignore = m_parts->project.store.finish(lastWrite);
    }
    Q_EMIT finished(128 + m_signal);
}

void GenerateCommand::onFinished(const RunResult &result)
{
    m_farewell.stop();
    m_parts->report.end();
    const HistoryEntry &entry = result.entry;
    for (const Error &error : std::as_const(m_untold)) {
        if (!result.errors.contains(error))
            context().warn(error);
    }
    if (m_signal != 0 && entry.outcome == Outcome::Cancelled) {
        context().say(tr("%1: cancelled; %2 of %3 images were made.")
                          .arg(shortId(entry.sessionId))
                          .arg(std::max(entry.imagePaths.size(), entry.localPaths.size()))
                          .arg(entry.requested));
        if (mayBeFetchedLater(result))
            context().say(
                tr("%1: not all of them were saved here; fetch the rest: asset-generator collect %1")
                    .arg(shortId(entry.sessionId)));
        if (result.unstopped)
            context().say(tr("The server could not be told to stop, and may draw on. %1")
                              .arg(result.unstopped->message));
        if (!context().isQuiet())
            tellRest(result.errors);
        return endInterrupted(entry);
    }
    switch (entry.outcome) {
    case Outcome::Completed:
    case Outcome::Partial:
        return endSuccessfully(result);
    case Outcome::Cancelled:
        return endWithout({.kind = Error::Kind::Cancelled,
                           .message = entry.cancelledBy.isEmpty()
                               ? tr("Someone else cancelled the session on the server.")
                               : tr("%1 cancelled the session.").arg(entry.cancelledBy)},
                          entry);
    case Outcome::Failed:
    case Outcome::Interrupted:
    case Outcome::Ended:
        return endWithout(
            entry.error.value_or(Error{.kind = Error::Kind::Failed, .message = tr("The generation failed.")}),
            entry);
    }
}

/// Pictures that were made all the same are not lost from sight.
void GenerateCommand::endWithout(Error error, const HistoryEntry &entry)
{
    const qsizetype made = std::max(entry.imagePaths.size(), entry.localPaths.size());
    if (made > 0) {
        context().say(tr("%1 of %2 images were made.").arg(made).arg(entry.requested));
        addPictures(error, entry);
    }
    end(error, entry.sessionId);
}

void GenerateCommand::addPictures(Error &error, const HistoryEntry &entry) const
{
    error.details.insert("image_paths"_L1, QJsonArray::fromStringList(entry.imagePaths));
    error.details.insert(
        "local_paths"_L1,
        QJsonArray::fromStringList(shownPaths(entry.localPaths, namesFromRoot(), context())));
}

/// A script that asked for a document gets one, with the exit code that it really sees.
void GenerateCommand::endInterrupted(const HistoryEntry &entry)
{
    const int code = 128 + m_signal;
    if (isStructured(context().format())) {
        Error cancelled{.kind = Error::Kind::Cancelled, .message = tr("You cancelled the session.")};
        addPictures(cancelled, entry);
        QJsonObject error = toJson(cancelled, entry.sessionId);
        error.insert("exit_code"_L1, code);
        std::ignore = context().put(toText({{"schema"_L1, 1}, {"error"_L1, error}}, context().format()));
    }
    Q_EMIT finished(code);
}

void GenerateCommand::endSuccessfully(const RunResult &result)
{
    const bool partial = result.entry.outcome == Outcome::Partial;
    const GenerationOutcome outcome{.entry = result.entry,
                                    .used = result.used,
                                    .errors = result.errors,
                                    .shownFromRoot = namesFromRoot(),
                                    .saves = m_order.saving.save};
    Result<> printed;
    if (context().format() == "ndjson"_L1) {
        QJsonObject line = toDocument(outcome, context());
        line.insert("event"_L1, u"result"_s);
        line.insert("time"_L1, toWireTime(QDateTime::currentDateTimeUtc()));
        printLine(line, context());
    } else {
        printed = isStructured(context().format()) ? print(toDocument(outcome, context()), context())
                                                   : print(toLines(outcome, context()), context());
    }
    for (const QString &remark : remarks(result.used))
        context().say(remark);
    if (partial) {
        tellRest(result.errors);
        if (mayBeFetchedLater(result))
            context().say(
                tr("Fetch the rest: asset-generator collect %1").arg(shortId(result.entry.sessionId)));
    }
    if (!m_order.saving.save)
        context().say(tr("The pictures are on the server; --save-images also saves them here."));
    endAfter(printed, partial ? exitCode(Error::Kind::Partial) : 0);
}

/// Those errors that were not told while they happened.
void GenerateCommand::tellRest(const QList<Error> &errors) const
{
    for (const Error &error : errors) {
        if (!m_told.contains(error))
            context().tellError(error);
    }
}

/// Whether more was left on the server than what it does not have any more.
bool GenerateCommand::mayBeFetchedLater(const RunResult &result) const
{
    const qsizetype left = result.entry.imagePaths.size() - result.entry.localPaths.size();
    return m_order.saving.save && left > std::ranges::count_if(result.errors, isGone);
}

/// As the user named the folder.
bool GenerateCommand::namesFromRoot() const
{
    return QDir::isAbsolutePath(m_options.saving.outputDir);
}

// SPDX-License-Identifier: GPL-3.0-or-later
#include "collectcommand.h"

#include "document.h"
#include "generationorder.h"
#include "generationoutcome.h"
#include "picturesaver.h"
#include "sessionlookup.h"
#include "statusreport.h"

#include <QDir>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace
{

constexpr auto serverPatience = 15s; ///< without an answer, once it was there

} // namespace

CollectCommand::CollectCommand(CommandContext &context, CollectOptions options)
    : Command(context)
    , m_options(std::move(options))
{
}

CollectCommand::~CollectCommand() = default;

void CollectCommand::start()
{
    m_order.patience.silence = serverPatience;
    if (const Result<> chosen = choose(); !chosen)
        return end(chosen.error(), m_order.entry.sessionId);
    m_order.saving
        = collectingPlanOf(m_options.saving, m_order.entry.saving, context().surroundings().workingFolder);
    if (const Result<> output = context().checkOutputFile(); !output)
        return end(output.error(), m_order.entry.sessionId);
    // A folder that was not named now is not made again before there is anything for it.
    const bool isNamed = m_order.entry.saving.isEmpty() || !m_options.saving.outputDir.isEmpty();
    if (const Result<> ready = isNamed ? prepareFolder(m_order.saving) : Result<>(); !ready)
        return end(ready.error(), m_order.entry.sessionId);
    collect();
}

Result<> CollectCommand::choose()
{
    const Result<NamedSession> named = findSession(m_options.id, context());
    if (!named)
        return named.error();
    if (named->live)
        return chooseOrphan(*named->live);
    m_order.entry = *named->ended;
    const bool isWhole = m_order.entry.outcome == Outcome::Completed;
    const bool anyGone = std::ranges::any_of(m_order.entry.localPaths,
                                             [](const QString &path) { return !QFileInfo::exists(path); });
    if (isWhole && !m_order.entry.localPaths.isEmpty() && !anyGone)
        context().say(tr("All pictures of %1 are here already.").arg(shortId(named->id)));
    return {};
}

Result<> CollectCommand::chooseOrphan(const FollowedSession &session)
{
    const QString id = session.session.id;
    m_order.entry.sessionId = id;
    if (session.liveness != Liveness::Orphan) {
        return Error{.kind = Error::Kind::Usage,
                     .message = tr("%1 still has an owner, who saves its pictures.").arg(shortId(id)),
                     .hint = tr("Follow it with: asset-generator watch %1").arg(shortId(id))};
    }
    const auto ticket = context().tickets().read(id);
    m_claim = context().tickets().claim(id);
    if (!ticket || !m_claim) {
        return Error{.kind = Error::Kind::Refused,
                     .message = ticket ? tr("Another program is closing %1 at this moment.").arg(shortId(id))
                                       : tr("There is no ticket of yours for %1.").arg(shortId(id)),
                     .hint = ticket ? tr("Try again in a moment.")
                                    : tr("Only who started it can collect its pictures.")};
    }
    m_order.entry = entryFor(*ticket, Outcome::Interrupted, QDateTime::currentDateTimeUtc());
    m_order.isOrphan = true;
    m_order.serverSession = ticket->serverSession;
    m_project = std::make_unique<FollowedProject>(session.stateFile, context());
    return {};
}

void CollectCommand::collect()
{
    if (!m_project) { // only for its store, which an ended session does not need
        const Result<QString> stateFile = context().stateFile();
        if (!stateFile)
            return end(stateFile.error());
        m_project = std::make_unique<FollowedProject>(*stateFile, context());
    }
    SwarmClient &client = context().client(QUrl(m_order.entry.server));
    m_collection
        = std::make_unique<Collection>(client,
                                       SessionEnding::Needs{context().history(), m_project->store,
                                                            context().tickets(), context().previews()},
                                       m_order);
    connect(m_collection.get(), &Collection::stillDrawing, this, &CollectCommand::onDrawing);
    connect(m_collection.get(), &Collection::saved, this,
            [this](int, const QString &path) { onSaved(path); });
    connect(m_collection.get(), &Collection::finished, this, &CollectCommand::onFinished);
    m_collection->start();
}

void CollectCommand::onDrawing(const ServerCounts &counts)
{
    if (std::exchange(m_drawing, counts.waitingGens) == counts.waitingGens)
        return;
    context().say(tr("The server still draws %1 of its images; waiting for them (Ctrl-C leaves them there).")
                      .arg(counts.waitingGens));
}

void CollectCommand::onSaved(const QString &path)
{
    context().say(u"[%1/%2] %3"_s.arg(++m_saved)
                      .arg(m_order.entry.requested)
                      .arg(tr("Saved: %1").arg(shownPaths({path}, namesFromRoot(), context()).first())));
}

void CollectCommand::onFinished(const Result<Collection::Yield> &yield)
{
    const QString id = m_order.entry.sessionId;
    if (!yield)
        return end(yield.error(), id);
    m_claim.reset();
    const HistoryEntry &entry = yield->entry;
    const bool isWhole = entry.localPaths.size() >= entry.requested;
    if (entry.localPaths.isEmpty() && yield->errors.isEmpty() && !isWhole) {
        return end({.kind = Error::Kind::Failed,
                    .message = tr("No pictures of %1 were found on the server.").arg(shortId(id)),
                    .hint = tr("They may be gone, or your account may not look through them.")},
                   id);
    }
    for (const Error &error : yield->errors)
        context().tellError(error);
    const GenerationOutcome outcome{
        .entry = entry, .used = yield->used, .errors = yield->errors, .shownFromRoot = namesFromRoot()};
    const Result<> printed = isStructured(context().format())
        ? print(toDocument(outcome, context()), context())
        : print(toLines(outcome, context()), context());
    endAfter(printed, isWhole && yield->errors.isEmpty() ? 0 : exitCode(Error::Kind::Partial));
}

/// As the user named the folder; one that was not named now is named from here only if it lies below.
bool CollectCommand::namesFromRoot() const
{
    const QString &named = m_options.saving.outputDir;
    if (!named.isEmpty())
        return QDir::isAbsolutePath(named);
    const QDir here(context().surroundings().workingFolder);
    return here.relativeFilePath(m_order.saving.folder).startsWith(".."_L1);
}

// SPDX-License-Identifier: GPL-3.0-or-later
#include "waitcommand.h"

#include "document.h"
#include "sessionlookup.h"
#include "statusreport.h"
#include "wiretime.h"

#include <QJsonArray>

#include <algorithm>

using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

namespace
{

/// For the server to say what it still does for an owner that is gone.
constexpr auto orphanPatience = 10s;

} // namespace

WaitCommand::WaitCommand(CommandContext &context, WaitOptions options)
    : Command(context)
    , m_options(std::move(options))
{
    m_timeout.setSingleShot(true);
    connect(&m_timeout, &QTimer::timeout, this, &WaitCommand::onTimeout);
    m_orphans.setInterval(orphanPatience);
    connect(&m_orphans, &QTimer::timeout, this, &WaitCommand::lookAtOrphans);
}

void WaitCommand::start()
{
    const Result<QString> here = context().stateFile();
    if (!here)
        return end(here.error());
    const Result<QList<NamedSession>> named = findSessions(m_options.ids, context());
    if (!named)
        return end(named.error());
    m_projects = std::make_unique<ProjectsFollower>(context());
    if (m_options.ids.isEmpty())
        m_projects->add(*here);
    for (const NamedSession &session : *named) {
        if (session.live) {
            m_awaited.insert(session.id);
            m_projects->add(session.stateFile);
        } else {
            const HistoryEntry &entry = *session.ended;
            note({entry.sessionId, entry.outcome, int(entry.imagePaths.size()), entry.requested,
                  entry.startTime, entry.endTime, entry.error});
        }
    }
    if (m_options.ids.isEmpty()) {
        for (const FollowedSession &session : m_projects->sessions())
            m_awaited.insert(session.session.id);
        if (m_awaited.isEmpty() && !m_projects->problem().isEmpty())
            return end(unreadableState(m_projects->problem()));
        if (m_awaited.isEmpty())
            context().say(tr("No generations currently running"));
    }
    connect(m_projects.get(), &ProjectsFollower::ended, this, &WaitCommand::onEnded);
    connect(m_projects.get(), &ProjectsFollower::slowed, this, &WaitCommand::warn);
    connect(m_projects.get(), &ProjectsFollower::problemChanged, this, &WaitCommand::warn);
    warn(m_projects->slowness());
    warn(m_projects->problem());
    connect(m_projects.get(), &ProjectsFollower::changed, this,
            [this](const FollowedSession &, const FollowedSession &now) { sayOrphan(now); });
    for (const FollowedSession &session : m_projects->sessions())
        sayOrphan(session);
    // One that ended between the two looks is not followed any more, and has its history row.
    QSet<QString> gone = m_awaited;
    for (const FollowedSession &session : m_projects->sessions())
        gone.remove(session.session.id);
    for (const QString &id : std::as_const(gone))
        onEnded({.session = {.id = id}, .outcome = Outcome::Ended});
    if (m_options.timeoutSeconds > 0)
        m_timeout.start(std::chrono::milliseconds(qint64(m_options.timeoutSeconds * 1000)));
    endWhenDone();
}

void WaitCommand::warn(const QString &sentence)
{
    if (!sentence.isEmpty())
        context().say(sentence);
}

void WaitCommand::onEnded(const FollowedSession &session)
{
    const QString &id = session.session.id;
    if (!m_awaited.remove(id))
        return;
    const auto entry = context().history().find(id);
    if (entry && entry->has_value()) {
        const HistoryEntry &row = **entry;
        note({id, row.outcome, int(row.imagePaths.size()), row.requested, row.startTime, row.endTime,
              row.error});
    } else {
        note({id, session.outcome.value_or(Outcome::Ended), session.session.imagesDone,
              session.session.images, session.session.startTime, session.endTime,
              session.error ? std::optional(*session.error) : std::nullopt});
    }
    endWhenDone();
}

void WaitCommand::sayOrphan(const FollowedSession &session)
{
    const QString &id = session.session.id;
    if (session.liveness != Liveness::Orphan || !m_awaited.contains(id) || m_saidOrphans.contains(id))
        return;
    m_saidOrphans.insert(id);
    context().say(tr("%1: its owner is gone; waiting for the server. Get its pictures: asset-generator "
                     "collect %1. Or stop it: asset-generator cancel %1")
                      .arg(shortId(id)));
    if (!m_orphans.isActive())
        m_orphans.start();
}

/// Nobody will ever end an orphan whose server does not answer.
void WaitCommand::lookAtOrphans()
{
    QStringList left;
    for (const FollowedSession &session : m_projects->sessions()) {
        if (!m_awaited.contains(session.session.id))
            continue;
        if (session.liveness != Liveness::Orphan || session.serverWord)
            return;
        left += shortId(session.session.id);
    }
    if (left.isEmpty() || std::exchange(m_hasEnded, true))
        return;
    end({.kind = Error::Kind::Unreachable,
         .message = tr("The owner is gone and the server has not answered: %1.").arg(left.join(", "_L1)),
         .hint = tr("Try again when the server is there.")});
}

void WaitCommand::note(const Ending &ending)
{
    m_endings += ending;
    if (isStructured(context().format()))
        return;
    if (context().outputFile().isEmpty())
        m_printed = context().put(lineOf(ending));
    if (ending.outcome == Outcome::Interrupted)
        context().say(tr("%1: the program that ran it ended before it was done. Fetch what was drawn: "
                         "asset-generator collect %1")
                          .arg(shortId(ending.id)));
    if (ending.outcome == Outcome::Ended)
        context().say(tr("%1: it ended elsewhere; how is not known here.").arg(shortId(ending.id)));
    if (ending.error)
        context().say(u"%1: %2"_s.arg(shortId(ending.id), ending.error->sentence()));
}

void WaitCommand::endWhenDone()
{
    const bool isDone = m_awaited.isEmpty() || (m_options.any && !m_endings.isEmpty());
    if (isDone && !std::exchange(m_hasEnded, true))
        endAfter(printResult(), exitFor());
}

QString WaitCommand::lineOf(const Ending &ending)
{
    const bool hasTimes = ending.start.isValid() && ending.end.isValid();
    const auto took
        = std::chrono::milliseconds(hasTimes ? std::max<qint64>(0, ending.start.msecsTo(ending.end)) : 0);
    return u"%1 %2 %3/%4 %5\n"_s.arg(printable(shortId(ending.id)), wireName(ending.outcome))
        .arg(ending.made)
        .arg(ending.requested)
        .arg(hasTimes ? shortDuration(took) : u"-"_s);
}

void WaitCommand::onTimeout()
{
    if (std::exchange(m_hasEnded, true))
        return;
    QStringList ids;
    for (const QString &id : m_awaited)
        ids += shortId(id);
    ids.sort();
    end({.kind = Error::Kind::Timeout,
         .message = tr("Still running after %1 s: %2.").arg(m_options.timeoutSeconds).arg(ids.join(", "_L1)),
         .hint = tr("The sessions go on.")});
}

int WaitCommand::exitFor() const
{
    const auto every = [this](auto... outcomes) {
        return std::ranges::all_of(m_endings,
                                   [=](const Ending &e) { return ((e.outcome == outcomes) || ...); });
    };
    if (every(Outcome::Completed))
        return 0;
    if (every(Outcome::Cancelled))
        return exitCode(Error::Kind::Cancelled);
    const bool unclear = std::ranges::any_of(m_endings, [](const Ending &e) {
        return e.outcome == Outcome::Interrupted || e.outcome == Outcome::Ended;
    });
    if (unclear || every(Outcome::Failed))
        return exitCode(Error::Kind::Failed);
    return exitCode(Error::Kind::Partial);
}

Result<> WaitCommand::printResult() const
{
    if (!isStructured(context().format())) {
        if (context().outputFile().isEmpty())
            return m_printed;
        QString lines;
        for (const Ending &ending : m_endings)
            lines += lineOf(ending);
        return print(lines, context());
    }
    const auto orNull = [](bool isKnown, const QJsonValue &value) { return isKnown ? value : QJsonValue(); };
    QJsonArray list;
    for (const Ending &ending : m_endings) {
        const bool isCounted = ending.requested > 0;
        list += QJsonObject{
            {"session_id"_L1, ending.id},
            {"outcome"_L1, QString(wireName(ending.outcome))},
            {"images_done"_L1, orNull(isCounted, ending.made)},
            {"images"_L1, orNull(isCounted, ending.requested)},
            {"start_time"_L1, orNull(ending.start.isValid(), toWireTime(ending.start))},
            {"end_time"_L1, orNull(ending.end.isValid(), toWireTime(ending.end))},
            {"error"_L1, ending.error ? QJsonValue(toJson(*ending.error, ending.id)) : QJsonValue()}};
    }
    return print(QJsonObject{{"schema"_L1, 1}, {"sessions"_L1, list}}, context());
}

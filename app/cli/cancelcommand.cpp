// SPDX-License-Identifier: GPL-3.0-or-later
#include "cancelcommand.h"

#include "document.h"
#include "ornull.h"
#include "statusreport.h"
#include "statustable.h"

#include <QJsonArray>

#include <algorithm>

using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

namespace
{

constexpr auto farewell = 1s; ///< for the request to reach the file

/// The error that a reply amounts to for the exit code; none where the session is stopped or was over.
std::optional<Error> errorOf(const CancelReply &reply)
{
    using Result = CancelReply::Result;
    switch (reply.result) {
    case Result::Cancelled:
    case Result::AlreadyEnded:
        return {};
    case Result::Requested:
        return reply.error.value_or(Error{.kind = Error::Kind::Timeout});
    case Result::NotFound:
        return Error{.kind = Error::Kind::SessionNotFound};
    case Result::Refused:
        return reply.error.value_or(Error{.kind = Error::Kind::Refused});
    }
    Q_UNREACHABLE();
}

Error whichOf(const QList<FollowedSession> &sessions, const QString &message, const QString &hint)
{
    QJsonArray ids;
    for (const FollowedSession &session : sessions)
        ids += isForeign(session.session.id) ? shortId(session.session.id) : session.session.id;
    return {
        .kind = Error::Kind::AmbiguousId, .message = message, .hint = hint, .details = {{"matches"_L1, ids}}};
}

} // namespace

CancelCommand::CancelCommand(CommandContext &context, CancelOptions options)
    : Command(context)
    , m_options(std::move(options))
{
}

void CancelCommand::start()
{
    const Result<QList<NamedSession>> sessions = chosen();
    if (!sessions)
        return end(sessions.error());
    if (sessions->isEmpty()) {
        context().say(tr("nothing to cancel"));
        return report();
    }
    m_wishes = sessions->size();
    for (const NamedSession &session : *sessions)
        wish(session);
}

Result<QList<NamedSession>> CancelCommand::chosen() const
{
    if (!m_options.ids.isEmpty())
        return findSessions(m_options.ids, context());
    const Result<QString> here = context().stateFile();
    if (!here)
        return here.error();
    const QString self = context().processes().self().user;
    const QDateTime now = QDateTime::currentDateTimeUtc();
    const SessionReading reading
        = readSessions(*here, context().processes(), context().tickets(), context().history(), now);
    if (!reading.problem.isEmpty() && reading.sessions.isEmpty())
        return unreadableState(reading.problem);
    if (!reading.problem.isEmpty())
        context().say(reading.problem);
    QList<NamedSession> own;
    QList<FollowedSession> rows;
    QList<FollowedSession> others;
    for (const FollowedSession &session : reading.sessions) {
        if (!session.session.owner || session.session.owner->user != self) {
            others += session;
            continue;
        }
        own += NamedSession{.id = session.session.id, .stateFile = *here, .live = session};
        rows += session;
    }
    if (m_options.all && own.isEmpty() && !others.isEmpty())
        context().say(tr("What runs here is not yours."));
    if (m_options.all || own.size() == 1 || (own.isEmpty() && others.isEmpty()))
        return own;
    context().say(
        sessionTable(own.isEmpty() ? others : rows, now, false).text(context().streams().width).trimmed());
    if (own.isEmpty())
        return whichOf(others, tr("What runs here is not yours."),
                       tr("Name one by its id to stop it all the same."));
    return whichOf(rows, tr("%1 sessions run here.").arg(own.size()),
                   tr("Name one by its id, or stop all with --all."));
}

void CancelCommand::wish(const NamedSession &session)
{
    if (session.ended) {
        return onReply({.sessionId = session.id, .result = CancelReply::Result::AlreadyEnded});
    }
    if (isForeign(session.id)) {
        context().say(tr("%1 belongs to the earlier version: this stops everything that program started.")
                          .arg(shortId(session.id)));
    }
    auto &project = m_projects[session.stateFile];
    if (!project)
        project = std::make_unique<FollowedProject>(session.stateFile, context());
    auto *wish = new CancelWish(project->cancelNeeds, session.id, this);
    connect(wish, &CancelWish::finished, this, &CancelCommand::onReply);
    wish->start();
}

void CancelCommand::onReply(const CancelReply &reply)
{
    m_replies += reply;
    tell(reply);
    if (m_replies.size() == m_wishes)
        report();
}

void CancelCommand::tell(const CancelReply &reply) const
{
    using Result = CancelReply::Result;
    const QString id = shortId(reply.sessionId);
    switch (reply.result) {
    case Result::Cancelled:
        context().say(reply.via == "server"_L1 ? tr("%1: cancelled on the server").arg(id)
                                               : tr("%1: cancelled").arg(id));
        break;
    case Result::AlreadyEnded:
        context().say(tr("%1: it had ended already").arg(id));
        break;
    case Result::NotFound:
        context().say(tr("%1: not found").arg(id));
        break;
    case Result::Requested:
    case Result::Refused:
        break;
    }
    if (reply.error)
        context().say(u"%1: %2"_s.arg(id, reply.error->sentence()));
}

void CancelCommand::report()
{
    for (const auto &[stateFile, project] : m_projects)
        std::ignore = project->store.finish(farewell);
    QJsonArray results;
    QList<int> codes;
    for (const CancelReply &reply : m_replies) {
        results += QJsonObject{
            {"session_id"_L1, isForeign(reply.sessionId) ? shortId(reply.sessionId) : reply.sessionId},
            {"result"_L1, QString(wireName(reply.result))},
            {"via"_L1, orNull(reply.via)}};
        const std::optional<Error> error = errorOf(reply);
        codes += error ? exitCode(error->kind) : 0;
    }
    const bool same = std::ranges::all_of(codes, [&codes](int code) { return code == codes.first(); });
    const int code = codes.isEmpty() ? 0 : same ? codes.first() : exitCode(Error::Kind::Partial);
    if (!isStructured(context().format()))
        Q_EMIT finished(code);
    else
        endAfter(print(QJsonObject{{"schema"_L1, 1}, {"results"_L1, results}}, context()), code);
}

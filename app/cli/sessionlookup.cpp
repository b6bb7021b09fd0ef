// SPDX-License-Identifier: GPL-3.0-or-later
#include "sessionlookup.h"

#include "statusreport.h"

#include <QCoreApplication>
#include <QJsonArray>

using namespace Qt::StringLiterals;

namespace
{

constexpr qsizetype shortestPrefix = 4;

QString tr(const char *text)
{
    return QCoreApplication::translate("SessionLookup", text);
}

Error ambiguous(const QString &prefix, const QStringList &ids)
{
    QJsonArray matches;
    QStringList shown;
    for (const QString &id : ids) {
        matches += isForeign(id) ? shortId(id) : id;
        shown += isForeign(id) ? shortId(id) : id.left(std::max<qsizetype>(13, prefix.size() + 4));
    }
    return {.kind = Error::Kind::AmbiguousId,
            .message = tr("Several sessions begin with %1: %2.").arg(prefix, shown.join(", "_L1)),
            .hint = tr("Give more of the id."),
            .details = {{"matches"_L1, matches}}};
}

Error notFound(const QString &prefix)
{
    return {.kind = Error::Kind::SessionNotFound,
            .message = tr("No session begins with %1.").arg(prefix),
            .hint = tr("asset-generator status --all lists those that run, history those that ended.")};
}

QList<NamedSession> liveIn(const QString &stateFile, const QString &prefix, CommandContext &context,
                           QStringList &problems)
{
    QList<NamedSession> found;
    const auto reading = readSessions(stateFile, context.processes(), context.tickets(), context.history(),
                                      QDateTime::currentDateTimeUtc());
    for (const FollowedSession &session : reading.sessions) {
        if (session.session.id.startsWith(prefix))
            found += NamedSession{.id = session.session.id, .stateFile = stateFile, .live = session};
    }
    if (!reading.problem.isEmpty())
        problems += reading.problem;
    return found;
}

Result<QList<NamedSession>> endedWith(const QString &prefix, CommandContext &context)
{
    const auto entries = context.history().findByPrefix(prefix);
    if (!entries)
        return entries.error();
    QList<NamedSession> found;
    for (const HistoryEntry &entry : *entries)
        found += NamedSession{.id = entry.sessionId, .ended = entry};
    return found;
}

} // namespace

Error unreadableState(const QString &problem)
{
    return {.kind = Error::Kind::FileSystem,
            .message = problem,
            .hint = tr("What runs there is not known until it is mended.")};
}

Result<NamedSession> findSession(const QString &typed, CommandContext &context)
{
    const QString prefix = typed.trimmed().toLower();
    if (prefix.size() < shortestPrefix) {
        return Error{.kind = Error::Kind::Usage,
                     .message = tr("“%1” is too short for an id.").arg(typed),
                     .hint = tr("Give at least 4 characters of it.")};
    }
    const Result<QStringList> stateFiles = context.allStateFiles();
    if (!stateFiles)
        return stateFiles.error();
    QStringList problemsHere;
    QStringList problems;
    QList<NamedSession> found = liveIn(stateFiles->first(), prefix, context, problemsHere);
    for (qsizetype i = 1; found.isEmpty() && i < stateFiles->size(); ++i)
        found += liveIn(stateFiles->at(i), prefix, context, problems);
    if (found.isEmpty()) {
        const Result<QList<NamedSession>> ended = endedWith(prefix, context);
        if (!ended)
            return ended.error();
        found = *ended;
    }
    if (found.isEmpty() && !problemsHere.isEmpty())
        return unreadableState(problemsHere.join(u' '));
    if (found.isEmpty()) {
        for (const QString &problem : std::as_const(problems)) // it may be there
            context.say(problem);
        return notFound(prefix);
    }
    if (found.size() == 1)
        return found.first();
    QStringList ids;
    for (const NamedSession &session : found)
        ids += session.id;
    return ambiguous(prefix, ids);
}

Result<QList<NamedSession>> findSessions(const QStringList &prefixes, CommandContext &context)
{
    QList<NamedSession> all;
    for (const QString &prefix : prefixes) {
        const Result<NamedSession> found = findSession(prefix, context);
        if (!found)
            return found.error();
        all += *found;
    }
    return all;
}

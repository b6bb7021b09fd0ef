// SPDX-License-Identifier: GPL-3.0-or-later
#include "sessionevents.h"

#include "ornull.h"
#include "sessionjson.h"
#include "statusreport.h"
#include "wiretime.h"

#include <QJsonArray>

using namespace Qt::StringLiterals;

namespace
{

QJsonObject event(QLatin1String name, const QDateTime &now)
{
    return {{"schema"_L1, 1}, {"event"_L1, QString(name)}, {"time"_L1, toWireTime(now)}};
}

QString shownId(const QString &id)
{
    return isForeign(id) ? shortId(id) : id;
}

QJsonObject progress(const Session &session, const QDateTime &now)
{
    QJsonObject line = event("progress"_L1, now);
    line["session_id"_L1] = shownId(session.id);
    line["status"_L1] = QString(wireName(session.status));
    line["stage"_L1] = orNull(QString(wireName(session.stage)));
    line["progress"_L1] = session.progress;
    line["images_done"_L1] = session.images > 0 ? QJsonValue(session.imagesDone) : QJsonValue();
    line["images"_L1] = session.images > 0 ? QJsonValue(session.images) : QJsonValue();
    return line;
}

} // namespace

QJsonObject SessionEvents::snapshot(const QString &project, const QList<FollowedSession> &sessions,
                                    const QDateTime &now)
{
    QJsonArray list;
    for (const FollowedSession &session : sessions)
        list += activeGenerationJson(session, now);
    QJsonObject line = event("snapshot"_L1, now);
    line["project"_L1] = orNull(project);
    line["sessions"_L1] = list;
    return line;
}

QJsonObject SessionEvents::started(const FollowedSession &session, const QDateTime &now)
{
    QJsonObject line = event("started"_L1, now);
    line["session"_L1] = activeGenerationJson(session, now);
    return line;
}

QList<QJsonObject> SessionEvents::changes(const FollowedSession &before, const FollowedSession &session,
                                          const QDateTime &now)
{
    QList<QJsonObject> lines;
    const Session &was = before.session;
    const Session &is = session.session;
    if (was.status != is.status || was.stage != is.stage || was.progress != is.progress
        || was.imagesDone != is.imagesDone)
        lines += progress(is, now);
    if (before.liveness != session.liveness) {
        QJsonObject line = event("liveness"_L1, now);
        line["session_id"_L1] = shownId(is.id);
        line["liveness"_L1] = QString(wireName(session.liveness));
        lines += line;
    }
    if (is.cancelRequested && !was.cancelRequested) {
        QJsonObject line = event("cancelling"_L1, now);
        line["session_id"_L1] = shownId(is.id);
        line["by"_L1] = orNull(is.cancelBy);
        lines += line;
    }
    return lines;
}

QJsonObject SessionEvents::ended(const FollowedSession &session, const QDateTime &now)
{
    QJsonObject line = event("ended"_L1, now);
    line["session_id"_L1] = shownId(session.session.id);
    line["outcome"_L1] = QString(wireName(session.outcome.value_or(Outcome::Ended)));
    line["local_paths"_L1] = QJsonArray::fromStringList(session.localPaths);
    line["error"_L1] = session.error ? QJsonValue(toJson(*session.error, session.session.id)) : QJsonValue();
    return line;
}

QJsonObject SessionEvents::warning(const QString &code, const QString &message, const QDateTime &now)
{
    QJsonObject line = event("warning"_L1, now);
    line["code"_L1] = code;
    line["message"_L1] = message;
    return line;
}

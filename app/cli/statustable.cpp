// SPDX-License-Identifier: GPL-3.0-or-later
#include "statustable.h"

#include "digits.h"

#include <QFileInfo>
#include <QStringBuilder>

#include <algorithm>
#include <cmath>

using namespace Qt::StringLiterals;

namespace
{

constexpr QStringView none = u"-";

void addRow(Table &table, const FollowedSession &followed, const QDateTime &now)
{
    const Session &session = followed.session;
    const auto progress = std::lround(session.progress * 1000);
    const bool hasStart = session.startTime.isValid();
    const std::chrono::milliseconds elapsed(hasStart ? std::max<qint64>(0, session.startTime.msecsTo(now))
                                                     : 0);
    const auto &owner = session.owner;
    table << shortId(session.id) << stateWord(followed)
          << Digits(progress / 10).text() % u'.' % Digits(progress % 10).text() % u'%';
    if (session.images > 0)
        table << Digits(session.imagesDone).text() % u'/' % Digits(session.images).text();
    else
        table << none;
    table << (hasStart ? shortDuration(elapsed) : none.toString()) << leftText(timeLeft(followed, now));
    if (owner)
        table << owner->user % u'@' % owner->host % u':' % Digits(owner->pid).text();
    else
        table << none;
    table << (session.label.isEmpty() ? none : session.label);
}

QString serverLine(const StatusReport &report, bool local)
{
    using State = ServerFacts::State;
    const ServerFacts &server = report.server;
    QStringList parts{server.server.toString(QUrl::FullyEncoded)};
    if (local) {
        parts += StatusReport::tr("not asked");
    } else if (server.state == State::Online) {
        parts += {u"online"_s, u"%1ms"_s.arg(server.responseTime.count()),
                  u"SwarmUI "_s + oneLine(server.version)};
    } else {
        parts += server.state == State::Unauthorised ? u"unauthorised"_s : u"offline"_s;
        if (server.error && server.error->details.contains("cause"_L1))
            parts += oneLine(server.error->details.value("cause"_L1).toString());
    }
    return u"Server    "_s + parts.join("  "_L1) + u'\n';
}

/// Why the server does not tell something.
QString untold(const std::optional<Error> &problem)
{
    const QString id = problem ? problem->details["error_id"_L1].toString() : QString();
    if (id == "bad_route"_L1)
        return StatusReport::tr("this version of SwarmUI does not tell");
    const bool isForbidden = !problem || id == "bad_permissions"_L1
        || (id.isEmpty() && problem->kind == Error::Kind::Refused); // of older servers
    return isForbidden ? StatusReport::tr("not permitted to see")
                       : StatusReport::tr("not told: %1").arg(oneLine(problem->message));
}

QString backendLines(const ServerFacts &server)
{
    if (server.state != ServerFacts::State::Online)
        return {};
    if (!server.backends)
        return u"Backends  "_s + untold(server.backendsError) + u'\n';
    QString lines;
    for (const ServerBackend &backend : *server.backends) {
        lines += lines.isEmpty() ? u"Backends  "_s : u"          "_s;
        lines
            += oneLine(QStringList{backend.id, backend.type, backend.status, backend.modelLoaded}.join(u' '))
                   .trimmed();
        lines += u'\n';
    }
    return lines.isEmpty() ? u"Backends  "_s + StatusReport::tr("none") + u'\n' : lines;
}

QString modelLine(const ServerFacts &server)
{
    if (server.state != ServerFacts::State::Online)
        return {};
    if (!server.models)
        return u"Models    "_s + untold(server.modelsError) + u'\n';
    QString line = u"Models    %1"_s.arg(*server.models);
    if (server.modelsLoaded)
        line += u", "_s + StatusReport::tr("%1 loaded").arg(*server.modelsLoaded);
    return line + u'\n';
}

QString countLine(const ServerFacts &server)
{
    if (server.state != ServerFacts::State::Online)
        return {};
    if (!server.counts)
        return StatusReport::tr("Server's own count: %1").arg(untold(server.countsError)) + u'\n';
    const QString line = StatusReport::tr("Server's own count: %1 live, %2 waiting")
                             .arg(server.counts->liveGens)
                             .arg(server.counts->waitingGens);
    return line + (server.countsEstimated ? u' ' + StatusReport::tr("(estimated)") : QString()) + u'\n';
}

QString title(const StatusReport &report, bool all)
{
    const bool fromFileOnly = report.server.state == ServerFacts::State::Offline;
    const QString where = all ? StatusReport::tr("Generations in all projects")
                              : StatusReport::tr("Generations in %1").arg(oneLine(report.project));
    return where + (fromFileOnly ? u' ' + StatusReport::tr("(from the state file)") : QString()) + u'\n';
}

} // namespace

QString leftText(std::optional<std::chrono::seconds> left)
{
    if (!left)
        return u"-"_s;
    const auto seconds = left->count();
    if (seconds < 60)
        return QString::number(seconds) % u's';
    if (seconds < 3600)
        return QString::number((seconds + 30) / 60) % u'm';
    return u"%1h %2m"_s.arg(seconds / 3600).arg(seconds % 3600 / 60);
}

Table sessionTable(const QList<FollowedSession> &sessions, const QDateTime &now, bool withProject)
{
    QList<Table::Column> columns{{u"ID"_s},           {u"STATE"_s},          {u"PROGRESS"_s, true},
                                 {u"IMAGES"_s, true}, {u"DURATION"_s, true}, {u"LEFT"_s, true},
                                 {u"OWNER"_s},        {u"LABEL"_s}};
    if (withProject)
        columns.prepend({u"PROJECT"_s});
    Table table(columns);
    for (const FollowedSession &session : sessions) {
        if (withProject)
            table << QFileInfo(session.project).fileName();
        addRow(table, session, now);
    }
    return table;
}

QString statusTable(const StatusReport &report, bool local, bool all, int width)
{
    QString text = serverLine(report, local) + backendLines(report.server) + modelLine(report.server) + u'\n';
    if (report.sessions.isEmpty())
        text += (report.stateProblem.isEmpty() ? StatusReport::tr("No generations currently running")
                                               : StatusReport::tr("What runs here is not known"))
            + u'\n';
    else
        sessionTable(report.sessions, report.now, all).appendTo(text += title(report, all), width);
    return text += countLine(report.server);
}

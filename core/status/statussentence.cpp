// SPDX-License-Identifier: GPL-3.0-or-later
#include "statusreport.h"

#include <QLocale>

#include <cmath>

using namespace Qt::StringLiterals;

namespace
{

QString percent(double fraction)
{
    return StatusReport::tr("%1 %").arg(QLocale().toString(int(std::lround(fraction * 100))));
}

QString hostOf(const QUrl &server)
{
    return server.port() < 0 ? server.host() : u"%1:%2"_s.arg(server.host()).arg(server.port());
}

/// How long the only running session still takes, in words; empty where it cannot be told.
QString timeLeft(const QList<FollowedSession> &sessions)
{
    if (sessions.size() != 1 || !sessions.first().remaining)
        return {};
    const int minutes = int(std::lround(double(sessions.first().remaining->count()) / 60));
    if (minutes < 1)
        return StatusReport::tr("less than a minute left");
    return minutes == 1 ? StatusReport::tr("about 1 minute left")
                        : StatusReport::tr("about %n minutes left", nullptr, minutes);
}

QString runningSentence(int count)
{
    return count == 1 ? StatusReport::tr("1 session is running.")
                      : StatusReport::tr("%n sessions are running.", nullptr, count);
}

QString runningAndDone(int count, const QString &progress)
{
    return count == 1 ? StatusReport::tr("1 session is running, %1 done.").arg(progress)
                      : StatusReport::tr("%n sessions are running, %1 done.", nullptr, count).arg(progress);
}

QString problemSentence(const StatusReport &report)
{
    const int problems = report.needingAttention();
    if (problems == 1 && report.unseenProblems == 1 && !report.problemProject.isEmpty())
        return StatusReport::tr("1 session in %1 failed.").arg(report.problemProject);
    return problems == 1 ? StatusReport::tr("1 session needs attention.")
                         : StatusReport::tr("%n sessions need attention.", nullptr, problems);
}

/// What is said after a problem: how many go on.
QString others(int count)
{
    if (count == 0)
        return {};
    return u' '
        + (count == 1 ? StatusReport::tr("1 is running.")
                      : StatusReport::tr("%n are running.", nullptr, count));
}

} // namespace

QString StatusReport::sentence() const
{
    const int count = running();
    if (server.state == ServerFacts::State::Offline) {
        const QString silent = tr("The server %1 does not answer.").arg(hostOf(server.server));
        return count == 0 ? silent : silent + u' ' + runningSentence(count);
    }
    if (needingAttention() > 0)
        return problemSentence(*this) + others(count);
    if (count == 0)
        return tr("Nothing is running.");
    if (overallProgress() <= 0)
        return runningSentence(count);
    const QString progress = percent(overallProgress());
    const QString left = timeLeft(sessions);
    return left.isEmpty() ? runningAndDone(count, progress)
                          : tr("1 session is running, %1 done, %2.").arg(progress, left);
}

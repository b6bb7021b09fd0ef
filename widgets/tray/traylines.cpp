// SPDX-License-Identifier: GPL-3.0-or-later
#include "traylines.h"

#include "sessionface.h"

#include <algorithm>
#include <cmath>

using namespace Qt::StringLiterals;

namespace
{

constexpr QChar figureSpace(0x2007);

QString elided(const QString &text, qsizetype longest)
{
    return text.size() <= longest ? text : text.left(std::max<qsizetype>(longest - 1, 1)).trimmed() + u'…';
}

/// What comes first in a line: how far it is, as wide as "100 %", or why there is no figure.
QString progressWord(const FollowedSession &session)
{
    const SessionFace face = SessionFace::of(session);
    if (face.rank == SortRank::Attention)
        return face.label.toLower();
    if (face.rank == SortRank::Waiting)
        return TrayLines::tr("waiting");
    const QString percent = percentText(session);
    return percent.isEmpty() ? TrayLines::tr("working") : percent.rightJustified(5, figureSpace);
}

} // namespace

QString TrayLines::headline(const StatusReport &report)
{
    const int running = report.running();
    const int percent = static_cast<int>(std::lround(report.overallProgress() * 100));
    if (running == 0)
        return tr("Nothing is running");
    if (percent == 0)
        return running == 1 ? tr("1 session is running") : tr("%n sessions are running", nullptr, running);
    return running == 1 ? tr("1 session is running, %1 %").arg(percent)
                        : tr("%n sessions are running, %1 %", nullptr, running).arg(percent);
}

QString TrayLines::line(const FollowedSession &session)
{
    const QString title = sessionTitle(session);
    const QString start = progressWord(session) + u"  "_s;
    const QString end = u" – "_s + elided(folderName(session.project), 16);
    const qsizetype room = longest - start.size() - end.size();
    return start + elided(title.isEmpty() ? shortId(session.session.id) : title, room) + end;
}

QList<FollowedSession> TrayLines::inOrder(QList<FollowedSession> sessions)
{
    std::ranges::stable_sort(sessions, [](const FollowedSession &one, const FollowedSession &other) {
        const SortRank left = SessionFace::of(one).rank;
        const SortRank right = SessionFace::of(other).rank;
        return left != right ? left < right : one.session.startTime > other.session.startTime;
    });
    return sessions;
}

QString TrayLines::problems(const StatusReport &report)
{
    if (report.unseenProblems == 0)
        return {};
    const QString failed = report.unseenProblems == 1
        ? tr("1 session failed")
        : tr("%n sessions failed", nullptr, report.unseenProblems);
    return report.problemProject.isEmpty() ? tr("! %1").arg(failed)
                                           : tr("! %1 in %2").arg(failed, report.problemProject);
}

// SPDX-License-Identifier: GPL-3.0-or-later
#include "sessioncells.h"

#include <QLocale>
#include <QUrl>

using namespace Qt::StringLiterals;

QString ownerName(const Owner &owner, const Viewpoint &viewpoint, bool hadTerminal, bool orphan)
{
    const Owner &self = viewpoint.self;
    if (owner == self)
        return SessionFace::tr("this window");
    if (owner.host != self.host)
        return u"%1@%2"_s.arg(owner.user, owner.host);
    if (owner.user != self.user)
        return SessionFace::tr("%1 · %2", "user · process").arg(owner.user).arg(owner.pid);
    if (hadTerminal)
        return SessionFace::tr("terminal · %1").arg(owner.pid);
    return orphan ? SessionFace::tr("%1 · %2", "host · process").arg(owner.host).arg(owner.pid)
                  : SessionFace::tr("process %1").arg(owner.pid);
}

QString noOwnerName()
{
    return SessionFace::tr("earlier version");
}

QString fullOwnerName(const Owner &owner)
{
    return u"%1@%2:%3"_s.arg(owner.user, owner.host).arg(owner.pid);
}

QString literalToolTip(const QString &words)
{
    if (!words.contains(u'<') && !words.contains(u'&'))
        return words;
    return "<qt>"_L1 + words.toHtmlEscaped().replace(u'\n', "<br>"_L1) + "</qt>"_L1;
}

QString serverName(const QString &url)
{
    const QUrl server(url);
    if (server.host().isEmpty())
        return url;
    return server.port() < 0 ? server.host() : u"%1:%2"_s.arg(server.host()).arg(server.port());
}

QString timeText(const QDateTime &time, const QDateTime &now)
{
    if (!time.isValid())
        return {};
    const qint64 seconds = time.secsTo(now);
    if (seconds < 5 && seconds > -300)
        return SessionFace::tr("just now");
    if (seconds > 0 && seconds < 60)
        return SessionFace::tr("%1 s ago").arg(seconds);
    if (seconds > 0 && seconds < 3600)
        return SessionFace::tr("%1 min ago").arg(seconds / 60);
    const QDateTime local = time.toLocalTime();
    const QLocale locale;
    const QString clock = locale.toString(local.time(), QLocale::ShortFormat);
    const qint64 days = local.daysTo(now.toLocalTime());
    if (days == 0)
        return SessionFace::tr("today %1").arg(clock);
    if (days == 1)
        return SessionFace::tr("yesterday %1").arg(clock);
    return locale.toString(local, QLocale::ShortFormat);
}

std::optional<std::chrono::seconds> elapsed(const FollowedSession &session, const QDateTime &now)
{
    const QDateTime &start = session.session.startTime;
    if (!start.isValid())
        return {};
    const QDateTime end = session.outcome && session.endTime.isValid() ? session.endTime : now;
    return std::chrono::seconds(std::max<qint64>(start.secsTo(end), 0));
}

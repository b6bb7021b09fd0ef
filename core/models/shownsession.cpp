// SPDX-License-Identifier: GPL-3.0-or-later
#include "shownsession.h"

#include "sessioncells.h"
#include "statusreport.h"

#include <QLocale>

using namespace Qt::StringLiterals;

namespace
{

QString bold(const QString &words)
{
    return "<b>"_L1 + words.toHtmlEscaped() + "</b>"_L1;
}

QString durationText(const FollowedSession &session, const QDateTime &now)
{
    const auto duration = elapsed(session, now);
    if (!duration)
        return {};
    return duration->count() < 60 ? SessionFace::tr("%1 s").arg(duration->count()) : clockText(*duration);
}

QString liveLine(const ShownSession &shown)
{
    const Session &told = shown.session.session;
    QStringList parts{bold(shown.face.label)};
    if (const QString percent = percentText(shown.session); !percent.isEmpty())
        parts << percent;
    if (told.images > 0 && shown.face.rank == SortRank::Working)
        parts << SessionFace::tr("image %1 of %2")
                     .arg(std::min(told.imagesDone + 1, told.images))
                     .arg(told.images);
    else if (told.images > 0)
        parts << SessionFace::tr("%1 images").arg(imagesText(shown.session));
    if (!shown.timeLeft.isEmpty())
        parts << SessionFace::tr("%1 left", "about 3 min").arg(shown.timeLeft);
    for (QString &part : parts)
        part.replace(u' ', QChar::Nbsp); // lines break between facts
    return parts.join(u" · "_s);
}

QString endedLine(const ShownSession &shown)
{
    const QString duration = durationText(shown.session, shown.now);
    QString line = bold(shown.face.label);
    if (!duration.isEmpty())
        line = SessionFace::tr("%1 after %2", "Failed after 42 s").arg(line, duration);
    const QString images = imagesText(shown.session);
    return images.isEmpty() ? line : line + u" · "_s + SessionFace::tr("%1 images").arg(images);
}

QString orphanText(const FollowedSession &session)
{
    const auto &owner = session.session.owner;
    const QString gone = owner
        ? SessionFace::tr("The program that started this session ended (process %1 on %2).")
              .arg(owner->pid)
              .arg(owner->host)
        : SessionFace::tr("The program that started this session ended.");
    if (!session.serverWord || session.serverWord->allZero())
        return gone;
    return gone + u' ' + SessionFace::tr("The server still works on it.");
}

QString unknownText(const ShownSession &shown)
{
    const QDateTime &changed = shown.session.session.updatedAt;
    const QString silent = changed.isValid()
        ? SessionFace::tr(
            "This session was recorded by the earlier version and has not changed for %n minutes.", nullptr,
            int(std::max<qint64>(changed.secsTo(shown.now), 0) / 60))
        : SessionFace::tr("This session was recorded by the earlier version.");
    return silent + u' '
        + SessionFace::tr(
               "Whether it still runs cannot be told; it leaves the list 24 hours after its start.");
}

} // namespace

QString stateLine(const ShownSession &shown)
{
    return shown.session.outcome ? endedLine(shown) : liveLine(shown);
}

QString troubleText(const ShownSession &shown)
{
    const FollowedSession &session = shown.session;
    if (session.outcome) {
        if (session.error)
            return session.error->sentence();
        return isProblem(*session.outcome) || *session.outcome == Outcome::Ended ? shown.face.description
                                                                                 : QString();
    }
    switch (session.liveness) {
    case Liveness::Orphan:
        return orphanText(session);
    case Liveness::Unknown:
        return unknownText(shown);
    case Liveness::Stopped:
    case Liveness::Unresponsive:
        return shown.face.description;
    case Liveness::Alive:
        break;
    }
    return shown.face.role == ColourRole::Caution ? shown.face.description : QString();
}

QString serverWordText(const FollowedSession &session)
{
    if (session.outcome || !session.serverWord || !session.serverWordAt.isValid())
        return {};
    const ServerCounts &counts = *session.serverWord;
    const int images = std::max(counts.waitingGens, counts.liveGens);
    const QString word = counts.allZero() ? SessionFace::tr("nothing in work")
        : images == 1                     ? SessionFace::tr("1 image in work")
                                          : SessionFace::tr("%n images in work", nullptr, images);
    const QString time = QLocale().toString(session.serverWordAt.toLocalTime().time(), u"HH:mm:ss"_s);
    return SessionFace::tr("Server's word at %1: %2").arg(time, word);
}

QString errorReport(const ShownSession &shown)
{
    const QString &id = shown.id();
    QStringList lines{shown.face.label, troubleText(shown)};
    if (shown.session.error && !shown.session.error->serverWords.isEmpty())
        lines << SessionFace::tr("Server's own words: %1").arg(shown.session.error->serverWords);
    lines << SessionFace::tr("Session: %1").arg(isForeign(id) ? shortId(id) : id);
    lines << SessionFace::tr("Version: %1").arg(QLatin1String(ASSET_GENERATOR_VERSION));
    return lines.join(u'\n');
}

QString onlyOwnerText(const FollowedSession &session)
{
    const auto &owner = session.session.owner;
    return owner ? SessionFace::tr("Only %1 can stop it.").arg(owner->user)
                 : SessionFace::tr("Only the program that started it can stop it.");
}

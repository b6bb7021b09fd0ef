// SPDX-License-Identifier: GPL-3.0-or-later
#include "sessionface.h"

#include <QDir>
#include <QLocale>

#include <cmath>

using namespace std::chrono_literals;

namespace
{

using Stage = Session::Stage;
using Status = Session::Status;

constexpr auto cancelPatience = 15s;

SessionFace face(const QString &label, Glyph glyph, ColourRole role, SortRank rank,
                 const QString &description)
{
    return {.label = label,
            .glyph = glyph,
            .role = role,
            .rank = rank,
            .bar = BarKind::None,
            .description = description};
}

BarKind barOf(const FollowedSession &session, SortRank rank)
{
    if (session.session.progress > 0)
        return BarKind::Figure;
    return rank == SortRank::Working ? BarKind::NoFigure : BarKind::Empty;
}

QString twoSentences(const QString &first, const QString &second)
{
    return second.isEmpty() ? first : first.isEmpty() ? second : first + u' ' + second;
}

QString imagesSentence(const FollowedSession &session)
{
    const QString images = imagesText(session);
    return images.isEmpty() ? QString() : SessionFace::tr("%1 images.").arg(images);
}

QString generatingSentence(const FollowedSession &session)
{
    const Session &told = session.session;
    if (told.progress <= 0)
        return SessionFace::tr("The server sends no figure yet.");
    const int percent = int(std::floor(told.progress * 100));
    if (told.images <= 0)
        return SessionFace::tr("%1 percent.").arg(percent);
    const int image = std::min(told.imagesDone + 1, told.images);
    return SessionFace::tr("%1 percent, image %2 of %3.").arg(percent).arg(image).arg(told.images);
}

QString orphanSentence(const FollowedSession &session)
{
    const QString gone = SessionFace::tr("The program that started it ended.");
    if (!session.serverWord)
        return gone;
    return twoSentences(gone,
                        session.serverWord->allZero() ? SessionFace::tr("The server has finished with it.")
                                                      : SessionFace::tr("The server still works on it."));
}

QString cancellingSentence(const FollowedSession &session, std::chrono::milliseconds age)
{
    if (age < cancelPatience && session.liveness != Liveness::Unresponsive)
        return SessionFace::tr("Asked to stop; waiting for it.");
    const QString host = session.session.owner ? session.session.owner->host : QString();
    return host.isEmpty() ? SessionFace::tr("Its program has not answered. The request stays.")
                          : SessionFace::tr("%1 has not answered. The request stays.").arg(host);
}

SessionFace startingFace(const Session &session)
{
    using enum Glyph;
    using enum ColourRole;
    if (session.stage == Stage::Queued)
        return face(SessionFace::tr("Queued"), Pending, Muted, SortRank::Waiting,
                    SessionFace::tr("The server has it and is busy with others."));
    if (session.stage == Stage::LoadingModel)
        return face(SessionFace::tr("Loading model"), Generating, Active, SortRank::Working,
                    SessionFace::tr("The server loads the model first."));
    return face(SessionFace::tr("Starting"), Pending, Muted, SortRank::Waiting,
                SessionFace::tr("Being sent to the server."));
}

SessionFace workingFace(const FollowedSession &session)
{
    using enum Glyph;
    using enum ColourRole;
    if (session.session.stage == Stage::Saving)
        return face(SessionFace::tr("Saving"), Generating, Active, SortRank::Working,
                    SessionFace::tr("Pictures are being fetched and saved."));
    if (session.session.stage == Stage::Reconnecting)
        return face(SessionFace::tr("Reconnecting"), Silent, Caution, SortRank::Working,
                    SessionFace::tr("The line to the server broke; its answer is being looked for."));
    return face(SessionFace::tr("Generating"), Generating, Active, SortRank::Working,
                generatingSentence(session));
}

SessionFace liveFace(const FollowedSession &session, std::chrono::milliseconds cancelAge)
{
    using enum Glyph;
    using enum ColourRole;
    const bool cancelling = session.session.cancelRequested || session.session.stage == Stage::Cancelling;
    switch (session.liveness) {
    case Liveness::Orphan:
        return face(SessionFace::tr("Owner gone"), Orphan, Caution, SortRank::Attention,
                    orphanSentence(session));
    case Liveness::Stopped:
        return face(SessionFace::tr("Stopped"), Stopped, Caution, SortRank::Attention,
                    SessionFace::tr("Its program is stopped (Ctrl-Z); it goes on when that is continued."));
    case Liveness::Unresponsive:
        if (!cancelling)
            return face(
                SessionFace::tr("Unresponsive"), Silent, Caution, SortRank::Attention,
                SessionFace::tr("No sign of life for 30 seconds. Whether it still runs cannot be told from "
                                "here."));
        break;
    case Liveness::Unknown:
        return face(
            SessionFace::tr("Unknown"), Silent, Muted, SortRank::Waiting,
            SessionFace::tr("Recorded by the earlier version; whether it still runs cannot be told."));
    case Liveness::Alive:
        break;
    }
    if (cancelling)
        return face(SessionFace::tr("Cancelling"), Cancelling, Caution, SortRank::Working,
                    cancellingSentence(session, cancelAge));
    if (session.session.status == Status::Pending)
        return face(SessionFace::tr("Waiting"), Pending, Muted, SortRank::Waiting,
                    SessionFace::tr("Not yet sent to the server."));
    return session.session.status == Status::Starting ? startingFace(session.session) : workingFace(session);
}

SessionFace endedFace(const FollowedSession &session, Outcome outcome)
{
    using enum Glyph;
    using enum ColourRole;
    const QString error = session.error ? session.error->sentence() : QString();
    switch (outcome) {
    case Outcome::Completed:
        return face(SessionFace::tr("Completed"), Completed, Positive, SortRank::Ended,
                    imagesSentence(session));
    case Outcome::Partial:
        return face(SessionFace::tr("Partly done"), Partial, Caution, SortRank::Attention,
                    twoSentences(imagesSentence(session), error));
    case Outcome::Failed:
        return face(SessionFace::tr("Failed"), Failed, Negative, SortRank::Attention, error);
    case Outcome::Cancelled:
        return face(SessionFace::tr("Cancelled"), Cancelled, Muted, SortRank::Ended,
                    session.cancelledBy.isEmpty()
                        ? SessionFace::tr("Cancelled here.")
                        : SessionFace::tr("Cancelled by %1.").arg(session.cancelledBy));
    case Outcome::Interrupted:
        return face(SessionFace::tr("Interrupted"), Interrupted, Negative, SortRank::Attention,
                    twoSentences(SessionFace::tr("The program that ran it ended."), imagesSentence(session)));
    case Outcome::Ended:
        break;
    }
    return face(SessionFace::tr("Ended"), Ended, Muted, SortRank::Ended,
                SessionFace::tr("It ended elsewhere; how is not known here."));
}

} // namespace

SessionFace SessionFace::of(const FollowedSession &session, std::chrono::milliseconds cancelAge)
{
    if (session.outcome)
        return endedFace(session, *session.outcome);
    SessionFace live = liveFace(session, cancelAge);
    live.bar = barOf(session, live.rank);
    return live;
}

QStringList SessionFace::allLabels()
{
    return {tr("Waiting"),      tr("Starting"),     tr("Queued"),     tr("Loading model"), tr("Generating"),
            tr("Saving"),       tr("Reconnecting"), tr("Cancelling"), tr("Owner gone"),    tr("Stopped"),
            tr("Unresponsive"), tr("Unknown"),      tr("Completed"),  tr("Partly done"),   tr("Failed"),
            tr("Cancelled"),    tr("Interrupted"),  tr("Ended")};
}

QString imagesText(const FollowedSession &session)
{
    if (session.session.images <= 0)
        return {};
    const QLocale locale;
    return SessionFace::tr("%1 of %2")
        .arg(locale.toString(imagesDone(session)), locale.toString(session.session.images));
}

QString percentText(const FollowedSession &session)
{
    if (session.outcome || session.session.progress <= 0)
        return {};
    return SessionFace::tr("%1 %").arg(QLocale().toString(int(std::floor(session.session.progress * 100))));
}

QString clockText(std::chrono::seconds duration)
{
    const auto seconds = std::max(duration, 0s);
    const auto hours = std::chrono::duration_cast<std::chrono::hours>(seconds).count();
    const auto minutes = seconds.count() / 60 % 60;
    const QString tail = QString::number(seconds.count() % 60).rightJustified(2, u'0');
    if (hours == 0)
        return SessionFace::tr("%1:%2", "minutes:seconds").arg(minutes).arg(tail);
    return SessionFace::tr("%1:%2:%3", "hours:minutes:seconds")
        .arg(hours)
        .arg(QString::number(minutes).rightJustified(2, u'0'), tail);
}

QString aboutText(std::chrono::seconds remaining)
{
    const auto seconds = std::max<qint64>(remaining.count(), 0);
    if (seconds > 24 * 3600)
        return SessionFace::tr("over a day");
    if (seconds < 58)
        return SessionFace::tr("about %1 s").arg(std::max<qint64>((seconds + 2) / 5 * 5, 5));
    if (seconds < 3600 - 30)
        return SessionFace::tr("about %1 min").arg((seconds + 30) / 60);
    const qint64 minutes = (seconds / 60 + 2) / 5 * 5;
    if (minutes % 60 == 0)
        return SessionFace::tr("about %1 h").arg(minutes / 60);
    return SessionFace::tr("about %1 h %2 min").arg(minutes / 60).arg(minutes % 60);
}

QString sessionTitle(const FollowedSession &session)
{
    if (!session.session.label.isEmpty())
        return session.session.label;
    const QString prompt = session.prompt().trimmed();
    return prompt.left(prompt.indexOf(u'\n')).trimmed();
}

QString folderName(const QString &path)
{
    const QString name = QDir(path).dirName();
    return name.isEmpty() ? path : name;
}

QStringList picturesOf(const FollowedSession &session)
{
    return session.localPaths.isEmpty() && session.ticket ? session.ticket->localPaths : session.localPaths;
}

int imagesDone(const FollowedSession &session)
{
    return std::max(session.session.imagesDone, session.outcome ? int(session.localPaths.size()) : 0);
}

bool isOfUser(const FollowedSession &session, const QString &user)
{
    return session.session.owner && session.session.owner->user == user;
}

bool isProblem(Outcome outcome)
{
    return outcome == Outcome::Failed || outcome == Outcome::Partial || outcome == Outcome::Interrupted;
}

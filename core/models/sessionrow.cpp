// SPDX-License-Identifier: GPL-3.0-or-later
#include "sessionrow.h"

#include "sessioncells.h"
#include "statusreport.h"

#include <QDir>
#include <QLocale>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace
{

constexpr qint64 timeLeftPauseMs = 5000; // a new text at most so often

QString absolute(const QDateTime &time)
{
    return time.isValid() ? QLocale().toString(time.toLocalTime(), QLocale::LongFormat) : QString();
}

} // namespace

void SessionRow::take(const FollowedSession &next, const Viewpoint &viewpoint)
{
    const QDateTime now = viewpoint.now();
    const bool ends = next.outcome && !session.outcome;
    session = next;
    if (ends)
        endSeenAt = now;
    if (next.session.cancelRequested && !cancelSeenAt.isValid())
        cancelSeenAt = now;
    const std::optional<Owner> &runner = next.session.owner;
    if (runner && owner.isEmpty() && viewpoint.hasTerminal)
        hadTerminal = viewpoint.hasTerminal(*runner);
    owner = runner ? ownerName(*runner, viewpoint, hadTerminal, next.liveness == Liveness::Orphan)
                   : noOwnerName();
    timeLeftAt = next.remaining && !timeLeft.isEmpty() ? timeLeftAt : QDateTime();
    renew(now);
}

bool SessionRow::renew(const QDateTime &now)
{
    const QString before = timeLeft + face.description;
    const auto age = cancelSeenAt.isValid() ? std::chrono::milliseconds(cancelSeenAt.msecsTo(now)) : 0ms;
    face = SessionFace::of(session, age);
    renewTimeLeft(now);
    return before != timeLeft + face.description;
}

void SessionRow::renewTimeLeft(const QDateTime &now)
{
    if (session.outcome || !session.remaining) {
        timeLeft.clear();
        timeLeftAt = {};
    } else if (!timeLeftAt.isValid() || timeLeftAt.msecsTo(now) >= timeLeftPauseMs) {
        timeLeft = aboutText(*session.remaining);
        timeLeftAt = now;
    }
}

QVariant SessionRow::data(Column column, int role, const QDateTime &now) const
{
    switch (role) {
    case Qt::DisplayRole:
        return text(column, now);
    case Qt::ToolTipRole:
        return literalToolTip(toolTip(column));
    case Qt::TextAlignmentRole:
        return int((isTrailing(column) ? Qt::AlignTrailing : Qt::AlignLeading) | Qt::AlignVCenter);
    case Qt::AccessibleTextRole:
        return accessibleText(column, now);
    case Qt::AccessibleDescriptionRole:
        return column == State ? face.description : QString();
    case IdRole:
        return session.session.id;
    case RankRole:
        return int(face.rank);
    case StartTimeRole:
        return session.session.startTime;
    case FractionRole:
        return session.session.progress;
    case BarRole:
        return int(face.bar);
    case GlyphRole:
        return int(face.glyph);
    case ColourRoleRole:
        return int(face.role);
    case MutedRole:
        return isMuted(column);
    case ProjectRole:
        return session.project;
    case SessionRole:
        return QVariant::fromValue(session);
    case SortRole:
        return sortValue(column, now);
    case FilterRole:
        return QStringList{face.label,        title(), session.prompt(), owner, folderName(session.project),
                           session.session.id}
            .join(u'\n');
    default:
        return {};
    }
}

QString SessionRow::heading(Column column)
{
    switch (column) {
    case State:
        return SessionFace::tr("State");
    case Title:
        return SessionFace::tr("Session");
    case Progress:
        return SessionFace::tr("Progress");
    case Images:
        return SessionFace::tr("Images");
    case Elapsed:
        return SessionFace::tr("Elapsed");
    case TimeLeft:
        return SessionFace::tr("Time left");
    case OwnerName:
        return SessionFace::tr("Owner");
    case Project:
        return SessionFace::tr("Project");
    case Server:
        return SessionFace::tr("Server");
    case Started:
        return SessionFace::tr("Started");
    case LastChange:
        return SessionFace::tr("Last change");
    case SessionId:
        return SessionFace::tr("Session ID");
    case ColumnCount:
        break;
    }
    return {};
}

bool SessionRow::isTrailing(Column column)
{
    return column == Images || column == Elapsed || column == TimeLeft;
}

QString SessionRow::text(Column column, const QDateTime &now) const
{
    switch (column) {
    case State:
        return face.label;
    case Title:
        return title();
    case Progress:
        return percentText(session);
    case Images:
        return imagesText(session);
    case Elapsed: {
        const auto duration = elapsed(session, now);
        return duration ? clockText(*duration) : QString();
    }
    case TimeLeft:
        return timeLeft;
    case OwnerName:
        return owner;
    case Project:
        return folderName(session.project);
    case Server:
        return serverName(session.session.server);
    case Started:
        return timeText(session.session.startTime, now);
    case LastChange:
        return timeText(session.outcome ? session.endTime : session.session.updatedAt, now);
    case SessionId:
        return isForeign(session.session.id) ? shortId(session.session.id) : session.session.id;
    case ColumnCount:
        break;
    }
    return {};
}

QString SessionRow::title() const
{
    const QString known = sessionTitle(session);
    return known.isEmpty() ? shortId(session.session.id) : known;
}

QString SessionRow::toolTip(Column column) const
{
    switch (column) {
    case State:
    case Progress:
        return face.description;
    case Title:
        return title();
    case OwnerName:
        return session.session.owner ? fullOwnerName(*session.session.owner) : QString();
    case Project:
        return QDir::toNativeSeparators(session.project);
    case Started:
        return absolute(session.session.startTime);
    case LastChange:
        return absolute(session.outcome ? session.endTime : session.session.updatedAt);
    default:
        return {};
    }
}

QString SessionRow::accessibleText(Column column, const QDateTime &now) const
{
    if (column == State)
        return SessionFace::tr("%1, %2, %3", "state, session, project")
            .arg(face.label, title(), folderName(session.project));
    if (column != Progress)
        return text(column, now);
    if (session.outcome)
        return face.label;
    if (session.session.progress <= 0)
        return SessionFace::tr("no figure yet");
    return SessionFace::tr("%1 percent").arg(int(session.session.progress * 100));
}

QVariant SessionRow::sortValue(Column column, const QDateTime &now) const
{
    switch (column) {
    case Progress:
        return session.outcome ? -1.0 : session.session.progress;
    case Images:
        return session.session.images;
    case Elapsed:
        return qlonglong(elapsed(session, now).value_or(-1s).count());
    case TimeLeft:
        return qlonglong(session.remaining.value_or(std::chrono::hours(24 * 365)).count());
    case Started:
        return session.session.startTime;
    case LastChange:
        return session.outcome ? session.endTime : session.session.updatedAt;
    default:
        return text(column, now);
    }
}

bool SessionRow::isMuted(Column column) const
{
    const bool over = session.outcome.has_value();
    if (column == Title)
        return sessionTitle(session).isEmpty() || (over && !isProblem(*session.outcome));
    return over && column != State;
}

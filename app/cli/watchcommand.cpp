// SPDX-License-Identifier: GPL-3.0-or-later
#include "watchcommand.h"

#include "document.h"
#include "sessionevents.h"
#include "sessionlookup.h"
#include "statusreport.h"
#include "statustable.h"
#include "table.h"

#include <QFileInfo>
#include <QTime>

#include <algorithm>

using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

namespace
{

constexpr auto redrawPause = 250ms;
constexpr qsizetype endingsShown = 5;

QDateTime now()
{
    return QDateTime::currentDateTimeUtc();
}

QString lineOf(const FollowedSession &followed, bool withProject)
{
    const Session &session = followed.session;
    QStringList parts{QTime::currentTime().toString(u"HH:mm:ss"_s), shortId(session.id)};
    if (withProject)
        parts += QFileInfo(followed.project).fileName();
    parts += stateWord(followed);
    if (session.progress > 0)
        parts += u"%1%"_s.arg(session.progress * 100, 0, 'f', 1);
    if (session.images > 0)
        parts += u"%1/%2"_s.arg(session.imagesDone).arg(session.images);
    if (!session.label.isEmpty())
        parts += session.label;
    return oneLine(parts.join("  "_L1));
}

QString endingOf(const FollowedSession &followed, bool withProject)
{
    const Session &session = followed.session;
    QStringList parts{QTime::currentTime().toString(u"HH:mm:ss"_s), shortId(session.id)};
    if (withProject)
        parts += QFileInfo(followed.project).fileName();
    parts += QString(wireName(followed.outcome.value_or(Outcome::Ended)));
    if (session.images > 0)
        parts += u"%1/%2"_s.arg(session.imagesDone).arg(session.images);
    if (session.startTime.isValid() && followed.endTime.isValid())
        parts += shortDuration(
            std::chrono::milliseconds(std::max<qint64>(0, session.startTime.msecsTo(followed.endTime))));
    if (!session.label.isEmpty())
        parts += session.label;
    if (followed.error)
        parts += followed.error->message;
    return oneLine(parts.join("  "_L1));
}

} // namespace

WatchCommand::WatchCommand(CommandContext &context, WatchOptions options)
    : Command(context)
    , m_options(std::move(options))
{
    m_redraw.setSingleShot(true);
    m_redraw.setInterval(redrawPause);
    connect(&m_redraw, &QTimer::timeout, this, &WatchCommand::redraw);
}

void WatchCommand::start()
{
    if (const Result<> fits = context().refuseOutputFile(); !fits)
        return end(fits.error());
    const Result<QString> here = context().stateFile();
    if (!here)
        return end(here.error());
    QString stateFile = *here;
    if (!m_options.id.isEmpty()) {
        const Result<NamedSession> named = findSession(m_options.id, context());
        if (!named)
            return end(named.error());
        m_id = named->id;
        if (named->ended) {
            context().say(tr("%1 has ended: %2.").arg(shortId(m_id), wireName(named->ended->outcome)));
            Q_EMIT finished(0);
            return;
        }
        stateFile = named->stateFile;
    }
    if (context().format() == "ndjson"_L1 || isStructured(context().format()))
        m_manner = Manner::Events;
    else
        m_manner = context().streams().outIsTerminal ? Manner::Screen : Manner::Lines;

    m_projects = std::make_unique<ProjectsFollower>(context());
    m_projects->add(stateFile);
    if (m_options.all)
        m_projects->addAll();
    connect(m_projects.get(), &ProjectsFollower::started, this, &WatchCommand::onStarted);
    connect(m_projects.get(), &ProjectsFollower::changed, this, &WatchCommand::onChanged);
    connect(m_projects.get(), &ProjectsFollower::ended, this, &WatchCommand::onEnded);
    connect(m_projects.get(), &ProjectsFollower::problemChanged, this,
            [this](const QString &sentence) { warn(u"state_corrupt"_s, sentence); });
    connect(m_projects.get(), &ProjectsFollower::slowed, this,
            [this](const QString &sentence) { warn(u"watching_slowly"_s, sentence); });
    if (m_manner == Manner::Events)
        tell(SessionEvents::snapshot(m_options.all ? QString() : m_projects->project(), watched(), now()));
    else if (m_manner == Manner::Screen)
        redraw();
    else
        for (const FollowedSession &session : watched())
            write(lineOf(session, m_options.all));
    warn(u"state_corrupt"_s, m_projects->problem());
    warn(u"watching_slowly"_s, m_projects->slowness());
    endIfItIsOver();
}

/// It may have ended between the look that found it and the first of the follower.
void WatchCommand::endIfItIsOver()
{
    if (m_id.isEmpty() || !watched().isEmpty())
        return;
    const auto entry = context().history().find(m_id);
    const Outcome outcome = entry && entry->has_value() ? (*entry)->outcome : Outcome::Ended;
    context().say(tr("%1 has ended: %2.").arg(shortId(m_id), wireName(outcome)));
    finishOnce();
}

void WatchCommand::finishOnce()
{
    if (!std::exchange(m_hasEnded, true))
        Q_EMIT finished(0);
}

void WatchCommand::interrupt(int signalNumber)
{
    Q_EMIT finished(128 + signalNumber);
}

bool WatchCommand::isWatched(const FollowedSession &session) const
{
    return m_id.isEmpty() || session.session.id == m_id;
}

QList<FollowedSession> WatchCommand::watched() const
{
    QList<FollowedSession> sessions = m_projects->sessions();
    sessions.removeIf([this](const FollowedSession &s) { return !isWatched(s); });
    return sessions;
}

void WatchCommand::onStarted(const FollowedSession &session)
{
    if (!isWatched(session))
        return;
    if (m_manner == Manner::Events)
        return tell(SessionEvents::started(session, now()));
    write(lineOf(session, m_options.all));
}

void WatchCommand::onChanged(const FollowedSession &before, const FollowedSession &session)
{
    if (!isWatched(session))
        return;
    const QList<QJsonObject> events = SessionEvents::changes(before, session, now());
    if (m_manner == Manner::Events) {
        for (const QJsonObject &event : events)
            tell(event);
        return;
    }
    if (!events.isEmpty())
        write(lineOf(session, m_options.all));
}

void WatchCommand::onEnded(const FollowedSession &session)
{
    if (!isWatched(session))
        return;
    if (m_manner == Manner::Events) {
        tell(SessionEvents::ended(session, now()));
    } else {
        const QString line = endingOf(session, m_options.all);
        m_endings += line;
        if (m_endings.size() > endingsShown)
            m_endings.removeFirst();
        write(line);
    }
    if (m_id.isEmpty())
        return;
    redraw();
    finishOnce();
}

void WatchCommand::warn(const QString &code, const QString &sentence)
{
    if (sentence.isEmpty())
        return;
    if (m_manner == Manner::Events)
        tell(SessionEvents::warning(code, sentence, now()));
    else
        context().say(sentence);
}

void WatchCommand::write(const QString &line)
{
    if (m_manner == Manner::Screen) {
        if (!m_redraw.isActive())
            m_redraw.start();
        return;
    }
    endAfterTrouble(context().put(line + u'\n'));
}

void WatchCommand::tell(const QJsonObject &event)
{
    endAfterTrouble(context().put(toText(event, u"ndjson"_s)));
}

void WatchCommand::endAfterTrouble(const Result<> &written)
{
    if (m_hasEnded || (written && !context().isReaderGone()))
        return;
    m_hasEnded = true;
    if (written) // nobody reads any more: it ends as other programs in a pipe do
        Q_EMIT finished(0);
    else
        end(written.error());
}

/// Draws over what was drawn before: up to its first line, then each line cleared to its end.
void WatchCommand::redraw()
{
    if (m_manner != Manner::Screen)
        return;
    const QList<FollowedSession> sessions = watched();
    QString text = sessions.isEmpty()
        ? tr("No generations currently running") + u'\n'
        : sessionTable(sessions, now(), m_options.all).text(context().streams().width);
    for (const QString &ending : m_endings)
        text += ending.left(std::max(20, context().streams().width)) + u'\n';
    QTextStream &out = context().streams().out;
    if (m_drawnLines > 0)
        out << "\x1b["_L1 << m_drawnLines << 'A';
    m_drawnLines = int(text.count(u'\n'));
    out << text.replace(u'\n', "\x1b[K\n"_L1) << "\x1b[J"_L1;
    out.flush();
    // Elapsed times go on by themselves while something runs.
    if (!sessions.isEmpty())
        m_redraw.start(1s);
    m_redraw.setInterval(redrawPause);
}

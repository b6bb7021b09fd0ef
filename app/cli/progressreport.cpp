// SPDX-License-Identifier: GPL-3.0-or-later
#include "progressreport.h"

#include "document.h"
#include "sessionevents.h"
#include "statustable.h"

#include <QFileInfo>

#include <algorithm>
#include <cmath>

using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

namespace
{

constexpr auto betweenReports = 250ms;

QDateTime now()
{
    return QDateTime::currentDateTimeUtc();
}

QString bar(double fraction)
{
    constexpr int cells = 24;
    const int done = int(std::lround(fraction * cells));
    return u'[' + QString(done, u'#') + QString(cells - done, u'-') + u']';
}

QString lineOf(const FollowedSession &followed, bool withBar)
{
    const auto left = followed.remaining;
    const Session &session = followed.session;
    QStringList parts{shortId(session.id)};
    if (session.progress > 0)
        parts += (withBar ? bar(session.progress) + "  "_L1 : QString())
            + u"%1%"_s.arg(session.progress * 100, 5, 'f', 1);
    parts += stateWord(followed);
    parts += u"%1/%2"_s.arg(session.imagesDone).arg(session.images);
    if (left)
        parts += ProgressReport::tr("%1 left").arg(leftText(left));
    return parts.join("  "_L1);
}

} // namespace

ProgressReport::ProgressReport(CommandContext &context, QObject *parent)
    : QObject(parent)
    , m_context(context)
    , m_manner(context.format() == "ndjson"_L1       ? Manner::Events
                   : context.isQuiet()               ? Manner::Silent
                   : context.streams().errIsTerminal ? Manner::Line
                                                     : Manner::Lines)
{
    m_pause.setSingleShot(true);
    m_pause.setInterval(betweenReports);
    connect(&m_pause, &QTimer::timeout, this, &ProgressReport::showNow);
}

void ProgressReport::show(const Session &session, const QString &stateFile)
{
    m_newest.session = session;
    m_newest.stateFile = stateFile;
    m_newest.project = QFileInfo(stateFile).path();
    m_pace.see(session.progress, m_monotonic());
    if (!m_pause.isActive())
        showNow();
}

void ProgressReport::showNow()
{
    if (m_shown == m_newest)
        return;
    m_newest.remaining = m_newest.session.stage == Session::Stage::Reconnecting
        ? std::nullopt
        : m_pace.remaining(m_monotonic());
    switch (m_manner) {
    case Manner::Silent:
        break;
    case Manner::Line:
        drawLine();
        break;
    case Manner::Lines:
        printLineIfNew();
        break;
    case Manner::Events:
        printEvents();
        break;
    }
    if (m_manner != Manner::Lines)
        m_shown = m_newest;
    m_pause.start();
}

void ProgressReport::drawLine()
{
    QTextStream &err = m_context.streams().err;
    err << '\r' << lineOf(m_newest, true) << "\x1b[K"_L1;
    err.flush();
    m_lineIsDrawn = true;
}

/// In a pipe a line is kept for ever: only a new state, a finished image or another tenth is worth one.
void ProgressReport::printLineIfNew()
{
    const Session &is = m_newest.session;
    const auto tenth = [](const Session &s) { return int(std::floor(s.progress * 10)); };
    const bool worthALine = !m_shown || stateWord(*m_shown) != stateWord(m_newest)
        || m_shown->session.imagesDone != is.imagesDone || tenth(m_shown->session) != tenth(is);
    if (!worthALine)
        return;
    m_context.say(lineOf(m_newest, false));
    m_shown = m_newest;
}

void ProgressReport::printEvents()
{
    if (!m_shown) {
        printLine(SessionEvents::started(m_newest, now()), m_context);
        return;
    }
    for (const QJsonObject &event : SessionEvents::changes(*m_shown, m_newest, now()))
        printLine(event, m_context);
}

/// True where finished lines are shown at all.
bool ProgressReport::makeRoom()
{
    if (m_manner == Manner::Silent || m_manner == Manner::Events)
        return false;
    if (std::exchange(m_lineIsDrawn, false))
        m_context.streams().err << "\r\x1b[K"_L1;
    return true;
}

void ProgressReport::say(const QString &line)
{
    if (makeRoom())
        m_context.say(line);
}

bool ProgressReport::warn(const Error &error)
{
    const bool isShown = makeRoom();
    if (isShown)
        m_context.tellError(error);
    return isShown;
}

void ProgressReport::end()
{
    if (m_pause.isActive() && m_manner == Manner::Events) {
        m_pause.stop();
        showNow();
    }
    m_pause.stop();
    if (std::exchange(m_lineIsDrawn, false)) {
        m_context.streams().err << "\r\x1b[K"_L1;
        m_context.streams().err.flush();
    }
}

// SPDX-License-Identifier: GPL-3.0-or-later
#include "traymenu.h"

#include "sessionface.h"
#include "traylines.h"

#include <algorithm>
#include <chrono>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace
{

// Some panels ask for the menu and never tell that it was closed.
constexpr auto longestOpen = 30s;

/// Names and prompts are shown as they are, not read for shortcuts.
QString literal(QString text)
{
    return text.replace(u'&', u"&&"_s);
}

void setTextOf(QAction *action, const QString &text)
{
    if (action->text() != text)
        action->setText(text);
}

QString idOf(const FollowedSession &session)
{
    return session.session.id;
}

} // namespace

TrayMenu::TrayMenu(QWidget *parent)
    : QMenu(parent)
{
    m_open.setSingleShot(true);
    m_open.setInterval(longestOpen);
    connect(&m_open, &QTimer::timeout, this, &TrayMenu::onClosed);
    connect(this, &QMenu::aboutToShow, this, [this] { m_open.start(); });
    connect(this, &QMenu::aboutToHide, this, &TrayMenu::onClosed, Qt::QueuedConnection);
    connect(this, &QMenu::triggered, this, &TrayMenu::onClosed, Qt::QueuedConnection);
    buildHead();
    for (SessionSlot &slot : m_slots)
        buildSession(slot);
    buildFoot();
    fill();
}

TrayMenu::~TrayMenu()
{
    // Qt 6.4 deletes the panel's copy of an action when the action is taken out, and at no other time.
    const auto takeOutActions = [](QMenu *menu) {
        for (QAction *action : menu->actions())
            menu->removeAction(action);
    };
    for (QMenu *menu : findChildren<QMenu *>())
        takeOutActions(menu);
    takeOutActions(this);
}

void TrayMenu::buildHead()
{
    auto *show = addAction(tr("Show Asset Generator"));
    connect(show, &QAction::triggered, this, &TrayMenu::showWindowWished);
    setDefaultAction(show);
    addSeparator();
    m_summary = addAction(QString());
    m_summary->setEnabled(false);
}

void TrayMenu::buildSession(SessionSlot &slot)
{
    slot.menu = addMenu(QString());
    connect(slot.menu->addAction(tr("Show")), &QAction::triggered, this,
            [this, &slot] { Q_EMIT sessionWished(slot.sessionId); });
    connect(slot.menu->addAction(tr("Open Project Folder")), &QAction::triggered, this,
            [this, &slot] { Q_EMIT folderWished(slot.folder); });
    connect(slot.menu->addAction(tr("Cancel Session…")), &QAction::triggered, this,
            [this, &slot] { Q_EMIT cancelWished({slot.sessionId}); });
}

void TrayMenu::buildFoot()
{
    m_more = addAction(QString());
    connect(m_more, &QAction::triggered, this, &TrayMenu::sessionsWished);
    m_cancelAll = addAction(QString());
    connect(m_cancelAll, &QAction::triggered, this, [this] { Q_EMIT cancelWished(m_own); });
    m_problems = addAction(QString());
    connect(m_problems, &QAction::triggered, this, &TrayMenu::problemsWished);
    addSeparator();
    connect(addAction(tr("Generate…")), &QAction::triggered, this, &TrayMenu::generateWished);
    QMenu *projects = addMenu(tr("Projects"));
    for (ProjectSlot &slot : m_projectSlots) {
        slot.action = projects->addAction(QString());
        connect(slot.action, &QAction::triggered, this, [this, &slot] { Q_EMIT projectWished(slot.folder); });
    }
    connect(projects->addAction(tr("Add Project Folder…")), &QAction::triggered, this,
            &TrayMenu::addProjectWished);
    addSeparator();
    connect(addAction(tr("Quit")), &QAction::triggered, this, &TrayMenu::quitWished);
}

void TrayMenu::setUser(const QString &user)
{
    m_user = user;
    fill();
}

void TrayMenu::tell(const StatusReport &report, const QList<TrayProject> &watched)
{
    m_report = report;
    m_watched = watched;
    m_waiting = m_open.isActive();
    if (!m_waiting)
        fill();
}

void TrayMenu::onClosed()
{
    m_open.stop();
    if (std::exchange(m_waiting, false))
        fill();
}

void TrayMenu::fill()
{
    setTextOf(m_summary, TrayLines::headline(m_report));
    fillSessions();
    fillProjects();
    const QString problems = TrayLines::problems(m_report);
    m_problems->setVisible(!problems.isEmpty());
    setTextOf(m_problems, literal(problems));
}

void TrayMenu::fillSessions()
{
    const QList<FollowedSession> sessions = TrayLines::inOrder(m_report.sessions);
    m_own.clear();
    for (const FollowedSession &session : sessions) {
        if (isOfUser(session, m_user))
            m_own << session.session.id;
    }
    giveSlots(sessions);
    const int live = static_cast<int>(sessions.size());
    m_more->setVisible(live > sessionSlots);
    setTextOf(m_more, tr("%n more…", nullptr, std::max(0, live - sessionSlots)));
    m_cancelAll->setVisible(m_own.size() > 1);
    setTextOf(m_cancelAll, tr("Cancel All %n…", nullptr, int(m_own.size())));
}

void TrayMenu::giveSlots(QList<FollowedSession> sessions)
{
    // Whoever has a panel's copy of the menu open still means what stood in the slot.
    for (SessionSlot &slot : m_slots) {
        const auto kept = std::ranges::find(sessions, slot.sessionId, &idOf);
        if (kept == sessions.end()) {
            slot.sessionId.clear();
            slot.menu->menuAction()->setVisible(false);
        } else {
            giveSlot(slot, *kept);
            sessions.erase(kept);
        }
    }
    for (SessionSlot &slot : m_slots) {
        if (slot.sessionId.isEmpty() && !sessions.isEmpty())
            giveSlot(slot, sessions.takeFirst());
    }
}

void TrayMenu::giveSlot(SessionSlot &slot, const FollowedSession &session)
{
    slot.sessionId = session.session.id;
    slot.folder = session.project;
    slot.menu->menuAction()->setVisible(true);
    setTextOf(slot.menu->menuAction(), literal(TrayLines::line(session)));
}

void TrayMenu::fillProjects()
{
    for (size_t i = 0; i < m_projectSlots.size(); ++i) {
        ProjectSlot &slot = m_projectSlots[i];
        const bool used = i < static_cast<size_t>(m_watched.size());
        slot.action->setVisible(used);
        if (!used)
            continue;
        const TrayProject &project = m_watched[static_cast<qsizetype>(i)];
        slot.folder = project.folder;
        setTextOf(slot.action, literal(project.name));
    }
}

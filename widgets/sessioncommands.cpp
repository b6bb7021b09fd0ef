// SPDX-License-Identifier: GPL-3.0-or-later
#include "sessioncommands.h"

#include "cancelquestion.h"
#include "generatepage.h"
#include "sessionspage.h"
#include "statusreport.h"
#include "statusstrip.h"
#include "terminalcommand.h"
#include "windowactions.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QMenu>

namespace
{

bool hasPictures(const ShownSession &shown)
{
    return shown.session.outcome == Outcome::Completed && !picturesOf(shown.session).isEmpty();
}

QStringList listed(const QString &id)
{
    return id.isEmpty() ? QStringList() : QStringList{id};
}

} // namespace

SessionCommands::SessionCommands(const Parts &parts)
    : QObject(parts.window)
    , m(parts)
{
    connectActions();
    renewActions();
}

void SessionCommands::connectActions()
{
    const WindowActions &a = m.actions;
    connect(a.open, &QAction::triggered, this, &SessionCommands::open);
    connect(a.showInFolder, &QAction::triggered, this, &SessionCommands::showInFolder);
    connect(a.toolFolder, &QAction::triggered, this, &SessionCommands::openFolder);
    connect(a.cancel, &QAction::triggered, this, [this] { cancel(live(chosen())); });
    connect(a.toolCancel, &QAction::triggered, this, [this] { cancel(live(chosen())); });
    connect(a.cancelAll, &QAction::triggered, this, &SessionCommands::cancelAll);
    connect(a.dismiss, &QAction::triggered, this, [this] { dismiss(ended(chosen())); });
    connect(a.clearFinished, &QAction::triggered, this, [this] { dismiss(m.sessions.clearable()); });
    connect(a.copy, &QAction::triggered, this, &SessionCommands::copyPrompt);
    connect(a.copyPrompt, &QAction::triggered, this, &SessionCommands::copyPrompt);
    connect(a.copyId, &QAction::triggered, this, &SessionCommands::copyId);
    connect(a.copyCommand, &QAction::triggered, this, &SessionCommands::copyCommand);
    connect(a.useSettings, &QAction::triggered, this, [this] { Q_EMIT useSettingsWished(current()); });
    connect(a.selectProject, &QAction::triggered, this,
            [this] { Q_EMIT selectProjectWished(m.sessions.shown(current()).session.project); });
    connect(a.selectAll, &QAction::triggered, &m.page.table(), &QAbstractItemView::selectAll);
    connect(&m.page.table(), &SessionTable::openWished, this, &SessionCommands::open);
    connect(&m.page.table(), &SessionTable::deleteWished, this, &SessionCommands::onDeleteKey);
    connect(&m.page.table(), &SessionTable::menuWished, this, &SessionCommands::openMenu);
    connect(&m.page, &SessionsPage::detailsChanged, this, &SessionCommands::renewActions);
    connect(&m.sessions, &SessionModel::countsChanged, this, &SessionCommands::renewActions);
    SessionDetails &details = m.page.details();
    connect(&details, &SessionDetails::cancelWished, this, [this] { cancel(live(chosen())); });
    connect(&details, &SessionDetails::dismissWished, this, [this] { dismiss(ended(chosen())); });
    connect(&details, &SessionDetails::copyErrorWished, this,
            [this] { copyError(m.page.details().shown()); });
    connect(&details, &SessionDetails::copyPromptWished, this, &SessionCommands::copyPrompt);
    connect(&details, &SessionDetails::openFolderWished, this, &SessionCommands::openFolder);
    connect(&details, &SessionDetails::openFileWished, this, &SessionCommands::openFileWished);
    connect(&details, &SessionDetails::useSettingsWished, this,
            [this] { Q_EMIT useSettingsWished(current()); });
}

void SessionCommands::renewActions()
{
    const QStringList ids = chosen();
    const QStringList running = live(ids);
    const ShownSession one = m.sessions.shown(current());
    const WindowActions &a = m.actions;
    const QString why = running.size() == 1 ? whyNotCancellable(running.first()) : QString();
    for (QAction *action : {a.cancel, a.toolCancel}) {
        action->setEnabled(!running.isEmpty() && why.isEmpty());
        action->setToolTip(why.isEmpty() ? tr("Cancel session") : why);
    }
    const bool orphan = !one.isNone() && one.session.isLive() && one.session.liveness == Liveness::Orphan;
    a.cancel->setText(orphan && running.size() == 1 ? tr("&Cancel on the Server…") : tr("&Cancel Session…"));
    a.dismiss->setEnabled(!ended(ids).isEmpty());
    a.clearFinished->setEnabled(!m.sessions.clearable().isEmpty());
    for (QAction *action : {a.copyId, a.copyCommand, a.selectProject, a.toolFolder})
        action->setEnabled(!one.isNone());
    a.open->setEnabled(isFormInSight() ? hasPictures(one) : !one.isNone());
    a.selectAll->setEnabled(m.page.table().isVisibleTo(m.window));
    a.showInFolder->setEnabled(!picturesOf(one.session).isEmpty());
    a.showInFolder->setToolTip(picturesOf(one.session).isEmpty() ? tr("It has no picture yet.") : QString());
    for (QAction *action : {a.copy, a.copyPrompt, a.useSettings}) {
        action->setEnabled(one.isReadable());
        action->setToolTip(one.isReadable() ? QString()
                                            : tr("The prompt is private to the person who started it."));
    }
    const QString folder = m.filter.project();
    a.cancelAll->setText(folder.isEmpty() ? tr("Cancel &All…")
                                          : tr("Cancel &All in “%1”…").arg(folderName(folder)));
    a.cancelAll->setEnabled(!m.sessions.ownLive(folder).isEmpty());
}

void SessionCommands::cancel(const QStringList &ids, bool byDeleteKey)
{
    CancelQuestion question{.sessions = {},
                            .thisUser = m.sessions.viewpoint().self.user,
                            .thisHost = m.sessions.viewpoint().self.host,
                            .byDeleteKey = byDeleteKey};
    for (const QString &id : ids)
        question.sessions << m.sessions.shown(id);
    if (question.isNeeded())
        question.ask(m.window, [this, ids] { Q_EMIT cancelWished(live(ids)); });
    else if (!ids.isEmpty())
        Q_EMIT cancelWished(ids);
}

void SessionCommands::dismiss(const QStringList &chosen)
{
    const QStringList ids = ended(chosen); // what left already would take the last undo with it
    if (ids.isEmpty())
        return;
    m.page.table().selectBeside(ids);
    Q_EMIT dismissWished(ids);
    m.page.leaveDismissed();
    const int count = int(ids.size());
    m.status.offerUndo(count == 1 ? tr("1 session was dismissed.")
                                  : tr("%n sessions were dismissed.", nullptr, count),
                       [this, ids] { Q_EMIT restoreWished(ids); });
}

void SessionCommands::openMenu(const QPoint &globalPosition)
{
    auto *menu = new QMenu(m.window);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    m.actions.fillContextMenu(*menu);
    connect(menu, &QMenu::aboutToHide, this, [this] { m.filter.hold(false); });
    m.filter.hold(true); // no row moves under the pointer
    menu->popup(globalPosition);
}

void SessionCommands::copyError(const ShownSession &shown)
{
    copyText(errorReport(shown), tr("The error was copied."));
}

void SessionCommands::copyText(const QString &text, const QString &said)
{
    QGuiApplication::clipboard()->setText(text);
    m.status.say(said);
}

void SessionCommands::open()
{
    const ShownSession one = m.sessions.shown(isFormInSight() ? current() : m.page.table().currentId());
    if (hasPictures(one))
        Q_EMIT openFileWished(picturesOf(one.session).first());
    else if (!one.isNone() && !isFormInSight())
        m.page.openDetails();
}

void SessionCommands::openFolder()
{
    const ShownSession one = m.sessions.shown(current());
    if (!picturesOf(one.session).isEmpty())
        Q_EMIT showInFolderWished(picturesOf(one.session).last());
    else if (!one.isNone())
        Q_EMIT openFolderWished(one.session.project);
}

void SessionCommands::showInFolder()
{
    const QStringList files = picturesOf(m.sessions.shown(current()).session);
    if (!files.isEmpty())
        Q_EMIT showInFolderWished(files.first());
}

void SessionCommands::onDeleteKey()
{
    const QStringList ids = chosen();
    if (const QStringList running = live(ids); !running.isEmpty())
        cancel(running, true);
    else
        dismiss(ended(ids));
}

void SessionCommands::cancelAll()
{
    cancel(m.sessions.ownLive(m.filter.project()));
}

void SessionCommands::copyPrompt()
{
    const QString prompt = m.sessions.shown(current()).session.prompt();
    if (!prompt.isEmpty())
        copyText(prompt, tr("The prompt was copied."));
}

void SessionCommands::copyId()
{
    const QString id = current();
    copyText(isForeign(id) ? shortId(id) : id, tr("The session ID was copied."));
}

void SessionCommands::copyCommand()
{
    copyText(watchCommand(current(), m.sessions.shown(current()).session.project),
             tr("The command was copied."));
}

QStringList SessionCommands::chosen() const
{
    if (isFormInSight())
        return listed(m.generate.result().shown().id());
    if (!m.page.isVisibleTo(m.window))
        return {};
    const QStringList ids = m.page.table().selectedIds();
    const bool inDetails = ids.isEmpty() && m.page.details().isVisibleTo(m.window);
    return inDetails ? listed(m.page.details().shown().id()) : ids;
}

QString SessionCommands::current() const
{
    const QStringList ids = chosen();
    return ids.size() == 1 ? ids.first() : QString();
}

bool SessionCommands::isFormInSight() const
{
    return m.generate.isVisibleTo(m.window);
}

QStringList SessionCommands::live(const QStringList &ids) const
{
    QStringList found;
    for (const QString &id : ids) {
        const FollowedSession *session = m.sessions.session(id);
        if (session && session->isLive())
            found << id;
    }
    return found;
}

QStringList SessionCommands::ended(const QStringList &ids) const
{
    QStringList found;
    for (const QString &id : ids) {
        const FollowedSession *session = m.sessions.session(id);
        if (session && !session->isLive())
            found << id;
    }
    return found;
}

QString SessionCommands::whyNotCancellable(const QString &id) const
{
    const FollowedSession *session = m.sessions.session(id);
    if (session && session->liveness == Liveness::Orphan && !session->ticket)
        return onlyOwnerText(*session);
    return {};
}

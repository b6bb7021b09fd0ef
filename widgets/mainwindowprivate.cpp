// SPDX-License-Identifier: GPL-3.0-or-later
#include "mainwindowprivate.h"

#include "banner.h"
#include "firstrunpage.h"
#include "generatepage.h"
#include "projectlist.h"
#include "sessioncommands.h"
#include "sessionfilterbox.h"
#include "statusstrip.h"
#include "windowactions.h"

#include <QComboBox>
#include <QLineEdit>
#include <QListView>
#include <QLocale>
#include <QStackedWidget>
#include <QToolBar>

#include <algorithm>

using namespace Qt::StringLiterals;

void MainWindow::Private::showPage()
{
    const bool none = projects.watched().isEmpty();
    list->setEmpty(none);
    QWidget *wanted = showingGenerate ? static_cast<QWidget *>(generate)
        : none                        ? static_cast<QWidget *>(firstRun)
                                      : page;
    (showingGenerate ? actions->generatePage : actions->sessionsPage)->setChecked(true);
    filterBox->edit().setEnabled(!none && !showingGenerate);
    if (pages->currentWidget() != wanted) {
        pages->setCurrentWidget(wanted);
        if (wanted == firstRun)
            firstRun->setFocus();
    }
    projectBox->setVisible(q.width() < 640 && wanted != firstRun);
    commands->renewActions();
    renewSight();
}

void MainWindow::Private::showServer()
{
    const bool recording = std::ranges::find(facts, Notice::Kind::Recording, &Notice::kind) == facts.end();
    status->setServer(server, silentSince, recording);
    generate->form().setServerAnswers(server.state != ServerFacts::State::Offline);
    actions->openInBrowser->setEnabled(!server.server.isEmpty());
}

void MainWindow::Private::note(const Notice &notice)
{
    if (facts.contains(notice))
        return;
    facts.removeIf(
        [&](const Notice &known) { return known.kind == notice.kind && known.about == notice.about; });
    if (!notice.text.isEmpty())
        facts << notice;
    banner->set(notice);
}

void MainWindow::Private::renewTitle()
{
    const QString folder = filter.project();
    q.setWindowTitle(folder.isEmpty() ? MainWindow::tr("All projects") : projects.nameOf(folder));
}

void MainWindow::Private::renewSummary()
{
    page->renewFilter();
    const QLocale locale;
    QStringList parts;
    const auto note = [&](SortRank rank, const QString &words) {
        if (const int count = sessions.count(rank); count > 0)
            parts << words.arg(locale.toString(count));
    };
    note(SortRank::Working, MainWindow::tr("%1 generating"));
    note(SortRank::Waiting, MainWindow::tr("%1 waiting"));
    const int attention = sessions.count(SortRank::Attention);
    note(SortRank::Attention,
         attention == 1 ? MainWindow::tr("%1 needs attention") : MainWindow::tr("%1 need attention"));
    status->setSummary(parts.isEmpty() ? MainWindow::tr("Nothing is running") : parts.join(u" · "_s),
                       filter.attentionOnly());
    filterBox->setCount(filter.isFiltering() ? MainWindow::tr("%1 of %2")
                                                   .arg(locale.toString(filter.rowCount()),
                                                        locale.toString(filter.rowsInScope()))
                                             : QString());
}

ShownSession MainWindow::Private::inSight() const
{
    if (!q.isVisible() || q.isMinimized())
        return {};
    if (pages->currentWidget() == generate)
        return generate->result().shown();
    return pages->currentWidget() == page && page->detailsInSight() ? page->details().shown()
                                                                    : ShownSession();
}

void MainWindow::Private::renewSight()
{
    const ShownSession shown = inSight();
    const bool live = !shown.isNone() && shown.session.isLive() && shown.isReadable();
    const QString preview = live ? shown.id() : QString();
    if (std::exchange(previewed, preview) != preview)
        Q_EMIT q.previewWished(preview);
    const QStringList files = picturesOf(shown.session);
    if (shown.id() == picturesShownOf && files == picturesAsked)
        return; // those that leave sight leave the tiles too, so they are asked for again when they return
    picturesShownOf = shown.id();
    picturesAsked = files;
    if (!files.isEmpty())
        Q_EMIT q.picturesWished(picturesShownOf, files);
}

void MainWindow::Private::chooseProject(const QString &folder)
{
    if (filter.project() == folder)
        return;
    filter.setProject(folder);
    page->table().columns().setAllProjects(folder.isEmpty());
    page->renewScope();
    generate->form().setProject(folder);
    list->setCurrentFolder(folder);
    projectBox->setCurrentIndex(std::max(projects.indexOf(folder).row(), 0));
    renewTitle();
    renewSummary();
    commands->renewActions();
}

void MainWindow::Private::chooseRow(const QModelIndex &project)
{
    if (project.data(ProjectModel::KindRole).toInt() != int(ProjectModel::Kind::Offered))
        return chooseProject(project.data(ProjectModel::PathRole).toString());
    projectBox->setCurrentIndex(std::max(projects.indexOf(filter.project()).row(), 0));
}

void MainWindow::Private::removeProject(const QString &folder)
{
    const QString name = projects.nameOf(folder);
    if (filter.project() == folder)
        chooseProject({});
    Q_EMIT q.removeProjectWished(folder);
    status->offerUndo(MainWindow::tr("“%1” was removed from the list. The folder is as it was.").arg(name),
                      [this, folder] { Q_EMIT q.watchWished(folder); });
}

void MainWindow::Private::useSettings(const QString &sessionId)
{
    const ShownSession shown = sessions.shown(sessionId);
    if (!shown.isReadable())
        return;
    generate->form().setOrder({.request = requestFrom(shown.session.ticket->parameters),
                               .project = shown.session.project,
                               .label = shown.session.session.label});
    q.showGenerate();
}

void MainWindow::Private::showAllOf(const QString &sessionId)
{
    if (sessions.shown(sessionId).session.project != filter.project())
        chooseProject({});
    filter.setAttentionOnly(false);
    filterBox->clear();
    renewSummary();
}

void MainWindow::Private::generateHere(const QString &folder)
{
    chooseProject(folder);
    q.showGenerate();
}

void MainWindow::Private::goToPane(int step)
{
    QList<QWidget *> panes{toolBar->widgetForAction(actions->sessionsPage), &list->view()};
    if (pages->currentWidget() == page)
        panes << page->currentPane() << page->details().firstStop();
    else
        panes << pages->currentWidget()->nextInFocusChain();
    panes << status->summaryButton();
    panes.removeIf([](const QWidget *pane) { return !pane || !pane->isVisible(); });
    const QWidget *focused = q.focusWidget();
    qsizetype at = 0;
    for (qsizetype pane = 0; pane < panes.size(); ++pane) {
        if (focused && (panes[pane] == focused || panes[pane]->parentWidget()->isAncestorOf(focused)))
            at = pane;
    }
    panes[(at + step + panes.size()) % panes.size()]->setFocus(Qt::ShortcutFocusReason);
}

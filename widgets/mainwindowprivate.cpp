// SPDX-License-Identifier: GPL-3.0-or-later
#include "mainwindowprivate.h"

#include "banner.h"
#include "dropoverlay.h"
#include "firstrunpage.h"
#include "generatepage.h"
#include "projectlist.h"
#include "serverwords.h"
#include "sessioncommands.h"
#include "sessionfilterbox.h"
#include "statusstrip.h"
#include "windowactions.h"
#include "windowmemory.h"

#include <QAccessible>
#include <QComboBox>
#include <QLineEdit>
#include <QListView>
#include <QLocale>
#include <QStackedWidget>
#include <QToolBar>
#include <QToolButton>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

MainWindow::Private::Private(MainWindow &window, SessionModel &sessionModel, ProjectModel &projectModel,
                             QSettings &settings)
    : q(window)
    , sessions(sessionModel)
    , projects(projectModel)
    , memory(settings)
    , filter(sessionModel)
    , actions(new WindowActions(&window))
    , list(new ProjectList(projectModel))
    , projectBox(new QComboBox)
    , splitter(new QSplitter)
    , pages(new QStackedWidget)
    , firstRun(new FirstRunPage(projectModel))
    , page(new SessionsPage(sessionModel, filter))
    , generate(new GeneratePage(sessionModel, projectModel))
    , banner(new Banner)
    , overlay(new DropOverlay(&window))
    , status(new StatusStrip)
{
    buildCentre();
    buildToolBar();
    q.setStatusBar(status);
    commands = new SessionCommands({sessions, filter, *page, *actions, *status, &q});
    actions->fillMenuBar(q, page->table().columns().actions());
    status->addServerAction(actions->check);
    status->addServerAction(actions->openInBrowser);
    setTabOrder();
    connectActions();
    connectParts();
    connectPages();
    actions->renewIcons(q.palette());
    showPage();
    renewTitle();
    renewSummary();
    showServer();
}

void MainWindow::Private::buildCentre()
{
    projectBox->setModel(&projects);
    projectBox->setAccessibleName(MainWindow::tr("Project in sight"));
    projectBox->setMinimumHeight(28);
    pages->addWidget(firstRun);
    pages->addWidget(page);
    pages->addWidget(generate);
    auto *centre = new QWidget;
    auto *column = new QVBoxLayout(centre);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(banner);
    column->addWidget(projectBox);
    column->addWidget(pages, 1);
    list->setMinimumWidth(140);
    list->setMaximumWidth(320);
    splitter->setHandleWidth(1);
    splitter->setChildrenCollapsible(false);
    splitter->addWidget(list);
    splitter->addWidget(centre);
    splitter->setStretchFactor(1, 1);
    splitter->setSizes({184, 1096});
    q.setCentralWidget(splitter);
}

void MainWindow::Private::buildToolBar()
{
    filterBox = new SessionFilterBox;
    toolBar = new QToolBar(MainWindow::tr("Tools"));
    toolBar->setObjectName(u"tools"_s);
    toolBar->setMovable(false);
    toolBar->setIconSize({16, 16});
    toolBar->setMinimumHeight(34);
    toolBar->setContextMenuPolicy(Qt::PreventContextMenu);
    toolBar->addActions({actions->sessionsPage, actions->generatePage});
    toolBar->addSeparator();
    toolBar->addActions({actions->toolCancel, actions->toolFolder});
    toolBar->addWidget(filterBox);
    for (QAction *action :
         {actions->sessionsPage, actions->generatePage, actions->toolCancel, actions->toolFolder}) {
        auto *button = static_cast<QToolButton *>(toolBar->widgetForAction(action));
        button->setFocusPolicy(Qt::TabFocus);
        button->setMinimumHeight(26);
        button->setMinimumWidth(28);
    }
    // The pages and what is on them have names of their own.
    toolBar->widgetForAction(actions->sessionsPage)->setAccessibleName(MainWindow::tr("Sessions page"));
    toolBar->widgetForAction(actions->generatePage)->setAccessibleName(MainWindow::tr("Generate page"));
    toolBar->widgetForAction(actions->toolCancel)->setAccessibleName(MainWindow::tr("Cancel session"));
    toolBar->widgetForAction(actions->toolFolder)->setAccessibleName(MainWindow::tr("Open folder"));
    q.addToolBar(toolBar);
}

void MainWindow::Private::setTabOrder()
{
    QWidget *last = nullptr;
    const auto then = [&last](QWidget *next) {
        if (last)
            QWidget::setTabOrder(last, next);
        last = next;
    };
    for (QAction *action :
         {actions->sessionsPage, actions->generatePage, actions->toolCancel, actions->toolFolder})
        then(toolBar->widgetForAction(action));
    then(&filterBox->edit());
    then(&list->view());
    then(list->addButton());
    then(&page->table());
}

void MainWindow::Private::arrange(int width)
{
    const WidthClass room = width >= 1200 ? WidthClass::Wide
        : width >= 640                    ? WidthClass::Medium
                                          : WidthClass::Narrow;
    const bool narrow = room == WidthClass::Narrow;
    toolBar->setToolButtonStyle(narrow ? Qt::ToolButtonIconOnly : Qt::ToolButtonTextBesideIcon);
    filterBox->setNarrow(narrow);
    list->setVisible(!narrow && actions->projects->isChecked());
    projectBox->setVisible(narrow && pages->currentWidget() != firstRun);
    generate->setNarrow(room != WidthClass::Wide && width < 800);
    page->setWidthClass(room);
    if (overlay->isVisible())
        overlay->cover();
}

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
    renewSight();
}

void MainWindow::Private::showServer()
{
    const bool recording = !banner->holds(Notice::Kind::Recording);
    status->setServer(server, silentSince, recording);
    generate->form().setServerAnswers(server.state != ServerFacts::State::Offline);
    actions->openInBrowser->setEnabled(!server.server.isEmpty());
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
    if (shown.isNone() || (shown.id() == picturesShownOf && files == picturesAsked))
        return;
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
    page->table().selectFirst();
    generate->form().setProject(folder);
    list->setCurrentFolder(folder);
    projectBox->setCurrentIndex(std::max(projects.indexOf(folder).row(), 0));
    renewTitle();
    renewSummary();
    commands->renewActions();
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

void MainWindow::Private::restore()
{
    const WindowMemory kept = WindowMemory::from(memory);
    if (!q.restoreGeometry(kept.geometry))
        q.resize(1280, 760);
    if (!kept.panes.isEmpty())
        splitter->restoreState(kept.panes);
    splitter->setHandleWidth(1);
    page->setDetailsPlace(kept.details);
    page->setSplitterState(kept.sessionsSplitter);
    page->table().columns().setState(kept.columns);
    actions->projects->setChecked(kept.projectsShown);
    arrange(q.width());
    showPlace();
}

void MainWindow::Private::keep()
{
    WindowMemory{.geometry = q.saveGeometry(),
                 .panes = splitter->saveState(),
                 .sessionsSplitter = page->splitterState(),
                 .columns = page->table().columns().state(),
                 .details = page->detailsPlace(),
                 .projectsShown = actions->projects->isChecked()}
        .keep(memory);
}

void MainWindow::Private::resetLayout()
{
    splitter->setSizes({184, std::max(q.width() - 185, 380)});
    actions->projects->setChecked(true);
    page->table().columns().reset();
    setDetailsPlace(DetailsPlace::Automatic);
    arrange(q.width());
}

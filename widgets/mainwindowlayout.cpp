// SPDX-License-Identifier: GPL-3.0-or-later
#include "mainwindowprivate.h"

#include "banner.h"
#include "dropoverlay.h"
#include "firstrunpage.h"
#include "generatepage.h"
#include "projectlist.h"
#include "sessioncommands.h"
#include "sessionfilterbox.h"
#include "statusstrip.h"
#include "windowactions.h"
#include "windowmemory.h"

#include <QComboBox>
#include <QLineEdit>
#include <QListView>
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
    commands = new SessionCommands({sessions, filter, *page, *generate, *actions, *status, &q});
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

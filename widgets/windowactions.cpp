// SPDX-License-Identifier: GPL-3.0-or-later
#include "windowactions.h"

#include "glyphs.h"

#include <QActionGroup>
#include <QMainWindow>
#include <QMenu>
#include <QMenuBar>

using namespace Qt::StringLiterals;

WindowActions::WindowActions(QWidget *window)
    : QObject(window)
    , m_window(window)
    , m_pages(new QActionGroup(this))
    , m_places(new QActionGroup(this))
{
    makeFile();
    makeEdit();
    makeView();
    makeSession();
    makeHelp();
    toolCancel = add(tr("Cancel session"));
    toolFolder = add(tr("Open folder"));
    nextPane = add(tr("Next pane"), Qt::Key_F6);
    previousPane = add(tr("Previous pane"), Qt::SHIFT | Qt::Key_F6);
    openInBrowser = add(tr("Open in browser"));
}

QAction *WindowActions::add(const QString &text, const QKeySequence &key)
{
    auto *action = new QAction(text, this);
    action->setShortcut(key);
    action->setIconVisibleInMenu(false);
    m_window->addAction(action);
    return action;
}

void WindowActions::makeFile()
{
    generate = add(tr("&Generate…"), Qt::CTRL | Qt::Key_N);
    addFolder = add(tr("&Add Project Folder…"), Qt::CTRL | Qt::Key_O);
    openProject = add(tr("&Open Project Folder"), Qt::CTRL | Qt::Key_E);
    closeWindow = add(tr("&Close Window"), Qt::CTRL | Qt::Key_W);
    quit = add(tr("&Quit"), Qt::CTRL | Qt::Key_Q);
    quit->setMenuRole(QAction::QuitRole);
}

void WindowActions::makeEdit()
{
    undo = add(tr("&Undo"), Qt::CTRL | Qt::Key_Z);
    copy = add(tr("&Copy"), QKeySequence::Copy);
    copyPrompt = add(tr("Copy &Prompt"));
    copyId = add(tr("Copy Session &ID"), Qt::CTRL | Qt::SHIFT | Qt::Key_C);
    copyCommand = add(tr("Copy &Watch Command"));
    selectAll = add(tr("Select &All"), QKeySequence::SelectAll);
    filter = add(tr("&Filter"), Qt::CTRL | Qt::Key_F);
    undo->setEnabled(false);
}

void WindowActions::makeView()
{
    sessionsPage = add(tr("&Sessions"), Qt::CTRL | Qt::Key_1);
    generatePage = add(tr("&Generate"), Qt::CTRL | Qt::Key_2);
    for (QAction *page : {sessionsPage, generatePage}) {
        page->setCheckable(true);
        m_pages->addAction(page);
    }
    sessionsPage->setIconText(tr("Sessions"));
    generatePage->setIconText(tr("Generate"));
    sessionsPage->setChecked(true);
    projects = add(tr("&Projects"), Qt::Key_F9);
    projects->setCheckable(true);
    projects->setChecked(true);
    details = add(tr("Show or hide details"), Qt::Key_F8);
    detailsRight = add(tr("&Right"));
    detailsBelow = add(tr("&Below"));
    detailsHidden = add(tr("&Hidden"));
    m_places->setExclusionPolicy(QActionGroup::ExclusionPolicy::ExclusiveOptional);
    for (QAction *place : {detailsRight, detailsBelow, detailsHidden}) {
        place->setCheckable(true);
        m_places->addAction(place);
    }
    check = add(tr("&Check Now"), Qt::Key_F5);
    fullScreen = add(tr("&Full Screen"), Qt::Key_F11);
    fullScreen->setCheckable(true);
    resetLayout = add(tr("R&eset Layout"));
}

void WindowActions::makeSession()
{
    open = add(tr("&Open"));
    showInFolder = add(tr("Show in &Folder"), Qt::CTRL | Qt::SHIFT | Qt::Key_O);
    useSettings = add(tr("&Use These Settings"), Qt::CTRL | Qt::Key_U);
    cancel = add(tr("&Cancel Session…"));
    cancelAll = add(tr("Cancel &All…"));
    dismiss = add(tr("&Dismiss"));
    clearFinished = add(tr("C&lear Finished"), Qt::CTRL | Qt::SHIFT | Qt::Key_Delete);
    selectProject = add(tr("Select &Project"));
    // These keys mean the row that has the focus, so the table listens to them; here they are only shown.
    open->setShortcut(Qt::Key_Return);
    cancel->setShortcut(Qt::Key_Delete);
    dismiss->setShortcut(Qt::Key_Delete);
    for (QAction *ofTheRow : {open, cancel, dismiss}) {
        ofTheRow->setShortcutContext(Qt::WidgetShortcut);
        m_window->removeAction(ofTheRow);
    }
}

void WindowActions::makeHelp()
{
    commands = add(tr("&Commands for the Terminal"));
    demo = add(tr("&Start Demo Server"));
    report = add(tr("Copy &Report for a Bug"));
    about = add(tr("&About"));
    about->setMenuRole(QAction::AboutRole);
}

QMenu *WindowActions::addMenu(QMainWindow &window, const QString &title, const QList<QAction *> &actions)
{
    QMenu *menu = window.menuBar()->addMenu(title);
    for (QAction *action : actions)
        action ? menu->addAction(action) : void(menu->addSeparator());
    connect(menu, &QMenu::aboutToShow, this, [this] { Q_EMIT menuOpen(true); });
    connect(menu, &QMenu::aboutToHide, this, [this] { Q_EMIT menuOpen(false); });
    return menu;
}

void WindowActions::fillMenuBar(QMainWindow &window, const QList<QAction *> &columns)
{
    addMenu(window, tr("&File"), {generate, nullptr, addFolder, openProject, nullptr, closeWindow, quit});
    addMenu(window, tr("&Edit"),
            {undo, nullptr, copy, copyPrompt, copyId, copyCommand, nullptr, selectAll, filter});
    QMenu *view = addMenu(window, tr("&View"), {sessionsPage, generatePage, nullptr, projects});
    QMenu *place = view->addMenu(tr("&Details"));
    place->addActions({detailsRight, detailsBelow, detailsHidden});
    QMenu *column = view->addMenu(tr("C&olumns"));
    column->addActions(columns);
    view->addSeparator();
    view->addActions({check, fullScreen, resetLayout});
    addMenu(window, tr("&Session"),
            {open, showInFolder, useSettings, nullptr, cancel, cancelAll, nullptr, dismiss, clearFinished});
    addMenu(window, tr("&Help"), {commands, demo, nullptr, report, about});
}

void WindowActions::fillContextMenu(QMenu &menu) const
{
    menu.addActions({open, showInFolder});
    menu.addSeparator();
    menu.addActions({cancel, dismiss});
    menu.addSeparator();
    menu.addActions({useSettings, copyPrompt, copyId, copyCommand});
    menu.addSeparator();
    menu.addAction(selectProject);
    menu.setToolTipsVisible(true);
}

void WindowActions::renewIcons(const QPalette &palette)
{
    sessionsPage->setIcon(glyphIcon(u"action-sessions"_s, palette));
    generatePage->setIcon(glyphIcon(u"action-generate"_s, palette));
    toolCancel->setIcon(glyphIcon(u"action-cancel"_s, palette));
    toolFolder->setIcon(glyphIcon(u"action-folder"_s, palette));
}

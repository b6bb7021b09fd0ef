// SPDX-License-Identifier: GPL-3.0-or-later
#include "desktopprogram.h"

// Who hears whose wishes: nothing else is in this file.

void DesktopProgram::connectWindow()
{
    MainWindow *w = m_window.get();
    Workbench *workbench = &m_workbench;
    connect(w, &MainWindow::addFolderWished, this, &DesktopProgram::watchAll);
    connect(w, &MainWindow::pickFolderWished, this, &DesktopProgram::pickFolder);
    connect(w, &MainWindow::watchWished, &workbench->board(), &SessionBoard::watch);
    connect(w, &MainWindow::removeProjectWished, workbench, &Workbench::unwatch);
    connect(w, &MainWindow::cancelWished, &workbench->canceller(), &Canceller::cancel);
    connect(w, &MainWindow::dismissWished, &workbench->sessions(), &SessionModel::dismiss);
    connect(w, &MainWindow::restoreWished, &workbench->sessions(), &SessionModel::restore);
    connect(w, &MainWindow::generateWished, this, &DesktopProgram::generate);
    connect(w, &MainWindow::checkWished, workbench, &Workbench::lookAtAll);
    connect(w, &MainWindow::demoWished, &m_demo, &DemoProcess::start);
    connect(w, &MainWindow::closeWished, this, &DesktopProgram::onClose);
    connect(w, &MainWindow::quitWished, this, &DesktopProgram::onQuit);
    connect(w, &MainWindow::quitConfirmed, this, &DesktopProgram::quit);
    connect(w, &MainWindow::keepRunningWished, this, &DesktopProgram::hideToTray);
    connect(w, &MainWindow::shownChanged, this, &DesktopProgram::onWindowShown);
    connect(&workbench->canceller(), &Canceller::said, w, &MainWindow::say);
    connect(&workbench->server(), &ServerWatch::modelsChanged, w, &MainWindow::setModels);
    connect(&m_demo, &DemoProcess::ready, w, [this](const QUrl &address) {
        m_workbench.useServer(address);
        m_window->say(tr("The demo server runs at %1.").arg(address.toString()));
    });
    connect(&m_demo, &DemoProcess::failed, w, [this](const Error &error) {
        m_workbench.useSetServer();
        m_window->say(error.sentence());
    });
}

void DesktopProgram::connectFeeds()
{
    MainWindow *w = m_window.get();
    connect(w, &MainWindow::previewWished, &m_previews, &PreviewFeed::lookAt);
    connect(&m_previews, &PreviewFeed::previewed, w, &MainWindow::setPreview);
    connect(w, &MainWindow::picturesWished, &m_pictures, &PictureFeed::wish);
    connect(&m_pictures, &PictureFeed::read, w, &MainWindow::setPictures);
    connect(w, &MainWindow::openFileWished, &m_opener, &FileOpener::openPath);
    connect(w, &MainWindow::openFolderWished, &m_opener, &FileOpener::openPath);
    connect(w, &MainWindow::showInFolderWished, &m_opener, &FileOpener::showInFolder);
    connect(w, &MainWindow::openUrlWished, &m_opener, &FileOpener::open);
    connect(&m_opener, &FileOpener::failed, w, &MainWindow::say);
}

void DesktopProgram::connectTray()
{
    TrayMenu *menu = &m_tray->menu();
    menu->setUser(m_workbench.sessions().viewpoint().self.user);
    connect(m_tray.get(), &TrayMonitor::toggleWished, this, &DesktopProgram::toggleWindow);
    connect(m_tray.get(), &TrayMonitor::newestWished, this, &DesktopProgram::showNewest);
    connect(menu, &TrayMenu::aboutToShow, &m_workbench.server(), &ServerWatch::checkIfOld);
    connect(menu, &TrayMenu::showWindowWished, this, &DesktopProgram::showWindow);
    connect(menu, &TrayMenu::problemsWished, this, &DesktopProgram::showNewest);
    connect(menu, &TrayMenu::sessionsWished, this, [this] {
        showWindow();
        m_window->showSessions();
    });
    connect(menu, &TrayMenu::sessionWished, this, [this](const QString &id) {
        showWindow();
        m_window->showSession(id);
    });
    connect(menu, &TrayMenu::cancelWished, this, &DesktopProgram::cancelAsking);
    connect(menu, &TrayMenu::folderWished, &m_opener, &FileOpener::openPath);
    connect(menu, &TrayMenu::generateWished, this, [this] {
        showWindow();
        m_window->showGenerate();
    });
    connect(menu, &TrayMenu::projectWished, this, [this](const QString &folder) {
        showWindow();
        m_window->setCurrentProject(folder);
        m_window->showSessions();
    });
    connect(menu, &TrayMenu::addProjectWished, this, &DesktopProgram::pickFolder);
    connect(menu, &TrayMenu::quitWished, this, &DesktopProgram::onQuit);
}

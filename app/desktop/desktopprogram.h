// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "demoprocess.h"
#include "desktopmemory.h"
#include "desktoporder.h"
#include "farewell.h"
#include "fileopener.h"
#include "mainwindow.h"
#include "picturefeed.h"
#include "previewfeed.h"
#include "singleinstance.h"
#include "trayhost.h"
#include "traymonitor.h"
#include "workbench.h"

#include <memory>

/// The desktop as one program: makes window and tray when they are wanted, feeds them, and fulfils their
/// wishes. The window is made when first asked for; the tray once the desktop's own tray is known.
class DesktopProgram : public QObject
{
    Q_OBJECT
public:
    /// `program` is the path of the running program. All given in must outlive this.
    DesktopProgram(Workbench &workbench, DesktopMemory &memory, const QString &program,
                   QObject *parent = nullptr);
    ~DesktopProgram() override;

    void start(const DesktopOrder &order);
    /// A later start hands over what it was asked for.
    void take(const InstanceCall &call);
    /// A sentence that the window is to show, now or when it is made.
    void addNotice(const Notice &notice);
    /// The system wants the program to end (SIGTERM and its kin): within a second.
    void endSoon();

Q_SIGNALS:
    /// The end has begun: nothing new is taken on, sessions of this program are being stopped.
    void leaving();
    /// All is saved: the process may end.
    void finished();

private:
    void watchAll(const QStringList &folders);
    void showWindow();
    MainWindow &window();
    void makeWindow();
    void connectWindow();
    void connectFeeds();
    void onTraySettled();
    void connectTray();
    void pickFolder();
    void generate(const FormOrder &order);
    void cancelAsking(const QStringList &sessionIds);
    void showNewest();
    void toggleWindow();
    void onWindowShown(bool shown);
    void onClose();
    void hideToTray();
    void onQuit();
    void quit();
    void leave(std::chrono::milliseconds limit);
    void onFarewell();
    void onReport(const StatusReport &report);
    [[nodiscard]] QList<TrayProject> trayProjects() const;

    Workbench &m_workbench;
    DesktopMemory &m_memory;
    PreviewFeed m_previews;
    PictureFeed m_pictures;
    FileOpener m_opener;
    DemoProcess m_demo;
    Farewell m_farewell;
    TrayHost m_trayHost;
    std::unique_ptr<MainWindow> m_window;
    std::unique_ptr<TrayMonitor> m_tray;
    QList<Notice> m_notices; ///< those that hold now
    bool m_hidden = false;
};

// SPDX-License-Identifier: GPL-3.0-or-later
#include "desktopprogram.h"

#include <QFileDialog>
#include <QGuiApplication>
#include <QProcessEnvironment>

using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

namespace
{

constexpr auto quitLimit = 6s; ///< a job gives the server 5 s to stop
constexpr auto signalLimit = 700ms; ///< with the last writes: a second
constexpr auto writeLimit = 300ms;

} // namespace

DesktopProgram::DesktopProgram(Workshop &workshop, DesktopMemory &memory, const QString &program,
                               QObject *parent)
    : QObject(parent)
    , m_workshop(workshop)
    , m_memory(memory)
    , m_previews(workshop.previews())
    , m_demo(program)
    , m_farewell(workshop.runs())
{
    connect(&m_workshop, &Workshop::reportChanged, this, &DesktopProgram::onReport);
    connect(&m_workshop.board(), &SessionBoard::noticed, this, &DesktopProgram::addNotice);
    connect(&m_workshop.board(), &SessionBoard::watchedChanged, this,
            [this] { m_memory.setWatched(m_workshop.board().watched()); });
    connect(&m_workshop.runs(), &OwnRuns::warned, this, [this](const QString &project, const Error &error) {
        addNotice({.kind = Notice::Kind::Recording, .text = error.sentence(), .about = project});
    });
    connect(&m_farewell, &Farewell::done, this, &DesktopProgram::onFarewell);
    connect(&m_trayHost, &TrayHost::settled, this, &DesktopProgram::onTraySettled);
}

DesktopProgram::~DesktopProgram() = default;

void DesktopProgram::start(const DesktopOrder &order)
{
    m_hidden = order.hidden;
    for (const QString &folder : m_memory.watched())
        m_workshop.board().watch(folder);
    watchAll(order.folders);
    m_workshop.lookForOffers();
    m_workshop.server().check();
    m_trayHost.wait();
    if (!m_hidden)
        showWindow();
}

void DesktopProgram::take(const InstanceCall &call)
{
    watchAll(call.folders);
    if (!call.hidden)
        showWindow();
}

void DesktopProgram::watchAll(const QStringList &folders)
{
    for (const QString &folder : folders) {
        if (const std::optional<Error> problem = folderProblem(folder))
            addNotice({.kind = Notice::Kind::ProjectProblem, .text = problem->sentence(), .about = folder});
        else
            m_workshop.board().watch(folder);
    }
}

void DesktopProgram::addNotice(const Notice &notice)
{
    m_notices.removeIf(
        [&notice](const Notice &n) { return n.kind == notice.kind && n.about == notice.about; });
    if (!notice.text.isEmpty())
        m_notices << notice;
    if (m_window)
        m_window->setNotice(notice);
}

MainWindow &DesktopProgram::window()
{
    if (!m_window)
        makeWindow();
    return *m_window;
}

void DesktopProgram::makeWindow()
{
    m_window
        = std::make_unique<MainWindow>(m_workshop.sessions(), m_workshop.projects(), m_memory.settings());
    connectWindow();
    connectFeeds();
    m_window->setPreviewsAvailable(m_workshop.previews().isAvailable());
    m_window->setModels(m_workshop.server().models());
    m_window->setForm(m_memory.form());
    m_window->setReport(m_workshop.report());
    for (const Notice &notice : std::as_const(m_notices))
        m_window->setNotice(notice);
}

void DesktopProgram::connectWindow()
{
    MainWindow *w = m_window.get();
    Workshop *workshop = &m_workshop;
    connect(w, &MainWindow::addFolderWished, this, &DesktopProgram::watchAll);
    connect(w, &MainWindow::pickFolderWished, this, &DesktopProgram::pickFolder);
    connect(w, &MainWindow::watchWished, &workshop->board(), &SessionBoard::watch);
    connect(w, &MainWindow::removeProjectWished, workshop, &Workshop::unwatch);
    connect(w, &MainWindow::cancelWished, &workshop->canceller(), &Canceller::cancel);
    connect(w, &MainWindow::dismissWished, &workshop->sessions(), &SessionModel::dismiss);
    connect(w, &MainWindow::restoreWished, &workshop->sessions(), &SessionModel::restore);
    connect(w, &MainWindow::generateWished, this, &DesktopProgram::generate);
    connect(w, &MainWindow::checkWished, workshop, &Workshop::lookAtAll);
    connect(w, &MainWindow::demoWished, &m_demo, &DemoServer::start);
    connect(w, &MainWindow::closeWished, this, &DesktopProgram::onClose);
    connect(w, &MainWindow::quitWished, this, &DesktopProgram::onQuit);
    connect(w, &MainWindow::quitConfirmed, this, [this] { m_farewell.begin(quitLimit); });
    connect(w, &MainWindow::keepRunningWished, this, &DesktopProgram::hideToTray);
    connect(w, &MainWindow::shownChanged, this, &DesktopProgram::onWindowShown);
    connect(&workshop->canceller(), &Canceller::said, w, &MainWindow::say);
    connect(&workshop->server(), &ServerWatch::modelsChanged, w, &MainWindow::setModels);
    connect(&m_demo, &DemoServer::ready, w, [this](const QUrl &address) {
        m_workshop.useServer(address);
        m_window->say(tr("The demo server runs at %1.").arg(address.toString()));
    });
    connect(&m_demo, &DemoServer::failed, w, [w](const Error &error) { w->say(error.sentence()); });
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

void DesktopProgram::showWindow()
{
    MainWindow &shown = window();
    if (shown.isMinimized())
        shown.showNormal();
    shown.show();
    shown.raise();
    shown.activateWindow();
}

void DesktopProgram::onWindowShown(bool shown)
{
    m_workshop.server().setLookedAt(shown);
    if (!shown)
        return;
    m_workshop.server().checkIfOld();
    m_workshop.lookForOffers();
}

void DesktopProgram::onTraySettled()
{
    const QString desktop = QProcessEnvironment::systemEnvironment().value(u"XDG_CURRENT_DESKTOP"_s);
    m_tray = std::make_unique<TrayMonitor>(TrayIconPainter(traySkinFor(desktop), QGuiApplication::font()));
    connectTray();
    m_tray->tell(m_workshop.report(), trayProjects());
    if (m_hidden && !isTrayThere() && !m_window)
        window().showMinimized();
}

void DesktopProgram::connectTray()
{
    TrayMenu *menu = &m_tray->menu();
    connect(m_tray.get(), &TrayMonitor::toggleWished, this, &DesktopProgram::toggleWindow);
    connect(m_tray.get(), &TrayMonitor::newestWished, this, &DesktopProgram::showNewest);
    connect(menu, &TrayMenu::aboutToShow, &m_workshop.server(), &ServerWatch::checkIfOld);
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
    connect(menu, &TrayMenu::cancelWished, this, [this](const QStringList &ids) { window().askCancel(ids); });
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

void DesktopProgram::pickFolder()
{
    showWindow();
    auto *dialog = new QFileDialog(m_window.get(), tr("Add Project Folder"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::Directory);
    dialog->setOption(QFileDialog::ShowDirsOnly);
    connect(dialog, &QFileDialog::filesSelected, this, &DesktopProgram::watchAll);
    dialog->open();
}

void DesktopProgram::generate(const FormOrder &order)
{
    m_memory.setForm(order);
    const Result<QString> id = m_workshop.generate(order);
    if (id)
        m_window->setOwnSession(*id);
    else
        m_window->setOrderProblem(id.error());
}

void DesktopProgram::showNewest()
{
    showWindow();
    const QString id = m_workshop.newest();
    if (id.isEmpty())
        m_window->showSessions();
    else
        m_window->showSession(id);
}

void DesktopProgram::toggleWindow()
{
    if (m_window && m_window->isVisible() && !m_window->isMinimized() && m_window->isActiveWindow())
        m_window->hide();
    else
        showWindow();
}

void DesktopProgram::onClose()
{
    m_trayHost.hurry(); // now it must be known
    if (isTrayThere())
        return hideToTray();
    onQuit();
}

void DesktopProgram::hideToTray()
{
    if (!isTrayThere())
        return;
    window().hide();
    if (m_memory.isCloseExplained())
        return;
    m_memory.setCloseExplained();
    m_tray->sayStillWatching();
}

void DesktopProgram::onQuit()
{
    m_trayHost.hurry();
    if (m_workshop.runs().count() == 0)
        return m_farewell.begin(quitLimit);
    showWindow();
    m_window->askQuit(m_workshop.runs().count(), isTrayThere());
}

void DesktopProgram::endSoon()
{
    m_farewell.begin(signalLimit);
}

void DesktopProgram::onFarewell()
{
    if (m_window) {
        m_memory.setForm(m_window->form());
        m_window->remember();
    }
    m_memory.save();
    m_workshop.board().finishWriting(writeLimit);
    Q_EMIT finished();
}

void DesktopProgram::onReport(const StatusReport &report)
{
    if (m_window)
        m_window->setReport(report);
    if (m_tray)
        m_tray->tell(report, trayProjects());
}

QList<TrayProject> DesktopProgram::trayProjects() const
{
    QList<TrayProject> projects;
    for (const QString &folder : m_workshop.projects().watched())
        projects << TrayProject{folder, m_workshop.projects().nameOf(folder)};
    return projects;
}

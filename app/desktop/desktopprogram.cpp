// SPDX-License-Identifier: GPL-3.0-or-later
#include "desktopprogram.h"

#include "cancelquestion.h"

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

DesktopProgram::DesktopProgram(Workbench &workbench, DesktopMemory &memory, const QString &program,
                               QObject *parent)
    : QObject(parent)
    , m_workbench(workbench)
    , m_memory(memory)
    , m_previews(workbench.previews(), workbench.events())
    , m_demo(program)
    , m_farewell(workbench.runs())
{
    connect(&m_workbench, &Workbench::reportChanged, this, &DesktopProgram::onReport);
    connect(&m_workbench.board(), &SessionBoard::noticed, this, &DesktopProgram::addNotice);
    connect(&m_workbench.board(), &SessionBoard::watchedChanged, this,
            [this] { m_memory.setWatched(m_workbench.board().watched()); });
    connect(&m_workbench.runs(), &OwnRuns::warned, this, [this](const QString &project, const Error &error) {
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
        m_workbench.board().watch(folder);
    watchAll(order.folders);
    m_workbench.lookForOffers();
    m_workbench.server().check();
    m_trayHost.wait();
    if (!m_hidden)
        showWindow();
}

void DesktopProgram::take(const InstanceCall &call)
{
    if (m_farewell.hasBegun())
        return;
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
            m_workbench.board().watch(folder);
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
        = std::make_unique<MainWindow>(m_workbench.sessions(), m_workbench.projects(), m_memory.settings());
    connectWindow();
    connectFeeds();
    m_window->setPreviewsAvailable(m_workbench.previews().isAvailable());
    m_window->setModels(m_workbench.server().models());
    if (m_memory.hasForm())
        m_window->setForm(m_memory.form());
    m_window->setReport(m_workbench.report());
    for (const Notice &notice : std::as_const(m_notices))
        m_window->setNotice(notice);
}

void DesktopProgram::showWindow()
{
    if (m_farewell.hasBegun())
        return;
    MainWindow &shown = window();
    if (shown.isMinimized())
        shown.showNormal();
    shown.show();
    shown.raise();
    shown.activateWindow();
}

void DesktopProgram::onWindowShown(bool shown)
{
    m_workbench.server().setLookedAt(shown);
    if (!shown)
        return;
    m_workbench.server().checkIfOld();
    m_workbench.lookForOffers();
}

void DesktopProgram::onTraySettled()
{
    if (m_farewell.hasBegun())
        return;
    const QString desktop = QProcessEnvironment::systemEnvironment().value(u"XDG_CURRENT_DESKTOP"_s);
    m_tray = std::make_unique<TrayMonitor>(TrayIconPainter(traySkinFor(desktop), QGuiApplication::font()));
    connectTray();
    m_tray->tell(m_workbench.report(), trayProjects());
    if (m_hidden && !isTrayThere() && !m_window)
        window().showMinimized();
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
    if (m_farewell.hasBegun())
        return;
    m_memory.setForm(order);
    const Result<QString> id = m_workbench.generate(order);
    if (id)
        m_window->setOwnSession(*id);
    else
        m_window->setOrderProblem(id.error());
}

void DesktopProgram::cancelAsking(const QStringList &sessionIds)
{
    const Owner self = m_workbench.sessions().viewpoint().self;
    CancelQuestion question{.thisUser = self.user, .thisHost = self.host};
    for (const QString &id : sessionIds) {
        if (m_workbench.sessions().session(id))
            question.sessions << m_workbench.sessions().shown(id);
    }
    const auto cancel = [this, sessionIds] { m_workbench.canceller().cancel(sessionIds); };
    if (!question.isNeeded())
        return cancel();
    showWindow();
    question.ask(m_window.get(), cancel);
}

void DesktopProgram::showNewest()
{
    showWindow();
    const QString id = m_workbench.newest();
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
    if (m_workbench.runs().count() == 0)
        return quit();
    showWindow();
    m_window->askQuit(m_workbench.runs().count(), isTrayThere());
}

void DesktopProgram::quit()
{
    leave(quitLimit);
}

void DesktopProgram::endSoon()
{
    leave(signalLimit);
}

/// What is begun now would be left without an owner: window and tray go first.
void DesktopProgram::leave(std::chrono::milliseconds limit)
{
    const bool isFirst = !m_farewell.hasBegun();
    m_farewell.begin(limit);
    if (!isFirst)
        return;
    if (m_window) {
        m_window->remember();
        m_window->hide();
    }
    if (m_tray)
        m_tray.release()->deleteLater(); // its menu may be the one that asked
    Q_EMIT leaving();
}

void DesktopProgram::onFarewell()
{
    if (m_window) {
        m_memory.setForm(m_window->form());
        m_window->remember();
    }
    m_memory.save();
    m_workbench.board().finishWriting(writeLimit);
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
    for (const QString &folder : m_workbench.projects().watched())
        projects << TrayProject{folder, m_workbench.projects().nameOf(folder)};
    return projects;
}

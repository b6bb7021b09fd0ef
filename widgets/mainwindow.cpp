// SPDX-License-Identifier: GPL-3.0-or-later
#include "mainwindow.h"

#include "dropoverlay.h"
#include "generatepage.h"
#include "glyphs.h"
#include "mainwindowprivate.h"
#include "paletteroles.h"
#include "projectlist.h"
#include "quitquestion.h"
#include "serverwords.h"
#include "sessioncommands.h"
#include "statusstrip.h"
#include "windowactions.h"

#include <QCloseEvent>

MainWindow::MainWindow(SessionModel &sessions, ProjectModel &projects, QSettings &memory, QWidget *parent)
    : QMainWindow(parent)
    , d(std::make_unique<Private>(*this, sessions, projects, memory))
{
    setObjectName(QLatin1String("mainWindow"));
    setAcceptDrops(true);
    setMinimumSize(480, 360);
    setWindowIcon(applicationIcon());
    setReadableHints();
    d->restore();
}

MainWindow::~MainWindow()
{
    d->keep();
}

void MainWindow::setReport(const StatusReport &report)
{
    const bool silent = report.server.state == ServerFacts::State::Offline;
    const bool wasSilent = d->server.state == ServerFacts::State::Offline;
    if (!silent)
        d->silentSince = {};
    else if (!wasSilent)
        d->silentSince = report.now;
    const bool wasRefused = d->server.state == ServerFacts::State::Unauthorised;
    d->server = report.server;
    const bool refused = report.server.state == ServerFacts::State::Unauthorised;
    const QString problem = serverProblemText(report.server);
    if (silent != wasSilent || refused != wasRefused) {
        d->note({.kind = Notice::Kind::ServerOffline, .text = silent ? problem : QString(), .about = {}});
        d->note(
            {.kind = Notice::Kind::ServerUnauthorised, .text = refused ? problem : QString(), .about = {}});
    }
    d->showServer();
}

void MainWindow::setModels(const QList<ServerModel> &models)
{
    d->generate->form().setModels(models);
}

void MainWindow::setNotice(const Notice &notice)
{
    d->note(notice);
    d->showServer();
}

void MainWindow::say(const QString &sentence)
{
    d->status->say(sentence);
}

void MainWindow::setPreview(const QString &sessionId, const QImage &image)
{
    if (d->page->details().shown().id() == sessionId)
        d->page->details().setPreview(image);
    if (d->generate->result().shown().id() == sessionId)
        d->generate->result().setPreview(image);
}

void MainWindow::setPreviewsAvailable(bool available)
{
    d->page->details().setPreviewsAvailable(available);
}

void MainWindow::setPictures(const QString &sessionId, const QList<Picture> &pictures)
{
    if (d->page->details().shown().id() == sessionId)
        d->page->details().setPictures(pictures);
    if (d->generate->result().shown().id() == sessionId)
        d->generate->result().setPictures(pictures);
}

void MainWindow::showSession(const QString &sessionId)
{
    showSessions();
    if (!d->filter.indexOf(sessionId).isValid())
        d->showAllOf(sessionId);
    d->page->table().selectSession(sessionId);
    d->page->table().setFocus();
}

void MainWindow::showSessions()
{
    d->showingGenerate = false;
    d->showPage();
}

void MainWindow::showGenerate()
{
    d->showingGenerate = true;
    d->showPage();
    d->generate->form().focusPrompt();
}

void MainWindow::setCurrentProject(const QString &folder)
{
    d->chooseProject(folder);
}

QString MainWindow::currentProject() const
{
    return d->filter.project();
}

void MainWindow::setOwnSession(const QString &sessionId)
{
    d->generate->setOwnSession(sessionId);
    d->commands->renewActions();
    d->renewSight();
}

void MainWindow::setOrderProblem(const Error &error)
{
    d->generate->form().setProblem(error.sentence());
}

FormOrder MainWindow::form() const
{
    return d->generate->form().order();
}

void MainWindow::setForm(const FormOrder &form)
{
    d->generate->form().setOrder(form);
}

void MainWindow::askQuit(int ownSessions, bool tray)
{
    const QuitQuestion question{.sessions = ownSessions, .tray = tray};
    question.ask(this, [this](bool quits) { quits ? Q_EMIT quitConfirmed() : Q_EMIT keepRunningWished(); });
}

void MainWindow::remember()
{
    d->keep();
}

void MainWindow::closeEvent(QCloseEvent *event)
{
    event->ignore(); // whether the window hides or the program ends is decided by whoever made it
    d->keep();
    Q_EMIT closeWished();
}

void MainWindow::changeEvent(QEvent *event)
{
    QMainWindow::changeEvent(event);
    if (!d)
        return;
    if (event->type() == QEvent::PaletteChange) {
        d->actions->renewIcons(palette());
        setReadableHints();
    }
    if (event->type() != QEvent::WindowStateChange)
        return;
    d->actions->fullScreen->setChecked(isFullScreen());
    d->renewSight();
    Q_EMIT shownChanged(isVisible() && !isMinimized());
}

void MainWindow::setReadableHints()
{
    const QPalette wished = withReadableHints(palette());
    if (wished != palette()) // else this would go round for ever
        setPalette(wished);
}

void MainWindow::showEvent(QShowEvent *event)
{
    QMainWindow::showEvent(event);
    d->renewSight();
    Q_EMIT shownChanged(true);
}

void MainWindow::hideEvent(QHideEvent *event)
{
    QMainWindow::hideEvent(event);
    d->renewSight();
    Q_EMIT shownChanged(false);
}

void MainWindow::resizeEvent(QResizeEvent *event)
{
    QMainWindow::resizeEvent(event);
    if (d)
        d->arrange(width());
}

void MainWindow::dragEnterEvent(QDragEnterEvent *event)
{
    if (event->source() || DropOverlay::folders(event->mimeData()).isEmpty())
        return;
    event->setDropAction(Qt::LinkAction);
    event->accept();
    d->overlay->cover();
}

void MainWindow::dragLeaveEvent(QDragLeaveEvent *)
{
    d->overlay->hide();
}

void MainWindow::dropEvent(QDropEvent *event)
{
    d->overlay->hide();
    event->acceptProposedAction();
    Q_EMIT addFolderWished(DropOverlay::folders(event->mimeData()));
}

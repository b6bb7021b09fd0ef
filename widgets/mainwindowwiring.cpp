// SPDX-License-Identifier: GPL-3.0-or-later
#include "mainwindowprivate.h"

#include "banner.h"
#include "firstrunpage.h"
#include "generatepage.h"
#include "projectlist.h"
#include "serverwords.h"
#include "sessioncommands.h"
#include "sessionfilterbox.h"
#include "statusstrip.h"
#include "terminalcommand.h"
#include "windowactions.h"

#include <QAccessible>
#include <QComboBox>
#include <QGuiApplication>
#include <QLineEdit>
#include <QMessageBox>
#include <QStackedWidget>
#include <QSysInfo>

using namespace Qt::StringLiterals;

namespace
{

void tell(QWidget *parent, const QString &title, const QString &text)
{
    auto *box = new QMessageBox(QMessageBox::NoIcon, {}, title, QMessageBox::Close, parent);
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->setInformativeText(text);
    box->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    box->open();
}

} // namespace

void MainWindow::Private::connectActions()
{
    const WindowActions &a = *actions;
    const auto on = [this](QAction *action, auto what) { connect(action, &QAction::triggered, this, what); };
    on(a.generate, [this] { q.showGenerate(); });
    on(a.generatePage, [this] { q.showGenerate(); });
    on(a.sessionsPage, [this] { q.showSessions(); });
    on(a.addFolder, [this] { Q_EMIT q.pickFolderWished(); });
    on(a.openProject, [this] { Q_EMIT q.openFolderWished(filter.project()); });
    on(a.closeWindow, [this] { q.close(); });
    on(a.quit, [this] { Q_EMIT q.quitWished(); });
    on(a.undo, [this] { status->undo(); });
    on(a.filter, [this] {
        q.showSessions();
        filterBox->edit().setFocus(Qt::ShortcutFocusReason);
    });
    on(a.projects, [this] { arrange(q.width()); });
    on(a.details, [this] {
        setDetailsPlace(page->detailsPlace() == DetailsPlace::Hidden ? DetailsPlace::Automatic
                                                                     : DetailsPlace::Hidden);
    });
    for (const auto &[action, place] :
         {std::pair(a.detailsRight, DetailsPlace::Right), std::pair(a.detailsBelow, DetailsPlace::Below),
          std::pair(a.detailsHidden, DetailsPlace::Hidden)})
        on(action,
           [this, place = place](bool set) { setDetailsPlace(set ? place : DetailsPlace::Automatic); });
    on(a.check, [this] { Q_EMIT q.checkWished(); });
    on(a.openInBrowser, [this] { Q_EMIT q.openUrlWished(server.server); });
    on(a.fullScreen, [this](bool full) { full ? q.showFullScreen() : q.showNormal(); });
    on(a.resetLayout, [this] { resetLayout(); });
    on(a.commands, [this] { showCommands(); });
    on(a.demo, [this] { Q_EMIT q.demoWished(); });
    on(a.report, [this] { copyReport(); });
    on(a.about, [this] { showAbout(); });
    on(a.nextPane, [this] { goToPane(1); });
    on(a.previousPane, [this] { goToPane(-1); });
    connect(actions, &WindowActions::menuOpen, this, [this](bool open) { filter.hold(open); });
}

void MainWindow::Private::connectParts()
{
    connect(list, &ProjectList::chosen, this, &Private::chooseProject);
    connect(list, &ProjectList::pickFolderWished, &q, &MainWindow::pickFolderWished);
    connect(list, &ProjectList::watchWished, &q, &MainWindow::watchWished);
    connect(list, &ProjectList::openWished, &q, &MainWindow::openFolderWished);
    connect(list, &ProjectList::removeWished, this, &Private::removeProject);
    connect(list, &ProjectList::generateWished, this, &Private::generateHere);
    connect(list, &ProjectList::copyPathWished, this, [this](const QString &folder) {
        commands->copyText(folder, MainWindow::tr("The path was copied."));
    });
    connect(projectBox, &QComboBox::activated, this, [this](int row) { chooseRow(projects.index(row)); });
    connect(filterBox, &SessionFilterBox::textChanged, this, [this](const QString &text) {
        filter.setText(text);
        renewSummary();
    });
    connect(filterBox, &SessionFilterBox::left, this, [this] { page->currentPane()->setFocus(); });
    connect(banner, &Banner::tryAgainWished, &q, &MainWindow::checkWished);
    connect(banner, &Banner::removeProjectWished, this, &Private::removeProject);
    connect(status, &StatusStrip::summaryPressed, this, [this] {
        filter.setAttentionOnly(!filter.attentionOnly());
        q.showSessions();
        renewSummary();
    });
    connect(status, &StatusStrip::undoOffered, actions->undo, &QAction::setEnabled);
    connect(&sessions, &SessionModel::countsChanged, this, &Private::renewSummary);
    connect(&sessions, &SessionModel::countsChanged, this, &Private::renewSight);
    connect(&sessions, &SessionModel::sessionEnded, this, &Private::announceEnd);
    for (const auto changed : {&QAbstractItemModel::rowsInserted, &QAbstractItemModel::rowsRemoved})
        connect(&projects, changed, this, &Private::onProjectsChanged);
}

void MainWindow::Private::connectPages()
{
    connect(firstRun, &FirstRunPage::pickFolderWished, &q, &MainWindow::pickFolderWished);
    connect(firstRun, &FirstRunPage::demoWished, &q, &MainWindow::demoWished);
    connect(firstRun, &FirstRunPage::watchWished, &q, &MainWindow::watchWished);
    connect(page, &SessionsPage::generateWished, &q, &MainWindow::showGenerate);
    connect(page, &SessionsPage::copyCommandWished, this, [this] {
        commands->copyText(tryCommand(filter.project()), MainWindow::tr("The command was copied."));
    });
    connect(page, &SessionsPage::clearFilterWished, this, [this] {
        filter.setAttentionOnly(false);
        filterBox->clear();
        renewSummary();
        page->currentPane()->setFocus();
    });
    connect(page, &SessionsPage::detailsChanged, this, &Private::renewSight);
    connect(commands, &SessionCommands::cancelWished, &q, &MainWindow::cancelWished);
    connect(commands, &SessionCommands::dismissWished, &q, &MainWindow::dismissWished);
    connect(commands, &SessionCommands::restoreWished, &q, &MainWindow::restoreWished);
    connect(commands, &SessionCommands::openFileWished, &q, &MainWindow::openFileWished);
    connect(commands, &SessionCommands::openFolderWished, &q, &MainWindow::openFolderWished);
    connect(commands, &SessionCommands::showInFolderWished, &q, &MainWindow::showInFolderWished);
    connect(commands, &SessionCommands::useSettingsWished, this, &Private::useSettings);
    connect(commands, &SessionCommands::selectProjectWished, this, &Private::chooseProject);
    connect(&generate->form(), &GenerateForm::generateWished, &q, &MainWindow::generateWished);
    const ResultView *result = &generate->result();
    connect(result, &ResultView::cancelWished, this, [this](const QString &id) { commands->cancel({id}); });
    connect(result, &ResultView::openFileWished, &q, &MainWindow::openFileWished);
    connect(result, &ResultView::copyErrorWished, this,
            [this, result] { commands->copyError(result->shown()); });
    connect(result, &ResultView::dismissWished, this, [this](const QString &id) { commands->dismiss({id}); });
    connect(result, &ResultView::useSettingsWished, this, &Private::useSettings);
}

void MainWindow::Private::setDetailsPlace(DetailsPlace place)
{
    page->setDetailsPlace(place);
    showPlace();
}

void MainWindow::Private::showPlace()
{
    const DetailsPlace place = page->detailsPlace();
    actions->detailsRight->setChecked(place == DetailsPlace::Right);
    actions->detailsBelow->setChecked(place == DetailsPlace::Below);
    actions->detailsHidden->setChecked(place == DetailsPlace::Hidden);
}

void MainWindow::Private::showAbout()
{
    tell(&q, MainWindow::tr("Asset Generator %1").arg(QLatin1String(ASSET_GENERATOR_VERSION)),
         MainWindow::tr(
             "Starts image generations on a SwarmUI server, and shows and stops every one of them from "
             "anywhere.\n\nFree software under the GNU General Public License, version 3 or later."));
}

void MainWindow::Private::showCommands()
{
    const QStringList lines{
        MainWindow::tr("What can be done here can be done in a terminal too:"),
        {},
        tryCommand(filter.project()),
        u"asset-generator status --all"_s,
        u"asset-generator watch"_s,
        u"asset-generator wait --any"_s,
        u"asset-generator cancel"_s,
        u"asset-generator --cli --help"_s,
    };
    tell(&q, MainWindow::tr("Commands for the terminal"), lines.join(u'\n'));
}

void MainWindow::Private::copyReport()
{
    const QStringList lines{
        "Asset Generator "_L1 + QLatin1String(ASSET_GENERATOR_VERSION),
        "Qt "_L1 + QLatin1String(qVersion()) + ", "_L1 + QGuiApplication::platformName(),
        QSysInfo::prettyProductName() + ", "_L1 + QSysInfo::currentCpuArchitecture(),
        u"SwarmUI %1, %2"_s.arg(server.version.isEmpty() ? u"?"_s : server.version, server.backendStatus),
        u"%1 projects, %2 sessions"_s.arg(projects.watched().size()).arg(sessions.rowCount()),
    };
    commands->copyText(lines.join(u'\n'),
                       MainWindow::tr("The report was copied. It names no prompt and no folder."));
}

void MainWindow::Private::announceEnd(const QString &sessionId)
{
    if (page->details().shown().id() != sessionId || !page->detailsInSight())
        return;
    page->renewDetails();
    QAccessibleEvent event(&page->details(), QAccessible::Alert);
    QAccessible::updateAccessibility(&event);
}

void MainWindow::Private::onProjectsChanged()
{
    if (!filter.project().isEmpty() && !projects.indexOf(filter.project()).isValid())
        chooseProject({});
    actions->openProject->setEnabled(!filter.project().isEmpty());
    showPage();
}

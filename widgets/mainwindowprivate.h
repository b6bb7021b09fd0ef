// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "mainwindow.h"

#include "sessionfilter.h"
#include "sessionspage.h"

class Banner;
class DropOverlay;
class FirstRunPage;
class GeneratePage;
class ProjectList;
class QComboBox;
class QSettings;
class QSplitter;
class QStackedWidget;
class QToolBar;
class SessionCommands;
class SessionFilterBox;
class StatusStrip;
class WindowActions;

/// The parts of the window and how they work together.
class MainWindow::Private : public QObject
{
public:
    Private(MainWindow &window, SessionModel &sessionModel, ProjectModel &projectModel, QSettings &settings);

    MainWindow &q;
    SessionModel &sessions;
    ProjectModel &projects;
    QSettings &memory;
    SessionFilter filter;
    WindowActions *actions;
    ProjectList *list;
    QComboBox *projectBox; ///< in a narrow window
    QSplitter *splitter;
    QStackedWidget *pages;
    FirstRunPage *firstRun;
    SessionsPage *page;
    GeneratePage *generate;
    Banner *banner;
    DropOverlay *overlay;
    StatusStrip *status;
    QToolBar *toolBar = nullptr;
    SessionFilterBox *filterBox = nullptr;
    SessionCommands *commands = nullptr;

    ServerFacts server;
    QList<Notice> facts; ///< what is so, whether or not its sentence was closed
    QDateTime silentSince;
    QString previewed;
    QString picturesShownOf;
    QStringList picturesAsked;
    bool showingGenerate = false;

    void arrange(int width);
    void showPage();
    void showServer();
    /// Passes on to the banner what is new: what was closed stays closed until it changes.
    void note(const Notice &notice);
    void renewTitle();
    void renewSummary();
    void renewSight();
    void chooseProject(const QString &folder);
    /// One that is only offered is not chosen.
    void chooseRow(const QModelIndex &project);
    void removeProject(const QString &folder);
    void useSettings(const QString &sessionId);
    /// Takes back the filters that hide a session.
    void showAllOf(const QString &sessionId);
    void generateHere(const QString &folder);
    void goToPane(int step);
    void restore();
    void keep();
    void resetLayout();

private:
    void buildCentre();
    void buildToolBar();
    void setTabOrder();
    void connectActions();
    void connectParts();
    void connectPages();
    void setDetailsPlace(DetailsPlace place);
    void showPlace();
    void showAbout();
    void showCommands();
    void copyReport();
    void announceEnd(const QString &sessionId);
    void onProjectsChanged();
    [[nodiscard]] ShownSession inSight() const;
};

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAction>
#include <QList>
#include <QObject>

#include <functional>
#include <vector>

class QActionGroup;
class QMainWindow;
class QMenu;

/// Every action of the window, with its words and keys; menus and tool bar show them, the window connects
/// them. Enabled means: it would do something now.
class WindowActions : public QObject
{
    Q_OBJECT
public:
    explicit WindowActions(QWidget *window);

    QAction *generate, *addFolder, *openProject, *closeWindow, *quit;
    QAction *copy, *copyPrompt, *copyId, *copyCommand, *selectAll, *filter, *undo;
    QAction *sessionsPage, *generatePage, *projects, *details, *detailsRight, *detailsBelow, *detailsHidden;
    QAction *check, *fullScreen, *resetLayout;
    QAction *open, *showInFolder, *useSettings, *cancel, *cancelAll, *dismiss, *clearFinished, *selectProject;
    QAction *commands, *demo, *report, *about;
    QAction *toolCancel, *toolFolder, *nextPane, *previousPane, *openInBrowser;

    /// File, Edit, View, Session, Help. `columns` go into View ▸ Columns. All menus are told when they open.
    void fillMenuBar(QMainWindow &window, const QList<QAction *> &columns);
    /// Those of one or several sessions.
    void fillContextMenu(QMenu &menu) const;
    /// Tool bar icons, again after the palette changed.
    void renewIcons(const QPalette &palette);

Q_SIGNALS:
    void menuOpen(bool open);

private:
    QAction *add(const QString &text, const QKeySequence &key = {});
    void makeFile();
    void makeEdit();
    void makeView();
    void makeSession();
    void makeHelp();
    QMenu *addMenu(QMainWindow &window, const QString &title, const QList<QAction *> &actions);

    QWidget *m_window;
    QActionGroup *m_pages;
    QActionGroup *m_places;
};

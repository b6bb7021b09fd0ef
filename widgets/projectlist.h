// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "projectmodel.h"

#include <QWidget>

class QListView;
class QToolButton;

/// The projects at the left of the window, and the button that adds one.
class ProjectList : public QWidget
{
    Q_OBJECT
public:
    explicit ProjectList(ProjectModel &projects, QWidget *parent = nullptr);

    /// The project that is in sight; one that is only offered may have the focus meanwhile.
    [[nodiscard]] QString currentFolder() const { return m_chosen; }
    void setCurrentFolder(const QString &folder);
    [[nodiscard]] QListView &view() { return *m_view; }
    [[nodiscard]] QWidget *addButton() const;
    /// Without a project there is only the button.
    void setEmpty(bool empty);

Q_SIGNALS:
    void chosen(const QString &folder); ///< empty: all; never one that is only offered
    void pickFolderWished();
    void watchWished(const QString &folder);
    void removeWished(const QString &folder);
    void openWished(const QString &folder);
    void generateWished(const QString &folder);
    void copyPathWished(const QString &folder);
    void menuOpen(bool open);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    void openMenu(const QPoint &position);
    bool onMouse(QEvent *event);
    bool onKey(int key);
    void choose(const QModelIndex &index);
    void leaveRemoved(const QModelIndex &parent, int first, int last);
    void watchAt(const QModelIndex &index);
    void renewIcon();

    ProjectModel &m_projects;
    QString m_chosen;
    QListView *m_view;
    QToolButton *m_add;
};

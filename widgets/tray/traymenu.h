// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "statusreport.h"

#include <QMenu>
#include <QTimer>

#include <vector>

/// A watched folder as the tray's menu lists it.
struct TrayProject {
    QString folder = {};
    QString name = {};

    bool operator==(const TrayProject &) const = default;
};

/// The tray's menu. It is built once from fixed slots; afterwards only texts, visibility and whether an entry
/// is enabled change, because panels keep a copy of it. Emits wishes and fulfils none.
class TrayMenu : public QMenu
{
    Q_OBJECT
public:
    static constexpr int sessionSlots = 8;
    static constexpr int projectSlots = 12;

    explicit TrayMenu(QWidget *parent = nullptr);
    ~TrayMenu() override;

    /// Whose sessions "Cancel All" means.
    void setUser(const QString &user);
    /// What it is to tell from now on; what would change under an open menu waits until that is closed.
    void tell(const StatusReport &report, const QList<TrayProject> &watched);

Q_SIGNALS:
    void showWindowWished();
    void sessionsWished(); ///< the window's list
    void problemsWished(); ///< the newest of what failed
    void sessionWished(const QString &sessionId);
    void cancelWished(const QStringList &sessionIds);
    void folderWished(const QString &folder);
    void generateWished();
    void projectWished(const QString &folder); ///< the window on it
    void addProjectWished();
    void quitWished();

private:
    struct SessionSlot {
        QMenu *menu = nullptr;
        QString sessionId = {};
        QString folder = {};
    };
    struct ProjectSlot {
        QAction *action = nullptr;
        QString folder = {};
    };
    void buildHead();
    void buildSession(SessionSlot &slot);
    void buildFoot();
    void fill();
    void fillSessions();
    /// A living session keeps its slot; free ones take those that come, in their order.
    void giveSlots(QList<FollowedSession> sessions);
    static void giveSlot(SessionSlot &slot, const FollowedSession &session);
    void fillProjects();
    void onClosed();

    StatusReport m_report;
    QList<TrayProject> m_watched;
    QString m_user;
    QStringList m_own; ///< live ones of that user
    QAction *m_summary = nullptr;
    std::vector<SessionSlot> m_slots{sessionSlots};
    QAction *m_more = nullptr;
    QAction *m_cancelAll = nullptr;
    QAction *m_problems = nullptr;
    std::vector<ProjectSlot> m_projectSlots{projectSlots};
    QTimer m_open; ///< runs while it counts as open
    bool m_waiting = false;
};

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "throttle.h"
#include "trayiconpainter.h"
#include "traymenu.h"

#include <QElapsedTimer>
#include <QSystemTrayIcon>

#include <optional>

/// The tray: one glance at what runs, how far it is and what failed. Fed with reports; changes its icon only
/// when that tells something else and at most once a second, its texts at most every 2 s, and nothing in a
/// menu that is open. Only to be made after TrayHost has settled.
class TrayMonitor : public QObject
{
    Q_OBJECT
public:
    struct Pauses {
        std::chrono::milliseconds icon{1000};
        std::chrono::milliseconds text{2000};
    };
    explicit TrayMonitor(TrayIconPainter painter, QObject *parent = nullptr);
    TrayMonitor(TrayIconPainter painter, Pauses pauses, QObject *parent = nullptr);

    void tell(const StatusReport &report, const QList<TrayProject> &watched);
    /// The window was closed for the first time: says where the program is now.
    void sayStillWatching();

    /// Its wishes are the tray's.
    [[nodiscard]] TrayMenu &menu() { return m_menu; }
    [[nodiscard]] const QSystemTrayIcon &icon() const { return m_icon; }

Q_SIGNALS:
    /// A click: the window is to be shown, or hidden if it is the active one.
    void toggleWished();
    /// A middle click: the newest problem or session is to be shown.
    void newestWished();

private:
    void onActivated(QSystemTrayIcon::ActivationReason reason);
    void renewIcon();
    void renewTexts();

    TrayIconPainter m_painter;
    TrayMenu m_menu; ///< before the icon, which shows it
    QSystemTrayIcon m_icon;
    StatusReport m_report;
    QList<TrayProject> m_watched;
    std::optional<TrayFace> m_face; ///< as painted now
    Throttle m_iconPause;
    Throttle m_textPause;
    QElapsedTimer m_clicked;
};

// SPDX-License-Identifier: GPL-3.0-or-later
#include "traymonitor.h"

using namespace std::chrono_literals;

namespace
{
// Over D-Bus a double click is two clicks: the window would come and go.
constexpr auto twoClicks = 400ms;
} // namespace

TrayMonitor::TrayMonitor(TrayIconPainter painter, QObject *parent)
    : TrayMonitor(std::move(painter), Pauses{}, parent)
{
}

TrayMonitor::TrayMonitor(TrayIconPainter painter, Pauses pauses, QObject *parent)
    : QObject(parent)
    , m_painter(std::move(painter))
    , m_iconPause(pauses.icon, [this] { renewIcon(); })
    , m_textPause(pauses.text, [this] { renewTexts(); })
{
    connect(&m_icon, &QSystemTrayIcon::activated, this, &TrayMonitor::onActivated);
    m_icon.setContextMenu(&m_menu);
    renewIcon();
    renewTexts();
    m_icon.show();
}

void TrayMonitor::tell(const StatusReport &report, const QList<TrayProject> &watched)
{
    m_report = report;
    m_watched = watched;
    if (m_face != TrayFace::of(report))
        m_iconPause.ask();
    m_textPause.ask();
}

void TrayMonitor::renewIcon()
{
    const TrayFace face = TrayFace::of(m_report);
    if (m_face == face)
        return;
    m_face = face;
    m_icon.setIcon(m_painter.icon(face));
}

void TrayMonitor::renewTexts()
{
    if (const QString sentence = m_report.sentence(); sentence != m_icon.toolTip())
        m_icon.setToolTip(sentence);
    m_menu.tell(m_report, m_watched);
}

void TrayMonitor::sayStillWatching()
{
    m_icon.showMessage(tr("Asset Generator is still watching"),
                       tr("You find it in the tray. To end it, choose Quit there."), QSystemTrayIcon::NoIcon);
}

void TrayMonitor::onActivated(QSystemTrayIcon::ActivationReason reason)
{
    if (reason == QSystemTrayIcon::MiddleClick)
        Q_EMIT newestWished();
    if (reason != QSystemTrayIcon::Trigger)
        return;
    const bool again = m_clicked.isValid() && !m_clicked.hasExpired(twoClicks.count());
    m_clicked.start();
    if (!again)
        Q_EMIT toggleWished();
}

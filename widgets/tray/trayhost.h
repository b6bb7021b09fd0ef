// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDBusConnection>
#include <QObject>
#include <QTimer>

#include <chrono>

class QDBusPendingCallWatcher;

/// Waits for the desktop's tray. Qt asks once in a process whether there is one and keeps the answer, so that
/// no QSystemTrayIcon may be made before this has settled: at login the panel often comes after us.
class TrayHost : public QObject
{
    Q_OBJECT
public:
    explicit TrayHost(QObject *parent = nullptr);

    /// Begins to wait, at most `patience`. settled() comes once, never from inside this.
    void wait(std::chrono::milliseconds patience = std::chrono::seconds(8));
    /// Decides now: the answer is wanted.
    void hurry();
    [[nodiscard]] bool isSettled() const { return m_settled; }

Q_SIGNALS:
    void settled();

private Q_SLOTS:
    void ask(); // signals of D-Bus are connected by name

private:
    void onAnswer(QDBusPendingCallWatcher *watcher);
    void settle();

    QDBusConnection m_bus;
    QTimer m_patience;
    bool m_settled = false;
};

/// Whether there is a tray now: over D-Bus as it was when first asked in this process, or in the X server.
/// Only after TrayHost has settled.
[[nodiscard]] bool isTrayThere();

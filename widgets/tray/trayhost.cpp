// SPDX-License-Identifier: GPL-3.0-or-later
#include "trayhost.h"

#include <QDBusMessage>
#include <QDBusPendingCallWatcher>
#include <QDBusPendingReply>
#include <QDBusServiceWatcher>
#include <QDBusVariant>
#include <QSystemTrayIcon>

using namespace Qt::StringLiterals;

namespace
{
const auto watcherService = u"org.kde.StatusNotifierWatcher"_s;
const auto watcherPath = u"/StatusNotifierWatcher"_s;
} // namespace

TrayHost::TrayHost(QObject *parent)
    : QObject(parent)
    , m_bus(QDBusConnection::sessionBus())
{
    m_patience.setSingleShot(true);
    connect(&m_patience, &QTimer::timeout, this, &TrayHost::settle);
}

void TrayHost::wait(std::chrono::milliseconds patience)
{
    // Without a bus there is only the X server's tray, which may come at any time.
    m_patience.start(m_bus.isConnected() ? patience : std::chrono::milliseconds(0));
    if (!m_bus.isConnected())
        return;
    auto *services
        = new QDBusServiceWatcher(watcherService, m_bus, QDBusServiceWatcher::WatchForRegistration, this);
    connect(services, &QDBusServiceWatcher::serviceRegistered, this, &TrayHost::ask);
    m_bus.connect(watcherService, watcherPath, watcherService, u"StatusNotifierHostRegistered"_s, this,
                  SLOT(ask()));
    ask();
}

void TrayHost::ask()
{
    if (m_settled)
        return;
    auto question = QDBusMessage::createMethodCall(watcherService, watcherPath,
                                                   u"org.freedesktop.DBus.Properties"_s, u"Get"_s);
    question << watcherService << u"IsStatusNotifierHostRegistered"_s;
    auto *answer = new QDBusPendingCallWatcher(m_bus.asyncCall(question, 2000), this);
    connect(answer, &QDBusPendingCallWatcher::finished, this, &TrayHost::onAnswer);
}

void TrayHost::onAnswer(QDBusPendingCallWatcher *watcher)
{
    watcher->deleteLater();
    const QDBusPendingReply<QDBusVariant> reply = *watcher;
    if (reply.isValid() && reply.value().variant().toBool())
        settle();
}

void TrayHost::hurry()
{
    settle();
}

void TrayHost::settle()
{
    if (std::exchange(m_settled, true))
        return;
    m_patience.stop();
    Q_EMIT settled();
}

bool isTrayThere()
{
    return QSystemTrayIcon::isSystemTrayAvailable();
}

// SPDX-License-Identifier: GPL-3.0-or-later
#include "fileopener.h"

#include <QDBusConnection>
#include <QDBusMessage>
#include <QDBusPendingCallWatcher>
#include <QDesktopServices>
#include <QFileInfo>

using namespace Qt::StringLiterals;

void FileOpener::open(const QUrl &url)
{
    const QString shown = url.isLocalFile() ? url.toLocalFile() : url.toString();
    if (url.isLocalFile() && !QFileInfo::exists(url.toLocalFile()))
        Q_EMIT failed(tr("%1 is gone.").arg(shown));
    else if (!QDesktopServices::openUrl(url))
        Q_EMIT failed(tr("No program is set for opening %1.").arg(shown));
}

void FileOpener::showInFolder(const QString &file)
{
    const QString folder = QFileInfo(file).path();
    const QDBusConnection bus = QDBusConnection::sessionBus();
    if (!bus.isConnected())
        return openPath(folder);
    auto call = QDBusMessage::createMethodCall(u"org.freedesktop.FileManager1"_s,
                                               u"/org/freedesktop/FileManager1"_s,
                                               u"org.freedesktop.FileManager1"_s, u"ShowItems"_s);
    call << QStringList(QUrl::fromLocalFile(file).toString()) << QString();
    auto *answer = new QDBusPendingCallWatcher(bus.asyncCall(call, 5000), this);
    connect(answer, &QDBusPendingCallWatcher::finished, this, [this, folder, answer] {
        answer->deleteLater();
        if (answer->isError())
            openPath(folder);
    });
}

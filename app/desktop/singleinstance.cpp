// SPDX-License-Identifier: GPL-3.0-or-later
#include "singleinstance.h"

#include "places.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLocalSocket>

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <utility>

using namespace Qt::StringLiterals;

namespace
{
constexpr qint64 longestCall = 256 * 1024;
}

QByteArray toLine(const InstanceCall &call)
{
    const QJsonObject json{{"folders"_L1, QJsonArray::fromStringList(call.folders)},
                           {"hidden"_L1, call.hidden}};
    return QJsonDocument(json).toJson(QJsonDocument::Compact) + '\n';
}

InstanceCall instanceCallFrom(const QByteArray &line)
{
    const QJsonObject json = QJsonDocument::fromJson(line).object();
    InstanceCall call{.hidden = json.value("hidden"_L1).toBool()};
    for (const QJsonValue &folder : json.value("folders"_L1).toArray()) {
        if (folder.toString().startsWith(u'/'))
            call.folders << folder.toString();
    }
    return call;
}

SingleInstance::SingleInstance(QString runtimeFolder, QObject *parent)
    : QObject(parent)
    , m_folder(std::move(runtimeFolder))
{
    m_server.setSocketOptions(QLocalServer::UserAccessOption);
    connect(&m_server, &QLocalServer::newConnection, this, &SingleInstance::onConnection);
}

SingleInstance::~SingleInstance()
{
    m_server.close(); // before the place is free: its socket goes with it
    if (m_lock >= 0)
        ::close(m_lock);
}

QString SingleInstance::socketIn(const QString &runtimeFolder)
{
    return runtimeFolder + "/desktop.socket"_L1;
}

SingleInstance::Role SingleInstance::take()
{
    if (!makePrivateFolder(m_folder))
        return Role::Alone;
    const QByteArray name = QFile::encodeName(m_folder + "/desktop.lock"_L1);
    m_lock = ::open(name.constData(), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
    if (m_lock < 0)
        return Role::Alone;
    if (::flock(m_lock, LOCK_EX | LOCK_NB) != 0) {
        ::close(std::exchange(m_lock, -1));
        return Role::Second;
    }
    QLocalServer::removeServer(socketIn(m_folder)); // of a killed one
    return m_server.listen(socketIn(m_folder)) ? Role::First : Role::Alone;
}

void SingleInstance::stopListening()
{
    m_server.close();
}

void SingleInstance::onConnection()
{
    while (QLocalSocket *socket = m_server.nextPendingConnection()) {
        connect(socket, &QLocalSocket::readyRead, this, [this, socket] { onLine(socket); });
        connect(socket, &QLocalSocket::disconnected, socket, &QObject::deleteLater);
        onLine(socket);
    }
}

void SingleInstance::onLine(QLocalSocket *socket)
{
    if (socket->bytesAvailable() > longestCall || !m_server.isListening())
        return socket->abort();
    if (!socket->canReadLine())
        return;
    const InstanceCall call = instanceCallFrom(socket->readLine());
    socket->write("taken\n");
    socket->disconnectFromServer();
    Q_EMIT called(call);
}

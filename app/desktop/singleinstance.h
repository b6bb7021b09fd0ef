// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLocalServer>
#include <QObject>
#include <QString>
#include <QStringList>

class QLocalSocket;

/// What a second start hands to the first.
struct InstanceCall {
    QStringList folders = {}; ///< absolute
    bool hidden = false; ///< the window need not come up

    bool operator==(const InstanceCall &) const = default;
};

[[nodiscard]] QByteArray toLine(const InstanceCall &call);
[[nodiscard]] InstanceCall instanceCallFrom(const QByteArray &line);

/// The one desktop program of this user and login. Its place is held by a lock that the kernel frees with the
/// process, so that a killed one is in nobody's way; calls of later starts come over a private socket.
class SingleInstance : public QObject
{
    Q_OBJECT
public:
    enum class Role {
        First, ///< the place is ours, calls are heard
        Second, ///< another process has it: to be called with CallToFirst
        Alone ///< no private runtime folder: each start is by itself
    };

    /// `runtimeFolder` may be empty.
    explicit SingleInstance(QString runtimeFolder, QObject *parent = nullptr);
    ~SingleInstance() override;

    /// May be tried again while another process has the place.
    [[nodiscard]] Role take();
    /// No call is heard any more. The place stays ours until the end, so that the next program begins when
    /// all is written.
    void stopListening();
    [[nodiscard]] QString socket() const { return socketIn(m_folder); }
    [[nodiscard]] static QString socketIn(const QString &runtimeFolder);

Q_SIGNALS:
    void called(const InstanceCall &call);

private:
    void onConnection();
    void onLine(QLocalSocket *socket);

    QString m_folder;
    QLocalServer m_server;
    int m_lock = -1;
};

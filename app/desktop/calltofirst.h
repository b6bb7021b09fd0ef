// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "singleinstance.h"

#include <QLocalSocket>
#include <QTimer>

#include <chrono>

/// A second start's call to the first: hands over its folders. Emits finished() exactly once.
class CallToFirst : public QObject
{
    Q_OBJECT
public:
    CallToFirst(const QString &runtimeFolder, const InstanceCall &call, QObject *parent = nullptr);

    /// Tries for so long: the first may just be starting, or be at its end.
    void start(std::chrono::milliseconds patience = std::chrono::seconds(5));

Q_SIGNALS:
    /// True where the first has taken the call.
    void finished(bool taken);

private:
    void tryOnce();
    void settle(bool taken);

    QString m_socketName;
    QByteArray m_line;
    QLocalSocket m_socket;
    QTimer m_patience;
    QTimer m_again;
    bool m_settled = false;
};

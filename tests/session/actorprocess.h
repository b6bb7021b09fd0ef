// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QProcess>
#include <QStringList>

#include <chrono>

/// A sessionactor at work in a process of its own.
class ActorProcess
{
public:
    explicit ActorProcess(const QString &stateFile);
    ~ActorProcess(); ///< kills it

    void tell(const QString &line);
    /// What it said until now, without waiting.
    const QStringList &said();
    /// Waits until it said a line that begins so; lines are used up by this. Empty if it never came.
    [[nodiscard]] QString hear(const QString &beginning,
                               std::chrono::milliseconds patience = std::chrono::seconds(10));
    void send(int signal) const;
    /// Kills and reaps it.
    void kill();
    /// Ends it in order; its exit code, -1 where it does not end.
    int end();
    int exitCode(); ///< waits for its end
    [[nodiscard]] qint64 pid() const { return m_pid; }
    [[nodiscard]] QChar state() const; ///< as in /proc

private:
    QProcess m_process;
    qint64 m_pid = 0;
    QStringList m_said;
};

// SPDX-License-Identifier: GPL-3.0-or-later
#include "actorprocess.h"

#include <QDeadlineTimer>
#include <QFile>

#include <csignal>
#include <unistd.h>

using namespace Qt::StringLiterals;

ActorProcess::ActorProcess(const QString &stateFile)
{
    m_process.setProcessChannelMode(QProcess::ForwardedErrorChannel);
    // A group of its own: where that of the tests has lost its terminal, the system stops nobody in it.
    m_process.setChildProcessModifier([] { ::setpgid(0, 0); });
    m_process.start(QStringLiteral(SESSION_ACTOR), {stateFile});
    m_process.waitForStarted();
    m_pid = m_process.processId();
}

ActorProcess::~ActorProcess()
{
    kill();
}

void ActorProcess::tell(const QString &line)
{
    m_process.write(line.toUtf8() + '\n');
    m_process.waitForBytesWritten();
}

const QStringList &ActorProcess::said()
{
    while (m_process.state() != QProcess::NotRunning && m_process.waitForReadyRead(0)) { }
    while (m_process.canReadLine())
        m_said.append(QString::fromUtf8(m_process.readLine()).trimmed());
    return m_said;
}

QString ActorProcess::hear(const QString &beginning, std::chrono::milliseconds patience)
{
    for (const QDeadlineTimer deadline(patience); !deadline.hasExpired(); m_process.waitForReadyRead(20)) {
        said();
        for (qsizetype i = 0; i < m_said.size(); ++i) {
            if (!m_said[i].startsWith(beginning))
                continue;
            const QString line = m_said[i];
            m_said.remove(0, i + 1);
            return line;
        }
    }
    return {};
}

void ActorProcess::send(int signal) const
{
    ::kill(pid_t(m_pid), signal);
}

void ActorProcess::kill()
{
    if (m_process.state() == QProcess::NotRunning)
        return;
    send(SIGKILL);
    m_process.waitForFinished();
}

int ActorProcess::end()
{
    tell(u"end"_s);
    return exitCode();
}

int ActorProcess::exitCode()
{
    const bool isOver = m_process.state() == QProcess::NotRunning || m_process.waitForFinished(20'000);
    return isOver && m_process.exitStatus() == QProcess::NormalExit ? m_process.exitCode() : -1;
}

QChar ActorProcess::state() const
{
    QFile file(u"/proc/%1/stat"_s.arg(m_pid));
    if (!file.open(QFile::ReadOnly))
        return u'-';
    const QByteArray line = file.readAll();
    return QChar::fromLatin1(line.mid(line.lastIndexOf(')') + 2, 1).front());
}

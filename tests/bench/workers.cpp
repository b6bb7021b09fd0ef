// SPDX-License-Identifier: GPL-3.0-or-later
#include "workers.h"

namespace
{

constexpr int patience = 300'000; ///< ms

QByteArray lineFrom(QProcess &process)
{
    while (!process.canReadLine())
        if (!process.waitForReadyRead(patience))
            qFatal("%s: %s", qPrintable(process.arguments().join(u' ')), qPrintable(process.errorString()));
    return process.readLine().trimmed();
}

} // namespace

void Workers::add(const QString &program, const QStringList &arguments)
{
    m_processes.push_back(std::make_unique<QProcess>());
    QProcess &process = *m_processes.back();
    process.setProcessChannelMode(QProcess::ForwardedErrorChannel);
    process.start(program, arguments);
    if (lineFrom(process) != "ready")
        qFatal("%s is not ready", qPrintable(program));
}

void Workers::openGate()
{
    m_opened = std::chrono::steady_clock::now();
    for (const auto &process : m_processes)
        process->closeWriteChannel();
}

Workers::Told Workers::hearAll()
{
    Told told;
    for (const auto &process : m_processes)
        for (const QByteArray &figure : lineFrom(*process).split(' '))
            told.figures.emplace_back(figure.toLongLong());
    told.total = std::chrono::steady_clock::now() - m_opened;
    for (const auto &process : m_processes)
        process->waitForFinished(patience);
    return told;
}

// SPDX-License-Identifier: GPL-3.0-or-later
#include "demoprocess.h"

#include <csignal>
#include <sys/prctl.h>

using namespace Qt::StringLiterals;

namespace
{
constexpr int patienceAtEnd = 1000; // milliseconds
}

DemoProcess::DemoProcess(QString program, QObject *parent)
    : QObject(parent)
    , m_program(std::move(program))
{
    m_process.setProcessChannelMode(QProcess::SeparateChannels);
    m_process.setStandardErrorFile(QProcess::nullDevice());
    m_process.setChildProcessModifier([] { ::prctl(PR_SET_PDEATHSIG, SIGTERM); });
    connect(&m_process, &QProcess::readyReadStandardOutput, this, &DemoProcess::onOutput);
    connect(&m_process, &QProcess::errorOccurred, this, [this] { fail(m_process.errorString()); });
    connect(&m_process, &QProcess::finished, this,
            [this](int code) { fail(tr("it ended with exit code %1").arg(code)); });
}

DemoProcess::~DemoProcess()
{
    m_process.disconnect(this);
    if (m_process.state() == QProcess::NotRunning)
        return;
    m_process.terminate();
    m_process.waitForFinished(
        patienceAtEnd); // at the end of the program, where nothing waits for the event loop
}

void DemoProcess::start()
{
    if (!m_address.isEmpty()) {
        Q_EMIT ready(m_address);
        return;
    }
    if (m_process.state() == QProcess::NotRunning)
        m_process.start(m_program, {u"--cli"_s, u"demo-server"_s, u"--port"_s, u"0"_s});
}

void DemoProcess::onOutput()
{
    while (m_process.canReadLine()) {
        const QUrl address(QString::fromUtf8(m_process.readLine()).trimmed());
        if (!m_address.isEmpty() || address.scheme() != "http"_L1)
            continue;
        m_address = address;
        Q_EMIT ready(m_address);
    }
}

void DemoProcess::fail(const QString &why)
{
    m_address.clear();
    Q_EMIT failed({.kind = Error::Kind::Failed,
                   .message = tr("The demo server does not run: %1.").arg(why),
                   .hint = tr("Start it in a terminal with asset-generator demo-server to see more.")});
}

// SPDX-License-Identifier: GPL-3.0-or-later
#include "processtable.h"
#include "terminalof.h"

#include <QProcess>
#include <QStandardPaths>
#include <QTest>

#include <pty.h>
#include <sys/wait.h>
#include <unistd.h>

using namespace Qt::StringLiterals;

class TestTerminalOf : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aProcessWithATerminal();
    void aProcessWithout();
    void whatCannotBeTold();
};

void TestTerminalOf::aProcessWithATerminal()
{
    int master = -1;
    const pid_t child = ::forkpty(&master, nullptr, nullptr, nullptr);
    if (child == 0) {
        ::pause();
        ::_exit(0);
    }
    QVERIFY(child > 0);
    const Owner self = SystemProcessTable().self();
    Owner owner = self;
    owner.pid = child;
    QTRY_VERIFY(hasTerminal(owner, self));
    ::kill(child, SIGKILL);
    ::waitpid(child, nullptr, 0);
    ::close(master);
}

void TestTerminalOf::aProcessWithout()
{
    QProcess process;
    process.setChildProcessModifier([] { ::setsid(); });
    process.start(u"sleep"_s, {u"30"_s});
    QVERIFY(process.waitForStarted());
    const Owner self = SystemProcessTable().self();
    Owner owner = self;
    owner.pid = process.processId();
    QVERIFY(!hasTerminal(owner, self));
    process.kill();
    process.waitForFinished();
}

void TestTerminalOf::whatCannotBeTold()
{
    const Owner self = SystemProcessTable().self();
    Owner elsewhere = self;
    elsewhere.boot = u"another"_s;
    QVERIFY(!hasTerminal(elsewhere, self));
    Owner gone = self;
    gone.pid = 1 << 30;
    QVERIFY(!hasTerminal(gone, self));
}

QTEST_GUILESS_MAIN(TestTerminalOf)
#include "tst_terminalof.moc"

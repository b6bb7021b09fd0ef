// SPDX-License-Identifier: GPL-3.0-or-later
#include "descriptor.h"
#include "processtable.h"

#include <QProcess>
#include <QTest>

#include <csignal>

#include <poll.h>
#include <sys/wait.h>

using namespace Qt::StringLiterals;

namespace
{

/// A real process that sleeps, reaped only when told.
class Sleeper
{
public:
    Sleeper()
        : m_pid(::fork())
    {
        if (m_pid == 0) {
            ::execlp("sleep", "sleep", "60", nullptr);
            ::_exit(127);
        }
    }
    ~Sleeper()
    {
        ::kill(m_pid, SIGKILL);
        reap();
    }
    void send(int signal) const { ::kill(m_pid, signal); }
    void reap() const { ::waitpid(m_pid, nullptr, 0); }
    [[nodiscard]] pid_t pid() const { return m_pid; }
    [[nodiscard]] Owner owner(const ProcessTable &processes) const
    {
        QFile stat(u"/proc/%1/stat"_s.arg(m_pid));
        if (!stat.open(QFile::ReadOnly))
            return {};
        const QByteArray line = stat.readAll();
        Owner owner = processes.self();
        owner.pid = m_pid;
        owner.started = line.mid(line.lastIndexOf(')') + 2).split(' ').value(19).toULongLong();
        return owner;
    }

private:
    pid_t m_pid;
};

} // namespace

class TestProcessTable : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void knowsItself()
    {
        const SystemProcessTable processes;
        const Owner self = processes.self();
        QCOMPARE(self.pid, qint64(::getpid()));
        QVERIFY(self.started > 0);
        QVERIFY(self.ns > 0);
        QCOMPARE(self.boot.size(), 36);
        QVERIFY(!self.host.isEmpty());
        QVERIFY(!self.user.isEmpty());
        QCOMPARE(processes.look(self), OwnerState::Alive);
    }

    void seesStopsAndKills()
    {
        const SystemProcessTable processes;
        const Sleeper sleeper;
        const Owner owner = sleeper.owner(processes);
        QCOMPARE(processes.look(owner), OwnerState::Alive);
        sleeper.send(SIGSTOP);
        QTRY_COMPARE(processes.look(owner), OwnerState::Stopped);
        sleeper.send(SIGCONT);
        QTRY_COMPARE(processes.look(owner), OwnerState::Alive);
        sleeper.send(SIGKILL); // not reaped: a zombie with its start time
        QTRY_COMPARE(processes.look(owner), OwnerState::Dead);
        sleeper.reap();
        QCOMPARE(processes.look(owner), OwnerState::Dead);
    }

    void anotherProcessUnderTheNumberIsNotTheOwner()
    {
        const SystemProcessTable processes;
        const Sleeper sleeper;
        Owner owner = sleeper.owner(processes);
        owner.started -= 1;
        QCOMPARE(processes.look(owner), OwnerState::Dead);
        QCOMPARE(processes.openEnd(owner), -1);
    }

    void cannotTellOfOtherWorlds_data()
    {
        QTest::addColumn<QString>("what");
        QTest::newRow("other boot or host") << u"boot"_s;
        QTest::newRow("other pid namespace") << u"ns"_s;
        QTest::newRow("no boot named") << u"none"_s;
    }
    void cannotTellOfOtherWorlds()
    {
        QFETCH(QString, what);
        const SystemProcessTable processes;
        Owner owner = processes.self();
        owner.pid = 4194303; // no such process here: still not provably dead
        if (what == "boot"_L1)
            owner.boot = u"00000000-0000-0000-0000-000000000000"_s;
        else if (what == "ns"_L1)
            owner.ns += 1;
        else
            owner.boot.clear();
        QCOMPARE(processes.look(owner), OwnerState::CannotTell);
        QCOMPARE(processes.openEnd(owner), -1);
    }

    void absurdNumbersAreDead_data()
    {
        QTest::addColumn<qint64>("pid");
        QTest::newRow("none") << qint64(0);
        QTest::newRow("negative") << qint64(-1);
        QTest::newRow("beyond all") << (qint64(1) << 40);
    }
    void absurdNumbersAreDead()
    {
        QFETCH(qint64, pid);
        const SystemProcessTable processes;
        Owner owner = processes.self();
        owner.pid = pid;
        QCOMPARE(processes.look(owner), OwnerState::Dead);
    }

    void theEndOfAProcessCanBeWaitedFor()
    {
        const SystemProcessTable processes;
        const Sleeper sleeper;
        const Descriptor end(processes.openEnd(sleeper.owner(processes)));
        QVERIFY(end);
        pollfd waiting{.fd = end.get(), .events = POLLIN, .revents = 0};
        QCOMPARE(::poll(&waiting, 1, 0), 0);
        sleeper.send(SIGKILL);
        QCOMPARE(::poll(&waiting, 1, 5000), 1);
    }
};

QTEST_GUILESS_MAIN(TestProcessTable)
#include "tst_processtable.moc"

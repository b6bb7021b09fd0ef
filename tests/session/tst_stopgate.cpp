// SPDX-License-Identifier: GPL-3.0-or-later
#include "actorprocess.h"
#include "folderlock.h"
#include "stopgate.h"

#include <QTemporaryDir>
#include <QTest>

#include <atomic>
#include <csignal>
#include <thread>

#include <sys/wait.h>
#include <unistd.h>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace
{

/// Writes for ever, and tells whether it is inside a write.
[[noreturn]] void writeForEver(int pipe)
{
    ::setpgid(0, 0);
    while (true) {
        const StopGate gate;
        [[maybe_unused]] auto told = ::write(pipe, "(", 1);
        std::this_thread::sleep_for(2ms);
        told = ::write(pipe, ")", 1);
    }
}

} // namespace

class TestStopGate : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void ctrlZTakesEffectAfterAWrite()
    {
        int pipe[2];
        QCOMPARE(::pipe(pipe), 0);
        const pid_t writer = ::fork();
        if (writer == 0)
            writeForEver(pipe[1]);
        char last = 0;
        QCOMPARE(::read(pipe[0], &last, 1), 1);
        int insideWhenStopped = 0;
        for (int i = 0; i < 50; ++i) {
            ::usleep(useconds_t(i) * 61);
            ::kill(writer, SIGTSTP);
            int status = 0;
            QCOMPARE(::waitpid(writer, &status, WUNTRACED), writer);
            QVERIFY(WIFSTOPPED(status));
            char said[4096];
            const auto got = ::read(pipe[0], said, sizeof said);
            if (got > 0)
                last = said[got - 1];
            insideWhenStopped += last == '(';
            ::kill(writer, SIGCONT);
            QCOMPARE(::read(pipe[0], &last, 1), 1); // it goes on
        }
        ::kill(writer, SIGKILL);
        ::waitpid(writer, nullptr, 0);
        QCOMPARE(insideWhenStopped, 0);
    }

    void aStoppedOwnerHoldsNoLock()
    {
        const QTemporaryDir folder;
        const QString file = folder.filePath(u"state"_s);
        ActorProcess actor(file);
        actor.tell(u"churn"_s);
        QVERIFY(!actor.hear(u"live"_s).isEmpty());
        for (int i = 0; i < 8; ++i) {
            actor.send(SIGTSTP);
            QTRY_COMPARE_WITH_TIMEOUT(actor.state(), QChar(u'T'), 3000);
            QVERIFY(FolderLock::take(file, 0ms));
            actor.send(SIGCONT);
            QVERIFY(!actor.hear(u"live"_s).isEmpty());
        }
    }

    void handlersOfTheProgramAreLeftAlone()
    {
        const pid_t child = ::fork();
        if (child == 0) {
            ::signal(SIGTSTP, SIG_IGN);
            const StopGate gate;
            struct sigaction now {
            };
            ::sigaction(SIGTSTP, nullptr, &now);
            ::_exit(now.sa_handler == SIG_IGN ? 0 : 1);
        }
        int status = 1;
        ::waitpid(child, &status, 0);
        QCOMPARE(status, 0);
    }
};

QTEST_GUILESS_MAIN(TestStopGate)
#include "tst_stopgate.moc"

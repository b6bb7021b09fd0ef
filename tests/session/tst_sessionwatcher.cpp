// SPDX-License-Identifier: GPL-3.0-or-later
#include "actorprocess.h"
#include "fakeprocesstable.h"
#include "filesessionstore.h"
#include "sessionwatcher.h"
#include "statefile.h"

#include <QAbstractEventDispatcher>
#include <QDir>
#include <QElapsedTimer>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <QTimer>

#include <csignal>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace
{

const QString someId = u"0b9c7f3e-1111-4222-8333-444455556666"_s;

QByteArray withProgress(double progress)
{
    return "{\"sessions\":{\"" + someId.toUtf8() + "\":{\"progress\":" + QByteArray::number(progress)
        + ",\"owner\":{\"pid\":7}}}}";
}

void writeInPlace(const QString &path, const QByteArray &bytes)
{
    QFile file(path);
    QVERIFY(file.open(QFile::WriteOnly | QFile::Truncate));
    file.write(bytes);
}

} // namespace

class TestSessionWatcher : public QObject
{
    Q_OBJECT
private:
    std::unique_ptr<QTemporaryDir> m_folder;
    SystemProcessTable m_processes;
    PathEvents m_events;
    [[nodiscard]] QString file() const { return m_folder->filePath(u"state"_s); }
    [[nodiscard]] static Liveness livenessIn(const SessionWatcher &watcher)
    {
        const auto found = watcher.sessions().find(someId);
        return found == watcher.sessions().end() ? Liveness::Unknown : found->second.liveness;
    }
    [[nodiscard]] static double progressIn(const SessionWatcher &watcher)
    {
        const auto found = watcher.sessions().find(someId);
        return found == watcher.sessions().end() ? -1 : found->second.session.progress;
    }

private Q_SLOTS:
    void init() { m_folder = std::make_unique<QTemporaryDir>(); }

    void readsAtOnce()
    {
        QVERIFY(replaceStateFile(file(), withProgress(0.5)));
        const SessionWatcher watcher(file(), m_processes, m_events);
        QCOMPARE(progressIn(watcher), 0.5);
        QCOMPARE(watcher.problem(), QString());
        QCOMPARE(watcher.stateFile(), file());
    }

    void everyRoadOfWritingIsSeen()
    {
        SessionWatcher watcher(file(), m_processes, m_events);
        QSignalSpy changed(&watcher, &SessionWatcher::changed);
        QVERIFY(watcher.sessions().empty());
        QVERIFY(replaceStateFile(file(), withProgress(0.1)));
        QVERIFY(changed.wait());
        QVERIFY(replaceStateFile(file(), withProgress(0.2)));
        QVERIFY(changed.wait());
        writeInPlace(file(), withProgress(0.3));
        QTRY_COMPARE(progressIn(watcher), 0.3);
        QVERIFY(QFile::remove(file()));
        QTRY_VERIFY(watcher.sessions().empty());
    }

    void theFinalChangeIsNeverMissed()
    {
        SessionWatcher watcher(file(), m_processes, m_events);
        for (int round = 1; round <= 5; ++round) {
            for (int i = 0; i < 40; ++i)
                QVERIFY(replaceStateFile(file(), withProgress(i / 1000.0)));
            QVERIFY(replaceStateFile(file(), withProgress(round / 5.0)));
            QTRY_COMPARE_WITH_TIMEOUT(progressIn(watcher), round / 5.0, 500);
        }
    }

    void aSteadyStreamNeitherStarvesNorFloods()
    {
        SessionWatcher watcher(file(), m_processes, m_events);
        QSignalSpy changed(&watcher, &SessionWatcher::changed);
        QElapsedTimer timer;
        timer.start();
        for (int i = 1; timer.elapsed() < 1000; ++i) {
            QVERIFY(replaceStateFile(file(), withProgress(i / 100'000.0)));
            QTest::qWait(1);
        }
        QVERIFY2(changed.count() >= 6 && changed.count() <= 15, qPrintable(QString::number(changed.count())));
    }

    void sameContentIsNoChange()
    {
        QVERIFY(replaceStateFile(file(), withProgress(0.5)));
        SessionWatcher watcher(file(), m_processes, m_events);
        QSignalSpy changed(&watcher, &SessionWatcher::changed);
        QVERIFY(replaceStateFile(file(), withProgress(0.5)));
        QVERIFY(!changed.wait(150));
    }

    void aKilledOwnerIsSeenAtOnce()
    {
        SessionWatcher watcher(file(), m_processes, m_events);
        QSignalSpy changed(&watcher, &SessionWatcher::changed);
        ActorProcess owner(file()); // started later than the watcher
        owner.tell(u"put %1 0.5"_s.arg(someId));
        QTRY_COMPARE(livenessIn(watcher), Liveness::Alive);
        QVERIFY(watcher.sessions().contains(someId));
        QElapsedTimer timer;
        timer.start();
        owner.send(SIGKILL);
        QTRY_COMPARE(livenessIn(watcher), Liveness::Orphan);
        QVERIFY2(timer.elapsed() < 500, qPrintable(QString::number(timer.elapsed())));
    }

    void aStoppedOwnerIsSeenWithinTwoSeconds()
    {
        SessionWatcher watcher(file(), m_processes, m_events);
        ActorProcess owner(file());
        owner.tell(u"put %1 0.5"_s.arg(someId));
        QTRY_VERIFY(watcher.sessions().contains(someId));
        owner.send(SIGSTOP);
        QTRY_COMPARE_WITH_TIMEOUT(livenessIn(watcher), Liveness::Stopped, 2500);
        owner.send(SIGCONT);
        QTRY_COMPARE_WITH_TIMEOUT(livenessIn(watcher), Liveness::Alive, 2500);
    }

    void ownSessionsAreAlive()
    {
        FileSessionStore store(file(), m_processes);
        store.put({.id = someId, .owner = m_processes.self()});
        SessionWatcher watcher(file(), m_processes, m_events);
        QTRY_VERIFY(watcher.sessions().contains(someId));
        QCOMPARE(livenessIn(watcher), Liveness::Alive);
    }

    void silenceElsewhereIsUnresponsive()
    {
        QVERIFY(replaceStateFile(file(), withProgress(0.5)));
        std::chrono::milliseconds now = 1h;
        SessionWatcher watcher(file(), m_processes, m_events, [&now] { return now; });
        QCOMPARE(livenessIn(watcher), Liveness::Alive);
        now += 31s;
        watcher.check();
        QCOMPARE(livenessIn(watcher), Liveness::Unresponsive);
    }

    void halfAFileIsNotCalledCorruptAtOnce()
    {
        QVERIFY(replaceStateFile(file(), withProgress(0.5)));
        SessionWatcher watcher(file(), m_processes, m_events);
        QSignalSpy problem(&watcher, &SessionWatcher::problemChanged);
        writeInPlace(file(), withProgress(0.6).left(20));
        QTest::qWait(60);
        writeInPlace(file(), withProgress(0.6));
        QTRY_COMPARE(progressIn(watcher), 0.6);
        QVERIFY(problem.isEmpty());
    }

    void aBrokenFileIsToldOnceAndForgotten()
    {
        QVERIFY(replaceStateFile(file(), withProgress(0.5)));
        SessionWatcher watcher(file(), m_processes, m_events);
        QSignalSpy problem(&watcher, &SessionWatcher::problemChanged);
        QVERIFY(replaceStateFile(file(), "nonsense"));
        QVERIFY(problem.wait(1000));
        QVERIFY(watcher.problem().contains(file()));
        QCOMPARE(progressIn(watcher), 0.5); // it tells nothing about who is gone
        watcher.check();
        QVERIFY(!problem.wait(150));
        QVERIFY(replaceStateFile(file(), withProgress(0.7)));
        QVERIFY(problem.wait(1000));
        QCOMPARE(watcher.problem(), QString());
        QCOMPARE(problem.count(), 2);
        QCOMPARE(progressIn(watcher), 0.7);
    }

    void aBrokenFileIsToldFromTheStart_data()
    {
        QTest::addColumn<QString>("what");
        QTest::newRow("nonsense") << u"nonsense"_s;
        QTest::newRow("a folder") << u"folder"_s;
    }
    void aBrokenFileIsToldFromTheStart()
    {
        QFETCH(QString, what);
        if (what == "folder"_L1)
            QVERIFY(QDir().mkdir(file()));
        else
            QVERIFY(replaceStateFile(file(), "nonsense"));
        const SessionWatcher watcher(file(), m_processes, m_events);
        QVERIFY(watcher.problem().contains(file()));
        QVERIFY(watcher.sessions().empty());
    }

    void aFolderMayComeAndGo()
    {
        const QString project = m_folder->filePath(u"project"_s);
        const QString inside = project + u"/state"_s;
        SessionWatcher watcher(inside, m_processes, m_events);
        QSignalSpy present(&watcher, &SessionWatcher::folderPresent);
        for (int round = 0; round < 2; ++round) {
            QVERIFY(QDir().mkdir(project));
            QVERIFY(present.wait());
            QCOMPARE(present.takeFirst().first().toBool(), true);
            QVERIFY(replaceStateFile(inside, withProgress(0.5)));
            QTRY_COMPARE(progressIn(watcher), 0.5);
            QVERIFY(QDir(project).removeRecursively());
            QVERIFY(present.wait());
            QCOMPARE(present.takeFirst().first().toBool(), false);
            QTRY_VERIFY(watcher.sessions().empty());
        }
    }

    void aFolderMadeAnewUnnoticedIsWatchedAgain()
    {
        const QString project = m_folder->filePath(u"project"_s);
        QVERIFY(QDir().mkdir(project));
        SessionWatcher watcher(project + u"/state"_s, m_processes, m_events);
        QVERIFY(QDir().rmdir(project) && QDir().mkdir(project)); // between two looks
        QTest::qWait(100);
        QVERIFY(replaceStateFile(project + u"/state"_s, withProgress(0.5)));
        QTRY_COMPARE(progressIn(watcher), 0.5);
    }

    void nothingWakesUpWhenNothingHappens()
    {
        const QString project
            = m_folder->filePath(u"project"_s); // others are busy beside the folder of the test
        QVERIFY(QDir().mkdir(project));
        QVERIFY(replaceStateFile(project + u"/state"_s, "{\"sessions\":{}}"));
        SessionWatcher watcher(project + u"/state"_s, m_processes, m_events);
        QTest::qWait(150);
        int wakeUps = 0;
        const auto count = connect(QAbstractEventDispatcher::instance(), &QAbstractEventDispatcher::awake,
                                   &watcher, [&wakeUps] { ++wakeUps; });
        QEventLoop loop;
        QTimer::singleShot(2500, &loop, &QEventLoop::quit);
        loop.exec();
        disconnect(count);
        QVERIFY2(wakeUps <= 3, qPrintable(QString::number(wakeUps))); // the test's own timer
    }
};

QTEST_GUILESS_MAIN(TestSessionWatcher)
#include "tst_sessionwatcher.moc"

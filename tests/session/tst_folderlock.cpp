// SPDX-License-Identifier: GPL-3.0-or-later
#include "actorprocess.h"
#include "folderlock.h"
#include "writepace.h"

#include <QDir>
#include <QElapsedTimer>
#include <QTemporaryDir>
#include <QTest>

#include <atomic>
#include <csignal>
#include <optional>
#include <thread>
#include <vector>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

class TestFolderLock : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void oneAtATimeAndNothingIsLeftBehind()
    {
        const QTemporaryDir folder;
        const QString file = folder.filePath(u"state"_s);
        {
            const auto lock = FolderLock::take(file, 0ms);
            QVERIFY(lock);
            QVERIFY(!FolderLock::take(file, 0ms));
            QVERIFY(!FolderLock::take(folder.filePath(u"another state file"_s), 0ms));
        }
        QVERIFY(FolderLock::take(file, 0ms));
        QVERIFY(QDir(folder.path()).isEmpty(QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot));
    }

    void waitsNoLongerThanItsPatience()
    {
        const QTemporaryDir folder;
        const QString file = folder.filePath(u"state"_s);
        const auto lock = FolderLock::take(file, 0ms);
        QElapsedTimer timer;
        timer.start();
        const auto second = FolderLock::take(file, 120ms);
        QVERIFY(!second);
        QCOMPARE(second.error().kind, Error::Kind::Locked);
        QVERIFY2(timer.elapsed() >= 120 && timer.elapsed() < 1000,
                 qPrintable(QString::number(timer.elapsed())));
    }

    void namesTheHolder()
    {
        const QTemporaryDir folder;
        const QString file = folder.filePath(u"state"_s);
        ActorProcess holder(file);
        holder.tell(u"hold"_s);
        QCOMPARE(holder.hear(u"held"_s), u"held"_s);
        const auto lock = FolderLock::take(file, 10ms);
        QVERIFY(!lock);
        QCOMPARE(lock.error().details["pid"_L1].toInteger(), holder.pid());
        QVERIFY(lock.error().message.contains(QString::number(holder.pid())));
        QVERIFY(lock.error().message.contains(file));
    }

    void theKernelFreesItWhenItsHolderDies()
    {
        const QTemporaryDir folder;
        const QString file = folder.filePath(u"state"_s);
        ActorProcess holder(file);
        holder.tell(u"hold"_s);
        QCOMPARE(holder.hear(u"held"_s), u"held"_s);
        std::thread killer([&holder] {
            std::this_thread::sleep_for(50ms);
            holder.send(SIGKILL);
        });
        QElapsedTimer timer;
        timer.start();
        QVERIFY(FolderLock::take(file, 5s));
        QVERIFY2(timer.elapsed() < 1000, "it wakes when the lock is free, not when its time is over");
        killer.join();
    }

    void aLinkedStateFileIsLockedWhereItLies()
    {
        const QTemporaryDir folder;
        QVERIFY(QDir(folder.path()).mkdir(u"real"_s));
        QVERIFY(QFile::link(u"real/state"_s, folder.filePath(u"link"_s)));
        const auto lock = FolderLock::take(folder.filePath(u"link"_s), 0ms);
        QVERIFY(lock);
        QVERIFY(!FolderLock::take(folder.filePath(u"real/state"_s), 0ms));
    }

    void aFolderMovedAwayWhileWaitingIsNotTaken()
    {
        const QTemporaryDir folder;
        QVERIFY(QDir(folder.path()).mkdir(u"project"_s));
        const QString file = folder.filePath(u"project/state"_s);
        std::optional<Result<FolderLock>> first = FolderLock::take(file, 0ms);
        QVERIFY(*first);
        std::atomic<bool> taken = false;
        std::thread waiter([&] { taken = bool(FolderLock::take(file, 400ms)); });
        QTest::qWait(50);
        QVERIFY(QDir(folder.path()).rename(u"project"_s, u"renamed"_s));
        QVERIFY(QDir(folder.path()).mkdir(u"project"_s));
        const auto newOne = FolderLock::take(file, 0ms);
        QVERIFY(newOne);
        first.reset(); // the waiter gets a lock that guards nothing, and must wait for the new folder's
        waiter.join();
        QVERIFY(!taken);
    }

    void nobodyStarvesWhereAllRestAsAStoreDoes()
    {
        const QTemporaryDir folder;
        const QString file = folder.filePath(u"state"_s);
        std::atomic<int> inside = 0;
        std::atomic<int> wrong = 0;
        std::vector<int> turns(8);
        std::vector<std::thread> threads;
        for (int &own : turns)
            threads.emplace_back([&] {
                const auto until = std::chrono::steady_clock::now() + 600ms;
                while (std::chrono::steady_clock::now() < until) {
                    {
                        const auto lock = FolderLock::take(file, 2s);
                        wrong += !lock || ++inside != 1;
                        std::this_thread::sleep_for(1ms);
                        --inside;
                    }
                    std::this_thread::sleep_for(StorePace().rest);
                    ++own;
                }
            });
        for (std::thread &thread : threads)
            thread.join();
        QCOMPARE(wrong.load(), 0);
        for (const int own : turns)
            QVERIFY2(own >= 5, qPrintable(QString::number(own)));
    }

    void failsWithASentenceWithoutAFolder()
    {
        const auto lock = FolderLock::take(u"/nowhere/at/all/state"_s, 10ms);
        QVERIFY(!lock);
        QCOMPARE(lock.error().kind, Error::Kind::FileSystem);
        QVERIFY(lock.error().message.contains(u"/nowhere/at/all/state"_s));
    }
};

QTEST_GUILESS_MAIN(TestFolderLock)
#include "tst_folderlock.moc"

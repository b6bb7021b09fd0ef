// SPDX-License-Identifier: GPL-3.0-or-later
#include "writepace.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using Moment = std::optional<std::chrono::milliseconds>;

namespace
{

constexpr StorePace pace;

PendingEdits settled()
{
    PendingEdits edits;
    edits.put({.id = u"a"_s});
    edits.written(edits.take(QDateTime()).second, {});
    return edits;
}

PendingEdits withProgress()
{
    PendingEdits edits = settled();
    edits.put({.id = u"a"_s, .progress = 0.5});
    return edits;
}

PendingEdits withNewSession()
{
    PendingEdits edits = settled();
    edits.put({.id = u"b"_s});
    return edits;
}

} // namespace

class TestWritePace : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void nothingToWriteIsNeverDue() { QCOMPARE(WritePace(pace).dueAt(PendingEdits()), Moment()); }

    void turnsWaitForNothingButTheRestThatOthersNeed()
    {
        WritePace next(pace);
        QCOMPARE(next.dueAt(withNewSession()), Moment(0ms));
        next.wrote(1000ms, 1100ms);
        QCOMPARE(next.dueAt(withNewSession()), Moment(1100ms + pace.rest));
        QVERIFY(pace.rest > 0ms && pace.rest <= 10ms);
    }

    void progressIsWrittenFourTimesASecond()
    {
        WritePace next(pace);
        next.wrote(1000ms, 1001ms);
        QCOMPARE(next.dueAt(withProgress()), Moment(1250ms));
    }

    void writingTakesATwentiethOfTheTime()
    {
        WritePace next(pace);
        next.wrote(1000ms, 1200ms); // a slow disk
        QCOMPARE(next.dueAt(withProgress()), Moment(1200ms + 19 * 200ms));
        next.wrote(1000ms, 3000ms); // a very slow one: but the heartbeat is promised
        QCOMPARE(next.dueAt(withProgress()), Moment(3000ms + pace.heartbeat));
    }

    void waitingForTheLockCountsAsWriting()
    {
        WritePace next(pace);
        next.wrote(1000ms, 1060ms, 50ms);
        QCOMPARE(next.dueAt(withProgress()), Moment(1060ms + 19 * 60ms));
    }

    void afterALongWaitItGoesOnSoon()
    {
        WritePace next(pace);
        next.wrote(1000ms, 2910ms, 1900ms); // somebody was stopped in its write
        QCOMPARE(next.dueAt(withProgress()), Moment(2910ms + 19 * (100ms + 10ms)));
    }

    void aLiveOwnerIsHeardEveryTenSeconds()
    {
        WritePace next(pace);
        next.wrote(1000ms, 1001ms);
        QCOMPARE(next.dueAt(settled()), Moment(1001ms + pace.heartbeat));
        QVERIFY(pace.heartbeat < 10s);
        QVERIFY(!next.heartbeatDue(5s));
        QVERIFY(next.heartbeatDue(11s));
    }

    void requestsAreLookedAfter()
    {
        PendingEdits edits;
        edits.requestCancel(u"a"_s, u"bob@den"_s, 0ms);
        edits.written(edits.take(QDateTime()).second, {});
        WritePace next(pace);
        next.wrote(1000ms, 1001ms);
        QCOMPARE(next.dueAt(edits), Moment(3001ms));
    }

    void aBusyLockIsSoonTriedAgain()
    {
        WritePace next(pace);
        for (int i = 0; i < 5; ++i) {
            next.failed(1000ms, true);
            QCOMPARE(next.dueAt(withNewSession()), Moment(1250ms));
        }
    }

    void aFailingDiskIsTriedLessAndLess()
    {
        WritePace next(pace);
        QList<qint64> waits;
        for (int i = 0; i < 6; ++i) {
            next.failed(0ms, false);
            waits.append(next.dueAt(withNewSession())->count());
        }
        QCOMPARE(waits, (QList<qint64>{1000, 2000, 4000, 4000, 4000, 4000}));
        next.wrote(0ms, 1ms);
        next.failed(0ms, false);
        QCOMPARE(next.dueAt(withNewSession()), Moment(1000ms));
        QCOMPARE(next.dueAt(PendingEdits()), Moment());
    }
};

QTEST_GUILESS_MAIN(TestWritePace)
#include "tst_writepace.moc"

// SPDX-License-Identifier: GPL-3.0-or-later
#include "throttle.h"

#include <QElapsedTimer>
#include <QTest>

using namespace std::chrono_literals;

class TestThrottle : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void actsAtOnceThenWaits();
    void doesNothingUnasked();
    void actsAgainAtOnceAfterARest();
};

void TestThrottle::actsAtOnceThenWaits()
{
    int acted = 0;
    QElapsedTimer since;
    since.start();
    Throttle throttle(200ms, [&acted] { ++acted; });
    for (int i = 0; i < 50; ++i)
        throttle.ask();
    QCOMPARE(acted, 1);
    QTRY_COMPARE_WITH_TIMEOUT(acted, 2, 2000);
    QVERIFY2(since.elapsed() >= 195, "the pause was cut short");
}

void TestThrottle::doesNothingUnasked()
{
    int acted = 0;
    Throttle throttle(20ms, [&acted] { ++acted; });
    throttle.ask();
    QTest::qWait(120);
    QCOMPARE(acted, 1);
}

void TestThrottle::actsAgainAtOnceAfterARest()
{
    int acted = 0;
    Throttle throttle(20ms, [&acted] { ++acted; });
    throttle.ask();
    QTest::qWait(60);
    throttle.ask();
    QCOMPARE(acted, 2);
}

QTEST_GUILESS_MAIN(TestThrottle)
#include "tst_throttle.moc"

// SPDX-License-Identifier: GPL-3.0-or-later
#include "pace.h"

#include <QTest>

using namespace std::chrono_literals;

class TestPace : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void tellsNothingBeforeEnoughWasSeen()
    {
        Pace pace;
        QVERIFY(!pace.remaining(1min));
        pace.see(0.01, 0s);
        pace.see(0.04, 10s);
        QVERIFY(!pace.remaining(10s)); // below 5 %
        pace.see(0.5, 11s);
        QVERIFY(pace.remaining(11s));
    }

    void tellsNothingInTheFirstSeconds()
    {
        Pace pace;
        pace.see(0.1, 0s);
        pace.see(0.5, 4s);
        QVERIFY(!pace.remaining(4s));
        QVERIFY(pace.remaining(5s));
    }

    void countsFromTheFirstRise()
    {
        Pace pace; // the first minute went by in the queue
        pace.see(0.1, 60s);
        pace.see(0.5, 80s); // 2 % a second
        QCOMPARE(*pace.remaining(80s), 25s);
        QCOMPARE(*pace.remaining(90s), 15s);
        QCOMPARE(*pace.remaining(2min), 0s); // late, but never negative
    }

    void ignoresWhatFalls()
    {
        Pace pace;
        pace.see(0.1, 0s);
        pace.see(0.5, 20s);
        const auto before = pace.remaining(20s);
        pace.see(0.3, 20s);
        QCOMPARE(pace.remaining(20s), before);
    }

    void tellsNothingAtTheEnd()
    {
        Pace pace;
        pace.see(0.1, 0s);
        pace.see(1.0, 20s);
        QVERIFY(!pace.remaining(20s));
    }

    void guessesFromOneLook()
    {
        QCOMPARE(*Pace::guess(0.25, 10s), 30s);
        QVERIFY(!Pace::guess(0.25, 4s));
        QVERIFY(!Pace::guess(0.04, 10s));
        QVERIFY(!Pace::guess(1.0, 10s));
        QVERIFY(!Pace::guess(0.051, std::chrono::hours(24 * 365)));
    }
};

QTEST_GUILESS_MAIN(TestPace)
#include "tst_pace.moc"

// SPDX-License-Identifier: GPL-3.0-or-later
#include "clock.h"
#include "wakeup.h"

#include <QTest>

#include <thread>

using namespace std::chrono_literals;

class TestWakeUp : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void waitsUntilTheMoment()
    {
        const auto now = systemMonotonicClock();
        WakeUp wakeUp;
        const auto moment = now() + 40ms;
        wakeUp.waitUntil(moment);
        QVERIFY(now() >= moment);
        QVERIFY(now() < moment + 1s);
        wakeUp.waitUntil(moment); // past: at once
        wakeUp.waitUntil(0ms);
        QVERIFY(now() < moment + 1s);
    }

    void aCallComesThrough()
    {
        const auto now = systemMonotonicClock();
        const auto begun = now();
        WakeUp wakeUp;
        wakeUp.wake(); // before it waits
        wakeUp.waitUntil(std::nullopt);
        std::thread caller([&wakeUp] {
            std::this_thread::sleep_for(20ms);
            wakeUp.wake();
        });
        wakeUp.waitUntil(std::nullopt);
        caller.join();
        QVERIFY(now() - begun >= 20ms);
        QVERIFY(now() - begun < 1s);
    }
};

QTEST_GUILESS_MAIN(TestWakeUp)
#include "tst_wakeup.moc"

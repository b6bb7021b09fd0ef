// SPDX-License-Identifier: GPL-3.0-or-later
#include "trayhost.h"

#include <QSignalSpy>
#include <QTest>

using namespace std::chrono_literals;

/// Without a session bus, as the test's environment says. With one it is looked at from outside, in
/// tests/desktop.
class TestTrayHost : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void doesNotWaitWithoutABus();
    void settlesOnce();
};

void TestTrayHost::doesNotWaitWithoutABus()
{
    TrayHost host;
    QSignalSpy settled(&host, &TrayHost::settled);
    host.wait(60s);
    QVERIFY2(settled.isEmpty(), "told from inside the call");
    QTRY_COMPARE(settled.size(), 1);
    QVERIFY(host.isSettled());
    QVERIFY(!isTrayThere());
}

void TestTrayHost::settlesOnce()
{
    TrayHost host;
    QSignalSpy settled(&host, &TrayHost::settled);
    host.wait(60s);
    host.hurry();
    host.hurry();
    QTest::qWait(50);
    QCOMPARE(settled.size(), 1);
}

QTEST_MAIN(TestTrayHost)
#include "tst_trayhost.moc"

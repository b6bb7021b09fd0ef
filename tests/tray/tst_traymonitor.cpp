// SPDX-License-Identifier: GPL-3.0-or-later
#include "somesessions.h"
#include "traymonitor.h"

#include <QGuiApplication>
#include <QSignalSpy>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

class TestTrayMonitor : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void tooltip_data();
    void tooltip();
    void iconChangesOnlyWithWhatItTells();
    void iconRestsBetweenChanges();
    void textsRestBetweenChanges();
    void aClickTogglesTheWindowOnce();
    void aMiddleClickShowsTheNewest();

private:
    [[nodiscard]] static TrayIconPainter painter() { return {TraySkin::Colour, QGuiApplication::font()}; }
};

void TestTrayMonitor::tooltip_data()
{
    QTest::addColumn<StatusReport>("report");
    QTest::addColumn<QString>("text");

    const auto withServer = [](StatusReport report) {
        report.server.server = QUrl(u"http://studio:7801"_s);
        report.server.state = ServerFacts::State::Offline;
        return report;
    };
    FollowedSession known = SomeSessions().sampling(u"a fox"_s, 0.45);
    known.remaining = 180s;
    QTest::newRow("nothing") << StatusReport{} << u"Nothing is running."_s;
    QTest::newRow("one") << StatusReport{.sessions = {known}}
                         << u"1 session is running, 45 % done, about 3 minutes left."_s;
    QTest::newRow("five") << StatusReport{.sessions = SomeSessions().many(5)}
                          << u"5 sessions are running, 62 % done."_s;
    QTest::newRow("one failed, two run")
        << StatusReport{.sessions = SomeSessions().many(2), .unseenProblems = 1, .problemProject = u"cards"_s}
        << u"1 session in cards failed. 2 are running."_s;
    QTest::newRow("two need attention")
        << StatusReport{.unseenProblems = 2} << u"2 sessions need attention."_s;
    QTest::newRow("no server") << withServer({.sessions = SomeSessions().many(1)})
                               << u"The server studio:7801 does not answer. 1 session is running."_s;
}

void TestTrayMonitor::tooltip()
{
    QFETCH(StatusReport, report);
    QFETCH(QString, text);
    TrayMonitor tray(painter(), {.icon = 1ms, .text = 1ms});
    tray.tell(report, {});
    QTRY_COMPARE(tray.icon().toolTip(), text);
}

void TestTrayMonitor::iconChangesOnlyWithWhatItTells()
{
    TrayMonitor tray(painter(), {.icon = 1ms, .text = 1ms});
    const qint64 idle = tray.icon().icon().cacheKey();
    tray.tell({.sessions = SomeSessions().many(1, 0.41)}, {});
    QTRY_VERIFY(tray.icon().icon().cacheKey() != idle);
    const qint64 running = tray.icon().icon().cacheKey();
    tray.tell({.sessions = SomeSessions().many(1, 0.44)}, {});
    QTest::qWait(30);
    QCOMPARE(tray.icon().icon().cacheKey(), running);
    tray.tell({.sessions = SomeSessions().many(1, 0.46)}, {});
    QTRY_VERIFY(tray.icon().icon().cacheKey() != running);
}

void TestTrayMonitor::iconRestsBetweenChanges()
{
    TrayMonitor tray(painter(), {.icon = 300ms, .text = 1ms});
    tray.tell({.sessions = SomeSessions().many(1, 0.1)}, {}); // at once
    const qint64 first = tray.icon().icon().cacheKey();
    QSet<qint64> seen{first};
    for (int step = 2; step < 9; ++step) {
        tray.tell({.sessions = SomeSessions().many(step, step / 10.0)}, {});
        seen << tray.icon().icon().cacheKey();
    }
    QCOMPARE(seen.size(), 1);
    QTRY_VERIFY(tray.icon().icon().cacheKey() != first); // the newest, in the end
    const QImage shown = tray.icon().icon().pixmap(64).toImage();
    const TrayFace newest = TrayFace::of({.sessions = SomeSessions().many(8, 0.8)});
    QCOMPARE(shown.convertToFormat(QImage::Format_ARGB32),
             painter().image(newest, 64).convertToFormat(QImage::Format_ARGB32));
}

void TestTrayMonitor::textsRestBetweenChanges()
{
    TrayMonitor tray(painter(), {.icon = 1ms, .text = 300ms});
    tray.tell({.sessions = SomeSessions().many(1)}, {});
    QCOMPARE(tray.icon().toolTip(), u"1 session is running, 62 % done."_s);
    tray.tell({.sessions = SomeSessions().many(2)}, {});
    tray.tell({.sessions = SomeSessions().many(3)}, {});
    QCOMPARE(tray.icon().toolTip(), u"1 session is running, 62 % done."_s);
    QTRY_COMPARE(tray.icon().toolTip(), u"3 sessions are running, 62 % done."_s);
}

void TestTrayMonitor::aClickTogglesTheWindowOnce()
{
    TrayMonitor tray(painter());
    QSignalSpy toggled(&tray, &TrayMonitor::toggleWished);
    auto &icon = const_cast<QSystemTrayIcon &>(tray.icon());
    Q_EMIT icon.activated(QSystemTrayIcon::Trigger);
    Q_EMIT icon.activated(QSystemTrayIcon::Trigger); // a double click over D-Bus
    Q_EMIT icon.activated(QSystemTrayIcon::DoubleClick); // and in the X server
    QCOMPARE(toggled.size(), 1);
    QTest::qWait(450);
    Q_EMIT icon.activated(QSystemTrayIcon::Trigger);
    QCOMPARE(toggled.size(), 2);
}

void TestTrayMonitor::aMiddleClickShowsTheNewest()
{
    TrayMonitor tray(painter());
    QSignalSpy wished(&tray, &TrayMonitor::newestWished);
    auto &icon = const_cast<QSystemTrayIcon &>(tray.icon());
    Q_EMIT icon.activated(QSystemTrayIcon::MiddleClick);
    Q_EMIT icon.activated(QSystemTrayIcon::Context);
    QCOMPARE(wished.size(), 1);
}

QTEST_MAIN(TestTrayMonitor)
#include "tst_traymonitor.moc"

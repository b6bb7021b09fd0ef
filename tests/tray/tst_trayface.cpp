// SPDX-License-Identifier: GPL-3.0-or-later
#include "somesessions.h"
#include "trayface.h"

#include <QTest>

using namespace Qt::StringLiterals;
using Attention = StatusReport::Attention;

class TestTrayFace : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void tellsTheReport_data();
    void tellsTheReport();
    void worstComesFirst();
    void skinFitsTheDesktop_data();
    void skinFitsTheDesktop();
};

void TestTrayFace::tellsTheReport_data()
{
    QTest::addColumn<int>("sessions");
    QTest::addColumn<double>("progress");
    QTest::addColumn<int>("number");
    QTest::addColumn<int>("step");

    QTest::newRow("nothing runs") << 0 << 0.0 << 0 << 0;
    QTest::newRow("no figure yet") << 1 << 0.0 << 1 << 0;
    QTest::newRow("just under a step") << 1 << 0.0499 << 1 << 0;
    QTest::newRow("a step") << 1 << 0.05 << 1 << 1;
    QTest::newRow("almost done is not done") << 2 << 0.999 << 2 << 19;
    QTest::newRow("done") << 2 << 1.0 << 2 << 20;
    QTest::newRow("99") << 99 << 0.5 << 99 << 10;
    QTest::newRow("more than two digits") << 140 << 0.5 << 99 << 10;
}

void TestTrayFace::tellsTheReport()
{
    QFETCH(int, sessions);
    QFETCH(double, progress);
    QFETCH(int, number);
    QFETCH(int, step);
    const TrayFace face = TrayFace::of({.sessions = SomeSessions().many(sessions, progress)});
    QCOMPARE(face.attention, sessions > 0 ? Attention::Running : Attention::Idle);
    QCOMPARE(face.number, number);
    QCOMPARE(face.step, step);
}

void TestTrayFace::worstComesFirst()
{
    StatusReport report{.sessions = SomeSessions().many(2)};
    report.server.state = ServerFacts::State::Offline;
    QCOMPARE(TrayFace::of(report), TrayFace{.attention = Attention::Offline});
    report.unseenProblems = 1;
    QCOMPARE(TrayFace::of(report), TrayFace{.attention = Attention::NeedsAttention});
}

void TestTrayFace::skinFitsTheDesktop_data()
{
    QTest::addColumn<QString>("desktop");
    QTest::addColumn<TraySkin>("skin");

    QTest::newRow("GNOME's bar is dark") << u"GNOME"_s << TraySkin::ForDarkPanels;
    QTest::newRow("GNOME of a distribution") << u"ubuntu:GNOME"_s << TraySkin::ForDarkPanels;
    QTest::newRow("Plasma") << u"KDE"_s << TraySkin::Colour;
    QTest::newRow("not told") << QString() << TraySkin::Colour;
}

void TestTrayFace::skinFitsTheDesktop()
{
    QFETCH(QString, desktop);
    QFETCH(TraySkin, skin);
    QCOMPARE(traySkinFor(desktop), skin);
}

QTEST_GUILESS_MAIN(TestTrayFace)
#include "tst_trayface.moc"

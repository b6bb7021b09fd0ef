// SPDX-License-Identifier: GPL-3.0-or-later
#include "somesessions.h"
#include "traylines.h"

#include <QTest>

using namespace Qt::StringLiterals;

class TestTrayLines : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void headline_data();
    void headline();
    void line_data();
    void line();
    void problems_data();
    void problems();
    void worstThenNewestComeFirst();
};

void TestTrayLines::headline_data()
{
    QTest::addColumn<int>("sessions");
    QTest::addColumn<double>("progress");
    QTest::addColumn<QString>("text");

    QTest::newRow("none") << 0 << 0.0 << u"Nothing is running"_s;
    QTest::newRow("one") << 1 << 0.45 << u"1 session is running, 45 %"_s;
    QTest::newRow("one without a figure") << 1 << 0.0 << u"1 session is running"_s;
    QTest::newRow("five") << 5 << 0.62 << u"5 sessions are running, 62 %"_s;
    QTest::newRow("five without a figure") << 5 << 0.0 << u"5 sessions are running"_s;
}

void TestTrayLines::headline()
{
    QFETCH(int, sessions);
    QFETCH(double, progress);
    QFETCH(QString, text);
    QCOMPARE(TrayLines::headline({.sessions = SomeSessions().many(sessions, progress)}), text);
}

void TestTrayLines::line_data()
{
    QTest::addColumn<FollowedSession>("session");
    QTest::addColumn<QString>("text");
    const QChar wide(0x2007); // as wide as a digit

    SomeSessions some;
    const QString fox = u"a red fox in deep snow, low sun, shallow depth of field"_s;
    QTest::newRow("percent comes first")
        << some.sampling(u"a fox"_s, 0.45) << wide + u"45 %  a fox – cards"_s;
    QTest::newRow("one digit") << some.sampling(u"a fox"_s, 0.07)
                               << QString(2, wide) + u"7 %  a fox – cards"_s;
    QTest::newRow("a long prompt is cut, the project is not")
        << some.sampling(fox, 0.45) << wide + u"45 %  a red fox in deep snow, low sun,… – cards"_s;
    QTest::newRow("only its first line")
        << some.sampling(u"a fox\ndeep snow"_s, 0.45) << wide + u"45 %  a fox – cards"_s;
    QTest::newRow("no prompt to be read") << some.sampling({}, 0.45) << wide + u"45 %  0b9c7f3e – cards"_s;
    QTest::newRow("no figure") << some.sampling(u"a fox"_s, 0) << u"working  a fox – cards"_s;

    FollowedSession labelled = some.sampling(u"a fox"_s, 0.45);
    labelled.session.label = u"hero"_s;
    QTest::newRow("its label before its prompt") << labelled << wide + u"45 %  hero – cards"_s;
    FollowedSession waiting = some.sampling(u"a fox"_s, 0);
    waiting.session.status = Session::Status::Pending;
    waiting.session.stage = Session::Stage::None;
    QTest::newRow("waiting") << waiting << u"waiting  a fox – cards"_s;
    FollowedSession orphan = some.sampling(u"a fox"_s, 0.45);
    orphan.liveness = Liveness::Orphan;
    QTest::newRow("its owner is gone") << orphan << u"owner gone  a fox – cards"_s;
    FollowedSession longFolder = some.sampling(fox, 0.45);
    longFolder.project = u"/srv/illustrations for the second edition"_s;
    QTest::newRow("a long folder name")
        << longFolder << wide + u"45 %  a red fox in deep sno… – illustrations f…"_s;
}

void TestTrayLines::line()
{
    QFETCH(FollowedSession, session);
    QFETCH(QString, text);
    QCOMPARE(TrayLines::line(session), text);
    QVERIFY(TrayLines::line(session).size() <= TrayLines::longest);
}

void TestTrayLines::problems_data()
{
    QTest::addColumn<int>("count");
    QTest::addColumn<QString>("project");
    QTest::addColumn<QString>("text");

    QTest::newRow("none") << 0 << QString() << QString();
    QTest::newRow("one") << 1 << u"cards"_s << u"! 1 session failed in cards"_s;
    QTest::newRow("several in one project") << 3 << u"cards"_s << u"! 3 sessions failed in cards"_s;
    QTest::newRow("in several projects") << 3 << QString() << u"! 3 sessions failed"_s;
}

void TestTrayLines::problems()
{
    QFETCH(int, count);
    QFETCH(QString, project);
    QFETCH(QString, text);
    QCOMPARE(TrayLines::problems({.unseenProblems = count, .problemProject = project}), text);
}

void TestTrayLines::worstThenNewestComeFirst()
{
    SomeSessions some;
    FollowedSession waiting = some.sampling(u"waiting"_s, 0);
    waiting.session.status = Session::Status::Pending;
    const FollowedSession old = some.sampling(u"old"_s, 0.9);
    const FollowedSession recent = some.sampling(u"recent"_s, 0.1);
    FollowedSession orphan = some.sampling(u"orphan"_s, 0.5);
    orphan.liveness = Liveness::Orphan;
    QStringList order;
    for (const FollowedSession &session : TrayLines::inOrder({waiting, old, recent, orphan}))
        order << session.prompt();
    QCOMPARE(order, QStringList({u"orphan"_s, u"recent"_s, u"old"_s, u"waiting"_s}));
}

QTEST_GUILESS_MAIN(TestTrayLines)
#include "tst_traylines.moc"

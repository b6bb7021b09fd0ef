// SPDX-License-Identifier: GPL-3.0-or-later
#include "sessionmodel.h"
#include "somesession.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

using Model = SessionModel;

class TestSessionModel : public QObject
{
    Q_OBJECT
private:
    QDateTime m_now;
    Viewpoint m_studio{.self = SomeSession::self(), .now = [this] { return m_now; }};

    static QStringList ids(const Model &model)
    {
        QStringList found;
        for (int row = 0; row < model.rowCount(); ++row)
            found << model.index(row, 0).data(Model::IdRole).toString();
        return found;
    }

private Q_SLOTS:
    void init() { m_now = SomeSession::noon(); }

    void holdsOneRowForEachSession()
    {
        Model model(m_studio);
        QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        model.put(SomeSession(u"a"_s).generating(0.1));
        model.put(SomeSession(u"b"_s).waiting());
        model.put(SomeSession(u"a"_s).generating(0.2));
        QCOMPARE(ids(model), (QStringList{u"a"_s, u"b"_s}));
        QCOMPARE(model.indexOf(u"a"_s).data(Model::FractionRole).toDouble(), 0.2);
        model.remove(u"a"_s);
        model.remove(u"never seen"_s);
        QCOMPARE(ids(model), QStringList{u"b"_s});
        QCOMPARE(model.indexOf(u"b"_s).row(), 0);
        QVERIFY(!model.indexOf(u"a"_s).isValid());
    }

    void tellsManyChangesInFewRuns()
    {
        Model model(m_studio);
        for (int i = 0; i < 100; ++i)
            model.put(SomeSession(QString::number(i)).generating(0.1));
        QSignalSpy changed(&model, &Model::dataChanged);
        QSignalSpy reset(&model, &Model::modelReset);
        for (int round = 2; round < 8; ++round) {
            for (int i = 0; i < 50; ++i)
                model.put(SomeSession(QString::number(i)).generating(round / 10.0));
        }
        QTRY_COMPARE(changed.size(), 1);
        QCOMPARE(changed.first().at(0).value<QModelIndex>().row(), 0);
        QCOMPARE(changed.first().at(1).value<QModelIndex>().row(), 49);
        QCOMPARE(reset.size(), 0);
    }

    void nothingIsToldWhereNothingChanged()
    {
        Model model(m_studio);
        model.put(SomeSession(u"a"_s).generating(0.1));
        QSignalSpy changed(&model, &Model::dataChanged);
        model.put(SomeSession(u"a"_s).generating(0.1));
        model.put(SomeSession(u"a"_s).generating(0.2));
        QTRY_COMPARE(changed.size(), 1);
    }

    void tellsDatesOnceAMinute()
    {
        Model model(m_studio);
        model.put(SomeSession(u"a"_s).generating(0.1));
        QSignalSpy changed(&model, &Model::dataChanged);
        const auto told = [&] {
            int dates = 0;
            for (const QList<QVariant> &change : changed)
                dates += change.at(0).value<QModelIndex>().column() == Model::Started;
            return dates;
        };
        for (int second = 0; second < 60; ++second, m_now = m_now.addSecs(1))
            model.renewTimes();
        QCOMPARE(told(), 1);
        QCOMPARE(changed.size(), 61);
        model.renewTimes();
        QCOMPARE(told(), 2);
        QCOMPARE(changed.last().at(1).value<QModelIndex>().column(), int(Model::LastChange));
    }

    void tellsAnEndOnce()
    {
        Model model(m_studio);
        QSignalSpy ended(&model, &Model::sessionEnded);
        model.put(SomeSession(u"a"_s).generating(0.1));
        model.put(SomeSession(u"a"_s).ended(Outcome::Completed));
        model.put(SomeSession(u"a"_s).ended(Outcome::Completed).saved({u"/x.png"_s}));
        QCOMPARE(ended.size(), 1);
    }

    void whatIsNoProblemLeavesAfterItsHour_data()
    {
        QTest::addColumn<Outcome>("outcome");
        QTest::addColumn<bool>("leaves");
        QTest::newRow("completed") << Outcome::Completed << true;
        QTest::newRow("cancelled") << Outcome::Cancelled << true;
        QTest::newRow("ended") << Outcome::Ended << true;
        QTest::newRow("failed") << Outcome::Failed << false;
        QTest::newRow("partly done") << Outcome::Partial << false;
        QTest::newRow("interrupted") << Outcome::Interrupted << false;
    }

    void whatIsNoProblemLeavesAfterItsHour()
    {
        QFETCH(Outcome, outcome);
        QFETCH(bool, leaves);
        Model model(m_studio);
        model.put(SomeSession(u"a"_s).ended(outcome));
        m_now = m_now.addSecs(3599);
        model.dropAged();
        QCOMPARE(model.rowCount(), 1);
        m_now = m_now.addSecs(1);
        model.dropAged();
        QCOMPARE(model.rowCount(), leaves ? 0 : 1);
        model.put(SomeSession(u"a"_s).ended(outcome, 1));
        QCOMPARE(model.rowCount(), leaves ? 0 : 1); // what left does not come back
    }

    void agesByItself()
    {
        Viewpoint hasty = m_studio;
        hasty.keepFinished = std::chrono::seconds(0);
        Model model(hasty);
        model.put(SomeSession(u"a"_s).ended(Outcome::Completed));
        QTRY_COMPARE(model.rowCount(), 0);
    }

    void dismissingCanBeUndone()
    {
        Model model(m_studio);
        QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        model.put(SomeSession(u"failed"_s).ended(Outcome::Failed));
        model.put(SomeSession(u"live"_s).generating(0.1));
        model.dismiss({u"failed"_s, u"live"_s});
        QCOMPARE(ids(model), QStringList{u"live"_s}); // what runs cannot be dismissed
        model.put(SomeSession(u"failed"_s).ended(Outcome::Failed));
        QCOMPARE(model.rowCount(), 1);
        model.dismiss({u"failed"_s, u"live"_s, u"never seen"_s}); // nothing leaves by that
        QVERIFY(model.isDismissed(u"failed"_s));
        model.restore({u"failed"_s});
        QVERIFY(!model.isDismissed(u"failed"_s));
        QCOMPARE(ids(model), (QStringList{u"live"_s, u"failed"_s}));
        model.restore({u"failed"_s});
        QCOMPARE(model.rowCount(), 2);
    }

    void clearingSparesUnseenProblems()
    {
        Model model(m_studio);
        model.put(SomeSession(u"done"_s).ended(Outcome::Completed));
        model.put(SomeSession(u"unseen"_s).ended(Outcome::Failed));
        model.put(SomeSession(u"seen"_s).ended(Outcome::Failed));
        model.put(SomeSession(u"live"_s).generating(0.1));
        model.markSeen(u"seen"_s);
        model.markSeen(u"live"_s);
        QCOMPARE(model.clearable(), (QStringList{u"done"_s, u"seen"_s}));
    }

    void keepsFiveHundredEndedOnes()
    {
        Model model(m_studio);
        model.put(SomeSession(u"live"_s).generating(0.1));
        for (int i = 0; i < 502; ++i) {
            m_now = m_now.addSecs(1);
            model.put(SomeSession(u"failed %1"_s.arg(i)).ended(Outcome::Failed));
        }
        QCOMPARE(model.rowCount(), 501);
        QVERIFY(!model.session(u"failed 1"_s));
        QVERIFY(model.session(u"failed 2"_s));
        QVERIFY(model.session(u"live"_s));
    }

    void countsByRankAndProject()
    {
        Model model(m_studio);
        model.put(SomeSession(u"a"_s).generating(0.1));
        model.put(SomeSession(u"b"_s).in(u"/tiles"_s).waiting());
        model.put(SomeSession(u"c"_s).in(u"/tiles"_s).ended(Outcome::Failed));
        model.put(SomeSession(u"d"_s).generating(0.1).judged(Liveness::Stopped));
        QCOMPARE(model.count(SortRank::Working), 1);
        QCOMPARE(model.count(SortRank::Attention), 2);
        QCOMPARE(model.count(SortRank::Attention, u"/tiles"_s), 1);
        QCOMPARE(model.problems(), 1);
        QVERIFY(model.hasLive());
        const QList<FollowedSession> taken = model.takeProject(u"/tiles"_s);
        QCOMPARE(taken.size(), 2);
        QCOMPARE(taken.first().session.id, u"b"_s);
        QCOMPARE(ids(model), (QStringList{u"a"_s, u"d"_s}));
    }

    void showsAllOfOneSession()
    {
        Model model(m_studio);
        model.put(SomeSession(u"a"_s).generating(0.1).ownedBy(SomeSession::self()).leftFor(60));
        const ShownSession shown = model.shown(u"a"_s);
        QCOMPARE(shown.owner, u"this window"_s);
        QCOMPARE(shown.timeLeft, u"about 1 min"_s);
        QVERIFY(shown.own && model.isOwn(u"a"_s));
        QVERIFY(model.shown(u"other"_s).isNone());
    }
};

QTEST_GUILESS_MAIN(TestSessionModel)
#include "tst_sessionmodel.moc"

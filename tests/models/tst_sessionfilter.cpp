// SPDX-License-Identifier: GPL-3.0-or-later
#include "sessionfilter.h"
#include "somesession.h"

#include <QAbstractItemModelTester>
#include <QTest>

class TestSessionFilter : public QObject
{
    Q_OBJECT
private:
    QDateTime m_now = SomeSession::noon();
    Viewpoint m_studio{.self = SomeSession::self(), .now = [this] { return m_now; }};

    static QString order(const SessionFilter &filter)
    {
        QStringList ids;
        for (int row = 0; row < filter.rowCount(); ++row)
            ids << filter.index(row, 0).data(SessionModel::IdRole).toString();
        return ids.join(u' ');
    }
    static void fill(SessionModel &model)
    {
        model.put(SomeSession(u"done"_s).ended(Outcome::Completed).startedAgo(10).images(4, 4));
        model.put(
            SomeSession(u"old"_s).generating(0.9).startedAgo(100).images(1, 2).prompted(u"a red fox"_s));
        model.put(
            SomeSession(u"new"_s).generating(0.1).startedAgo(50).images(0, 8).prompted(u"a beekeeper"_s));
        model.put(SomeSession(u"queue"_s).in(u"/tiles"_s).waiting().startedAgo(1));
        model.put(
            SomeSession(u"lost"_s).in(u"/tiles"_s).generating(0.5).judged(Liveness::Orphan).startedAgo(900));
    }

private Q_SLOTS:
    void problemsFirstThenNewest()
    {
        SessionModel model(m_studio);
        SessionFilter filter(model);
        QAbstractItemModelTester tester(&filter, QAbstractItemModelTester::FailureReportingMode::QtTest);
        fill(model);
        QCOMPARE(order(filter), u"lost new old queue done"_s);
    }

    void aRowMovesWhenItsRankChanges()
    {
        SessionModel model(m_studio);
        SessionFilter filter(model);
        fill(model);
        model.put(SomeSession(u"old"_s).generating(0.95).startedAgo(100).images(1, 2));
        model.put(SomeSession(u"new"_s).startedAgo(50).ended(Outcome::Completed));
        QTRY_COMPARE(order(filter), u"lost old queue done new"_s);
    }

    void nothingMovesWhileHeld()
    {
        SessionModel model(m_studio);
        SessionFilter filter(model);
        fill(model);
        filter.hold(true);
        const QPersistentModelIndex kept(filter.indexOf(u"new"_s));
        model.put(SomeSession(u"new"_s).startedAgo(50).ended(Outcome::Completed));
        QTest::qWait(120); // longer than changes are gathered
        QCOMPARE(order(filter), u"lost new old queue done"_s);
        QCOMPARE(kept.data().toString(), u"Completed"_s);
        filter.hold(false);
        QCOMPARE(order(filter), u"lost old queue done new"_s);
        QCOMPARE(kept.data(SessionModel::IdRole).toString(), u"new"_s);
    }

    void sortsByAColumnAndBack()
    {
        SessionModel model(m_studio);
        SessionFilter filter(model);
        fill(model);
        filter.sortBy(SessionModel::Progress, Qt::AscendingOrder);
        QCOMPARE(order(filter), u"done queue new lost old"_s);
        filter.sortBy(SessionModel::Progress, Qt::DescendingOrder);
        QCOMPARE(order(filter), u"old lost new queue done"_s);
        filter.sortBy(-1, Qt::AscendingOrder);
        QCOMPARE(order(filter), u"lost new old queue done"_s);
    }

    void filters_data()
    {
        QTest::addColumn<QString>("project");
        QTest::addColumn<QString>("text");
        QTest::addColumn<bool>("attention");
        QTest::addColumn<QString>("shown");
        QTest::newRow("all") << QString() << QString() << false << u"lost new old queue done"_s;
        QTest::newRow("a project") << u"/tiles"_s << QString() << false << u"lost queue"_s;
        QTest::newRow("a prompt's word") << QString() << u"FOX"_s << false << u"old"_s;
        QTest::newRow("a state") << QString() << u"waiting"_s << false << u"queue"_s;
        QTest::newRow("an id") << QString() << u"new"_s << false << u"new"_s;
        QTest::newRow("attention") << QString() << QString() << true << u"lost"_s;
        QTest::newRow("nothing fits") << u"/tiles"_s << u"fox"_s << false << QString();
    }

    void filters()
    {
        QFETCH(QString, project);
        QFETCH(QString, text);
        QFETCH(bool, attention);
        SessionModel model(m_studio);
        SessionFilter filter(model);
        fill(model);
        filter.setProject(project);
        filter.setText(text);
        filter.setAttentionOnly(attention);
        QTEST(order(filter), "shown");
        QCOMPARE(filter.rowsInScope(), project.isEmpty() ? 5 : 2);
        QCOMPARE(filter.isFiltering(), attention || !text.isEmpty());
    }
};

QTEST_GUILESS_MAIN(TestSessionFilter)
#include "tst_sessionfilter.moc"

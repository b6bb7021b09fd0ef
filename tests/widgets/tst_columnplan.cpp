// SPDX-License-Identifier: GPL-3.0-or-later
#include "columnplan.h"

#include <QTest>

using namespace Qt::StringLiterals;

class TestColumnPlan : public QObject
{
    Q_OBJECT
private:
    static ColumnPlan plan(bool narrow = false)
    {
        ColumnPlan made;
        made.narrow = narrow;
        for (int column = 0; column < SessionModel::ColumnCount; ++column)
            made.widths.at(size_t(column)) = ColumnPlan::startWidth(column, narrow);
        return made;
    }
    static QString names(const ColumnPlan::Shown &shown)
    {
        QStringList words;
        for (int column = 0; column < SessionModel::ColumnCount; ++column) {
            if (shown.test(size_t(column)))
                words << SessionRow::heading(SessionModel::Column(column));
        }
        return words.join(u", "_s);
    }

private Q_SLOTS:
    void columnsGiveWayInOrder_data()
    {
        QTest::addColumn<int>("width");
        QTest::addColumn<QString>("columns");
        QTest::newRow("room for all")
            << 952 << u"State, Session, Progress, Images, Elapsed, Time left, Owner, Project"_s;
        QTest::newRow("project goes first")
            << 951 << u"State, Session, Progress, Images, Elapsed, Time left, Owner"_s;
        QTest::newRow("then elapsed") << 851 << u"State, Session, Progress, Images, Time left, Owner"_s;
        QTest::newRow("then images") << 779 << u"State, Session, Progress, Time left, Owner"_s;
        QTest::newRow("then owner") << 703 << u"State, Session, Progress, Time left"_s;
        QTest::newRow("then time left") << 583 << u"State, Session, Progress"_s;
        QTest::newRow("what never goes") << 100 << u"State, Session, Progress"_s;
    }

    void columnsGiveWayInOrder()
    {
        QFETCH(int, width);
        const ColumnPlan::Shown shown = plan().fitting(width);
        QTEST(names(shown), "columns");
    }

    void oneProjectNeedsNoProjectColumn()
    {
        ColumnPlan one = plan();
        one.allProjects = false;
        QVERIFY(!one.fitting(3000).test(SessionModel::Project));
    }

    void whatTheUserSwitchedOffStaysOff()
    {
        ColumnPlan fewer = plan();
        fewer.wanted.reset(SessionModel::Images);
        QCOMPARE(names(fewer.fitting(3000)),
                 u"State, Session, Progress, Elapsed, Time left, Owner, Project"_s);
    }

    void whatTheUserAddedGivesWayFirst()
    {
        ColumnPlan more = plan();
        more.wanted.set(SessionModel::Server);
        QVERIFY(more.fitting(1062).test(SessionModel::Server));
        QVERIFY(!more.fitting(1061).test(SessionModel::Server));
        QVERIFY(more.fitting(1061).test(SessionModel::Project));
    }

    void narrowWindowsShowFour()
    {
        QCOMPARE(names(plan(true).fitting(480)), u"State, Session, Progress, Time left"_s);
        QCOMPARE(plan(true).smallestSession(), 140);
    }
};

QTEST_GUILESS_MAIN(TestColumnPlan)
#include "tst_columnplan.moc"

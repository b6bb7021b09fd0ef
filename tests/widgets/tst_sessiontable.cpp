// SPDX-License-Identifier: GPL-3.0-or-later
#include "cellinset.h"
#include "designboard.h"
#include "sessiontable.h"

#include <QHeaderView>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTest>

class TestSessionTable : public QObject
{
    Q_OBJECT
private:
    struct Shown {
        DesignBoard board;
        SessionFilter filter{board.sessions};
        SessionTable table{board.sessions, filter};

        explicit Shown(const QSize &size = {794, 500})
        {
            table.resize(size);
            table.show();
            QVERIFY(QTest::qWaitForWindowExposed(&table));
        }
        [[nodiscard]] QStringList columns() const
        {
            QStringList shown;
            for (int column = 0; column < SessionModel::ColumnCount; ++column) {
                if (!table.isColumnHidden(column))
                    shown << SessionRow::heading(SessionModel::Column(column));
            }
            return shown;
        }
        void clickTitle(int column)
        {
            const QHeaderView *header = table.header();
            const QPoint at(header->sectionViewportPosition(column) + header->sectionSize(column) / 2, 8);
            QTest::mouseClick(header->viewport(), Qt::LeftButton, {}, at);
        }
        [[nodiscard]] QString idAt(int row) const
        {
            return filter.index(row, 0).data(SessionModel::IdRole).toString();
        }
    };

private Q_SLOTS:
    void imagesHaveRoomForTheMost()
    {
        Shown shown({1400, 500});
        shown.board.sessions.put(SomeSession(u"a"_s).generating(0.5).images(3, 4));
        const int before = shown.table.columnWidth(SessionModel::Images);
        shown.board.sessions.put(SomeSession(u"b"_s).generating(0.5).images(1, 16000));
        QTRY_VERIFY(shown.table.columnWidth(SessionModel::Images) > before);
        shown.board.sessions.put(SomeSession(u"b"_s).generating(0.99).images(16000, 16000));
        const int text = shown.table.fontMetrics().horizontalAdvance(u"16000 of 16000"_s);
        QTRY_VERIFY(shown.table.columnWidth(SessionModel::Images) >= text + leadingInset + trailingInset);
    }

    void columnsGiveWayAndReturn()
    {
        Shown shown;
        shown.board.fill();
        const QStringList usual{u"State"_s,  u"Session"_s,   u"Progress"_s,
                                u"Images"_s, u"Time left"_s, u"Owner"_s};
        QCOMPARE(shown.columns(), usual);
        shown.table.resize(500, 500);
        QVERIFY(!shown.columns().contains(u"Owner"_s));
        shown.table.resize(1200, 500);
        QVERIFY(shown.columns().contains(u"Project"_s));
        shown.table.resize(794, 500);
        QCOMPARE(shown.columns(), usual);
        for (int width = 1300; width > 500; width -= 7) {
            shown.table.resize(width, 500);
            QVERIFY2(shown.table.columnWidth(SessionModel::Title) >= 200, qPrintable(QString::number(width)));
        }
    }

    void theThirdClickReturnsToTheDefaultOrder()
    {
        Shown shown;
        shown.board.fill();
        const QString first = shown.idAt(0);
        shown.clickTitle(SessionModel::Title);
        QCOMPARE(shown.filter.sortedBy(), int(SessionModel::Title));
        shown.clickTitle(SessionModel::Title);
        QVERIFY(shown.table.header()->isSortIndicatorShown());
        shown.clickTitle(SessionModel::Title);
        QCOMPARE(shown.filter.sortedBy(), -1);
        QVERIFY(!shown.table.header()->isSortIndicatorShown());
        QCOMPARE(shown.idAt(0), first);
    }

    void selectionAndTopRowStayWhileRowsMove()
    {
        Shown shown({794, 220});
        for (int i = 0; i < 60; ++i)
            shown.board.sessions.put(
                SomeSession(u"s%1"_s.arg(i, 2, 10, QChar(u'0'))).generating(0.2).startedAgo(100 + i));
        shown.table.selectSession(u"s30"_s);
        shown.table.verticalScrollBar()->setValue(20 * 30);
        const QString top = shown.table.indexAt({1, 1}).data(SessionModel::IdRole).toString();
        QCOMPARE(top, u"s20"_s);
        for (int i = 40; i < 45; ++i)
            shown.board.sessions.put(SomeSession(u"s%1"_s.arg(i)).ended(Outcome::Failed).startedAgo(100 + i));
        shown.board.sessions.put(SomeSession(u"another"_s).generating(0.1).judged(Liveness::Stopped));
        QTRY_COMPARE(shown.idAt(0), u"another"_s); // the problems are on top now
        QTRY_COMPARE(shown.idAt(1).size(), 3);
        QCOMPARE(shown.table.indexAt({1, 1}).data(SessionModel::IdRole).toString(), top);
        QCOMPARE(shown.table.currentId(), u"s30"_s);
    }

    void noRowMovesWhileTheMouseIsDown()
    {
        Shown shown;
        shown.board.fill();
        const QModelIndex fox = shown.filter.indexOf(u"0b9c7f3e-fox"_s);
        const QPoint at = shown.table.visualRect(fox).center();
        QTest::mousePress(shown.table.viewport(), Qt::LeftButton, {}, at);
        shown.board.sessions.put(SomeSession(u"0b9c7f3e-fox"_s).ended(Outcome::Completed));
        QTest::qWait(120); // longer than changes are gathered
        QCOMPARE(shown.filter.indexOf(u"0b9c7f3e-fox"_s).row(), fox.row());
        QTest::mouseRelease(shown.table.viewport(), Qt::LeftButton, {}, at);
        QVERIFY(shown.filter.indexOf(u"0b9c7f3e-fox"_s).row() > fox.row());
    }

    void keysOpenAndDelete()
    {
        Shown shown;
        shown.board.fill();
        QSignalSpy opened(&shown.table, &SessionTable::openWished);
        QSignalSpy deleted(&shown.table, &SessionTable::deleteWished);
        shown.table.selectFirst();
        QTest::keyClick(&shown.table, Qt::Key_Return);
        QTest::keyClick(&shown.table, Qt::Key_Delete);
        QCOMPARE(opened.size(), 1);
        QCOMPARE(deleted.size(), 1);
    }

    void whatVanishesIsNotAChoice()
    {
        Shown shown;
        shown.board.fill();
        shown.table.selectSession(u"aa000004-tarot"_s);
        QSignalSpy chosen(&shown.table, &SessionTable::chosen);
        shown.board.sessions.remove(u"aa000004-tarot"_s);
        QCOMPARE(chosen.size(), 0);
        QCOMPARE(shown.table.currentId(), QString());
    }

    void remembersWidthsAndChoices()
    {
        Shown before({1300, 500});
        before.board.fill();
        before.table.columns().actions().at(SessionModel::Images)->trigger();
        before.table.header()->resizeSection(SessionModel::OwnerName, 180);
        const QByteArray state = before.table.columns().state();
        Shown after({1300, 500});
        after.table.columns().setState(state);
        QVERIFY(!after.columns().contains(u"Images"_s));
        QCOMPARE(after.table.columnWidth(SessionModel::OwnerName), 180);
        after.table.columns().setState("rubbish");
        QCOMPARE(after.table.columnWidth(SessionModel::OwnerName), 180);
        after.table.columns().reset();
        QVERIFY(after.columns().contains(u"Images"_s));
        QCOMPARE(after.table.columnWidth(SessionModel::OwnerName), 120);
    }

    void aThousandLiveRowsStayQuick()
    {
        Shown shown;
        for (int i = 0; i < 1000; ++i)
            shown.board.sessions.put(SomeSession(QString::number(i)).generating(0.1).startedAgo(i));
        QElapsedTimer clock;
        clock.start();
        for (int round = 0; round < 10; ++round) {
            for (int i = 0; i < 100; ++i)
                shown.board.sessions.put(
                    SomeSession(QString::number(i * 10)).generating(0.2 + round / 20.0).startedAgo(i * 10));
            QTest::qWait(90); // one telling of what was gathered
        }
        QVERIFY2(clock.elapsed() < 10 * 90 + 4000, qPrintable(QString::number(clock.elapsed())));
    }
};

QTEST_MAIN(TestSessionTable)
#include "tst_sessiontable.moc"

// SPDX-License-Identifier: GPL-3.0-or-later
#include "generateform.h"
#include "openwindow.h"

#include <QLineEdit>
#include <QListView>
#include <QPlainTextEdit>
#include <QScrollArea>
#include <QSignalSpy>
#include <QTreeView>

/// The window by keyboard alone, in each of its widths.
class TestMainWindowKeys : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void keysDoWhatTheMenusSay()
    {
        OpenWindow open;
        QVERIFY(open.isReady());
        open.window.showSession(u"0b9c7f3e-fox"_s);
        QSignalSpy picked(&open.window, &MainWindow::pickFolderWished);
        QSignalSpy checked(&open.window, &MainWindow::checkWished);
        QSignalSpy quit(&open.window, &MainWindow::quitWished);
        QSignalSpy closed(&open.window, &MainWindow::closeWished);
        open.key(Qt::Key_O, Qt::ControlModifier);
        open.key(Qt::Key_F5);
        open.key(Qt::Key_Q, Qt::ControlModifier);
        open.key(Qt::Key_W, Qt::ControlModifier);
        QCOMPARE(picked.size() + checked.size() + quit.size() + closed.size(), 4);
        open.key(Qt::Key_N, Qt::ControlModifier);
        QVERIFY(open.named<QPlainTextEdit>(u"Prompt"_s)->hasFocus());
        open.key(Qt::Key_1, Qt::ControlModifier);
        QVERIFY(open.named(u"Sessions"_s));
        open.key(Qt::Key_2, Qt::ControlModifier);
        QVERIFY(open.named(u"Start generation"_s));
    }

    void f8AndF9ShowAndHide()
    {
        OpenWindow open;
        QVERIFY(open.isReady());
        open.key(Qt::Key_F9);
        QVERIFY(!open.named(u"Projects"_s));
        open.key(Qt::Key_F9);
        QVERIFY(open.named(u"Projects"_s));
        open.key(Qt::Key_F8);
        QVERIFY(!open.named(u"Session details"_s));
        open.key(Qt::Key_F8);
        QVERIFY(open.named(u"Session details"_s));
    }

    void f6GoesThroughAllPanesAndBack()
    {
        OpenWindow open;
        QVERIFY(open.isReady());
        open.window.showSession(u"0b9c7f3e-fox"_s);
        QList<QWidget *> visited;
        for (int step = 0; step < 5; ++step) {
            open.key(Qt::Key_F6);
            QVERIFY(!visited.contains(QApplication::focusWidget()));
            visited << QApplication::focusWidget();
        }
        QCOMPARE(visited.last(), open.named(u"Sessions"_s)); // round and back to where it began
        open.key(Qt::Key_F6, Qt::ShiftModifier);
        QCOMPARE(QApplication::focusWidget(), visited.at(3));
    }

    void tabGoesFromTheToolBarThroughTheFilterToTheList()
    {
        OpenWindow open;
        QVERIFY(open.isReady());
        open.named<QLineEdit>(u"Filter sessions"_s)->setFocus();
        open.key(Qt::Key_Tab);
        QCOMPARE(QApplication::focusWidget(), open.named(u"Projects"_s));
        open.key(Qt::Key_Tab);
        QCOMPARE(QApplication::focusWidget(), open.named(u"Add project folder"_s));
        open.key(Qt::Key_Tab);
        QCOMPARE(QApplication::focusWidget(), open.named(u"Sessions"_s));
    }

    void narrowDetailsReplaceTheList()
    {
        OpenWindow open(OpenWindow::Content::Busy, {480, 600});
        QVERIFY(open.isReady());
        QVERIFY(!open.named(u"Projects"_s));
        QVERIFY(open.named(u"Project in sight"_s));
        QVERIFY(!open.named(u"Session details"_s));
        open.window.showSession(u"0b9c7f3e-fox"_s);
        open.key(Qt::Key_Return);
        QVERIFY(open.named(u"Session details"_s));
        QVERIFY(!open.named(u"Sessions"_s));
        QVERIFY(open.button(u"Back to sessions"_s));
        open.key(Qt::Key_Escape);
        QVERIFY(open.named<QTreeView>(u"Sessions"_s)->hasFocus());
        QVERIFY(open.named<QTreeView>(u"Sessions"_s)->columnWidth(SessionModel::Title) >= 140);
    }

    void everyWidthReachesEverything_data()
    {
        QTest::addColumn<int>("width");
        for (const int width : {1600, 1280, 1199, 800, 640, 480})
            QTest::addRow("%d", width) << width;
    }

    void everyWidthReachesEverything()
    {
        QFETCH(int, width);
        OpenWindow open(OpenWindow::Content::Busy, {width, 700});
        QVERIFY(open.isReady());
        QCOMPARE(open.window.width(), width);
        open.window.showSession(u"0b9c7f3e-fox"_s);
        const auto *table = open.named<QTreeView>(u"Sessions"_s);
        QVERIFY(table->columnWidth(SessionModel::Title) >= (width < 640 ? 140 : 200));
        open.key(Qt::Key_Return);
        QVERIFY(open.named(u"Session details"_s));
        open.window.showGenerate();
        for (const QString &part :
             {u"Prompt"_s, u"Model"_s, u"Images"_s, u"Project"_s, u"Start generation"_s})
            QVERIFY2(open.named(part), qPrintable(part));
        const QWidget *start = open.named(u"Start generation"_s);
        QVERIFY(open.window.rect().contains(QRect(start->mapTo(&open.window, QPoint()), start->size())));
    }

    void noFieldOfTheFormIsCut_data()
    {
        QTest::addColumn<int>("width");
        for (const int width : {1600, 1280, 800, 640, 480})
            QTest::addRow("%d", width) << width;
    }

    void noFieldOfTheFormIsCut()
    {
        QFETCH(int, width);
        OpenWindow open(OpenWindow::Content::Busy, {width, 700});
        open.window.setFont(QFont(u"DejaVu Sans"_s, 10));
        open.window.showGenerate();
        const auto *form = open.window.findChild<GenerateForm *>();
        const auto *fields = form->findChild<QScrollArea *>();
        const auto isWhole = [&](const QWidget *part) {
            const QRect place(part->mapTo(&open.window, QPoint()), part->size());
            const QRect view(fields->viewport()->mapTo(&open.window, QPoint()), fields->viewport()->size());
            return place.left() >= view.left() && place.right() <= view.right()
                && place.right() < open.window.width() && part->width() >= part->minimumSizeHint().width();
        };
        for (const QString &name : {u"Prompt"_s, u"Model"_s, u"Size preset"_s, u"Width"_s, u"Height"_s,
                                    u"Swap width and height"_s, u"Images"_s})
            QTRY_VERIFY2(isWhole(open.named(name)), qPrintable(name));
    }

    void aCompletedSessionOpensItsPicture()
    {
        OpenWindow open;
        QVERIFY(open.isReady());
        QSignalSpy opened(&open.window, &MainWindow::openFileWished);
        open.window.showSession(u"aa000007-grey"_s);
        open.key(Qt::Key_Return);
        QCOMPARE(opened.size(), 1);
        QCOMPARE(opened.first().first().toString(), u"/x/g-1.png"_s);
    }

    void deleteOnALiveRowAsksAlways()
    {
        OpenWindow open;
        QVERIFY(open.isReady());
        open.window.showSession(u"aa000006-wait"_s);
        open.key(Qt::Key_Delete);
        QVERIFY(open.box());
    }
};

QTEST_MAIN(TestMainWindowKeys)
#include "tst_mainwindowkeys.moc"

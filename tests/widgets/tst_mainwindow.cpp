// SPDX-License-Identifier: GPL-3.0-or-later
#include "openwindow.h"

#include <QClipboard>
#include <QComboBox>
#include <QDropEvent>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QMimeData>
#include <QPlainTextEdit>
#include <QSignalSpy>
#include <QTreeView>

using Content = OpenWindow::Content;

class TestMainWindow : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void withoutAProjectItSaysWhatToDo()
    {
        OpenWindow open(Content::NoProject);
        QVERIFY(open.isReady());
        QSignalSpy picked(&open.window, &MainWindow::pickFolderWished);
        QSignalSpy demo(&open.window, &MainWindow::demoWished);
        QCOMPARE(QApplication::focusWidget(), static_cast<QWidget *>(open.button(u"Add project folder…"_s)));
        open.key(Qt::Key_Return);
        QCOMPARE(picked.size(), 1);
        open.press(u"Try with the demo server"_s);
        QCOMPARE(demo.size(), 1);
    }

    void whatRunsElsewhereIsOffered()
    {
        OpenWindow open(Content::NoProject);
        QSignalSpy watched(&open.window, &MainWindow::watchWished);
        open.board.projects.setOffered({{DesignBoard::cards, 2}});
        QTRY_VERIFY(open.button(u"Watch"_s));
        open.press(u"Watch"_s);
        QCOMPARE(watched.first().first().toString(), DesignBoard::cards);
        open.board.projects.setWatched({DesignBoard::cards});
        QTRY_VERIFY(open.button(u"Copy a command to try"_s)); // nothing runs there
    }

    void nothingRunning()
    {
        OpenWindow open(Content::Idle);
        open.press(u"Copy a command to try"_s);
        QVERIFY(QApplication::clipboard()->text().startsWith(u"asset-generator generate image"_s));
        open.press(u"Generate…"_s);
        QVERIFY(open.named(u"Start generation"_s));
    }

    void aSessionThatStartsIsThereWithoutAClick()
    {
        OpenWindow open(Content::Idle);
        open.board.sessions.put(SomeSession(u"new"_s).in(DesignBoard::cards).generating(0.1));
        QTRY_VERIFY(open.named<QTreeView>(u"Sessions"_s));
        QCOMPARE(open.named<QTreeView>(u"Sessions"_s)->model()->rowCount(), 1);
        QVERIFY(open.named(u"Session details"_s));
    }

    void filtering()
    {
        OpenWindow open;
        QVERIFY(open.isReady());
        open.key(Qt::Key_F, Qt::ControlModifier);
        auto *filter = open.named<QLineEdit>(u"Filter sessions"_s);
        QVERIFY(filter->hasFocus());
        QTest::keyClicks(filter, u"fox"_s);
        QCOMPARE(open.named<QTreeView>(u"Sessions"_s)->model()->rowCount(), 2);
        QVERIFY(hasLabel(open, u"2 of 12"_s));
        QTest::keyClicks(filter, u"trot"_s);
        QVERIFY(hasLabel(open, u"No session matches “foxtrot”."_s));
        QTest::keyClick(filter, Qt::Key_Escape);
        QCOMPARE(filter->text(), QString());
        QTest::keyClick(filter, Qt::Key_Escape);
        QVERIFY(open.named<QTreeView>(u"Sessions"_s)->hasFocus());
    }

    void theSummaryShowsWhatNeedsAttention()
    {
        OpenWindow open;
        QAbstractButton *summary = open.named<QAbstractButton>(u"Summary"_s);
        QTRY_COMPARE(summary->text(), u"4 generating · 2 waiting · 3 need attention"_s);
        QTest::mouseClick(summary, Qt::LeftButton);
        QCOMPARE(open.named<QTreeView>(u"Sessions"_s)->model()->rowCount(), 3);
        QTest::mouseClick(summary, Qt::LeftButton);
        QCOMPARE(open.named<QTreeView>(u"Sessions"_s)->model()->rowCount(), 12);
    }

    void cancelAsksOrActs_data()
    {
        QTest::addColumn<QString>("session");
        QTest::addColumn<bool>("asks");
        QTest::newRow("one's own of 20 s") << u"aa000006-wait"_s << false;
        QTest::newRow("one's own of 2 min") << u"0b9c7f3e-fox"_s << true;
        QTest::newRow("somebody else's") << u"3f21c8aa-loading"_s << true;
    }

    void cancelAsksOrActs()
    {
        QFETCH(QString, session);
        QFETCH(bool, asks);
        OpenWindow open;
        QSignalSpy cancelled(&open.window, &MainWindow::cancelWished);
        open.window.showSession(session);
        QTest::mouseClick(open.named(u"Cancel session"_s), Qt::LeftButton);
        QCOMPARE(open.box() != nullptr, asks);
        if (asks) {
            QCOMPARE(cancelled.size(), 0);
            open.answer(u"Cancel session"_s);
        }
        QTRY_COMPARE(cancelled.size(), 1);
        QCOMPARE(cancelled.first().first().toStringList(), QStringList{session});
    }

    void cancelAllMeansOnesOwn_data()
    {
        QTest::addColumn<QString>("project");
        QTest::addColumn<QString>("entry");
        QTest::addColumn<QStringList>("cancelled");
        const QStringList ofCards{u"0b9c7f3e-fox"_s, u"aa000004-tarot"_s};
        const QStringList ofPortraits{u"aa000005-bee"_s, u"aa000006-wait"_s};
        const QStringList orphan{u"aa000001-orphan"_s};
        QTest::newRow("of all projects") << QString() << u"Cancel All…"_s << orphan + ofCards + ofPortraits;
        QTest::newRow("beside somebody else's")
            << DesignBoard::cards << u"Cancel All in “cards”…"_s << ofCards;
        QTest::newRow("only an orphan") << DesignBoard::tileset << u"Cancel All in “tileset”…"_s << orphan;
        QTest::newRow("none") << DesignBoard::drafts << u"Cancel All in “old-drafts”…"_s << QStringList();
    }

    void cancelAllMeansOnesOwn()
    {
        QFETCH(QString, project);
        QFETCH(QString, entry);
        QFETCH(QStringList, cancelled);
        OpenWindow open;
        QSignalSpy wished(&open.window, &MainWindow::cancelWished);
        open.window.setCurrentProject(project);
        QAction *all = open.action(u"Session"_s, entry);
        QCOMPARE(all->isEnabled(), !cancelled.isEmpty());
        if (cancelled.isEmpty())
            return;
        all->trigger();
        open.answer(cancelled.size() == 1 ? u"Cancel session"_s
                                          : u"Cancel %1 sessions"_s.arg(cancelled.size()));
        QTRY_COMPARE(wished.size(), 1);
        QCOMPARE(wished.first().first().toStringList(), cancelled);
    }

    void besideTheFormActionsMeanTheResult()
    {
        OpenWindow open;
        QSignalSpy cancelled(&open.window, &MainWindow::cancelWished);
        open.window.showSession(u"3f21c8aa-loading"_s); // somebody else's, chosen in the list
        open.window.showGenerate();
        auto *cancel = open.named<QAbstractButton>(u"Cancel session"_s);
        QAction *use = open.action(u"Session"_s, u"Use These Settings"_s);
        for (const QAction *action :
             {open.action(u"Session"_s, u"Cancel Session…"_s), use, open.action(u"Session"_s, u"Open"_s),
              open.action(u"Edit"_s, u"Select All"_s), open.action(u"Edit"_s, u"Copy Session ID"_s)})
            QVERIFY2(!action->isEnabled(), qPrintable(action->text()));
        QVERIFY(!cancel->isEnabled());
        QVERIFY(!open.named(u"Open folder"_s)->isEnabled());
        open.window.setOwnSession(u"aa000006-wait"_s);
        QVERIFY(use->isEnabled());
        QTest::mouseClick(cancel, Qt::LeftButton);
        QCOMPARE(cancelled.size(), 1);
        QCOMPARE(cancelled.first().first().toStringList(), QStringList{u"aa000006-wait"_s});
        use->trigger();
        QCOMPARE(open.window.form().request.prompt, u"portrait, silver gelatin print"_s);
        open.window.showSessions();
        QVERIFY(open.action(u"Edit"_s, u"Select All"_s)->isEnabled());
        QCOMPARE(open.named<QTreeView>(u"Sessions"_s)->currentIndex().data(SessionModel::IdRole).toString(),
                 u"3f21c8aa-loading"_s);
    }

    void keepRunningKeepsItRunning()
    {
        OpenWindow open;
        QSignalSpy cancelled(&open.window, &MainWindow::cancelWished);
        open.window.showSession(u"0b9c7f3e-fox"_s);
        open.action(u"Session"_s, u"Cancel Session…"_s)->trigger();
        open.answer(u"Keep running"_s);
        QTRY_VERIFY(!open.box());
        QCOMPARE(cancelled.size(), 0);
    }

    void dismissingIsUndoneByOneKey()
    {
        OpenWindow open;
        QVERIFY(open.isReady());
        open.window.showSession(u"aa000002-failed"_s);
        open.key(Qt::Key_Delete);
        QVERIFY(!open.board.sessions.session(u"aa000002-failed"_s));
        QVERIFY(!open.box());
        open.key(Qt::Key_Z, Qt::ControlModifier);
        QVERIFY(open.board.sessions.session(u"aa000002-failed"_s));
    }

    void whatWasDismissedIsOutOfSight_data()
    {
        QTest::addColumn<bool>("besideTheForm");
        QTest::newRow("beside the form") << true;
        QTest::newRow("in the details") << false;
    }

    void whatWasDismissedIsOutOfSight()
    {
        QFETCH(bool, besideTheForm);
        OpenWindow open(Content::Idle);
        open.board.sessions.put(SomeSession(u"own"_s)
                                    .in(DesignBoard::cards)
                                    .prompted(u"a fox"_s)
                                    .ended(Outcome::Failed)
                                    .because(u"The disk is full."_s));
        if (besideTheForm) {
            open.window.setOwnSession(u"own"_s);
            open.window.showGenerate();
        }
        QTRY_VERIFY(open.button(u"Dismiss"_s));
        const QPointer<QAbstractButton> dismiss = open.button(u"Dismiss"_s);
        QTest::mouseClick(dismiss, Qt::LeftButton);
        QVERIFY(!open.board.sessions.session(u"own"_s));
        QVERIFY(!open.button(u"Dismiss"_s));
        dismiss->click(); // once more, before it was seen
        open.action(u"Edit"_s, u"Undo"_s)->trigger();
        QVERIFY(open.board.sessions.session(u"own"_s));
        QTRY_VERIFY(open.button(u"Dismiss"_s));
    }

    void copiesAnErrorWithoutSecrets()
    {
        OpenWindow open;
        open.window.showSession(u"aa000002-failed"_s);
        open.press(u"Copy error"_s);
        const QString copied = QApplication::clipboard()->text();
        QVERIFY(copied.contains(u"dreamsharper_xl"_s));
        QVERIFY(copied.contains(u"Invalid model value"_s));
        QVERIFY(copied.contains(u"aa000002-failed"_s));
    }

    void aServerThatFallsSilentIsSaidAndClearsByItself()
    {
        OpenWindow open;
        const QString sentence
            = u"The server studio:7801 does not answer. Sessions are still shown from the project folders."_s;
        open.window.setReport(DesignBoard::silent());
        QVERIFY(hasLabel(open, sentence));
        QAbstractButton *server = open.named<QAbstractButton>(u"Server state"_s);
        QCOMPARE(server->text(), u"studio:7801 – no answer since 14:32"_s);
        StatusReport later = DesignBoard::silent();
        later.now = later.now.addSecs(600);
        open.window.setReport(later);
        QCOMPARE(server->text(), u"studio:7801 – no answer since 14:32"_s);
        QSignalSpy checked(&open.window, &MainWindow::checkWished);
        open.press(u"Try again"_s);
        QCOMPARE(checked.size(), 1);
        QTest::mouseClick(open.named(u"Close the notice"_s), Qt::LeftButton);
        open.window.setReport(later);
        QVERIFY(!hasLabel(open, sentence)); // what was closed stays closed
        open.window.setReport(DesignBoard::ready());
        QCOMPARE(server->text(), u"studio:7801 – ready"_s);
    }

    void aClosedRefusalStaysClosed()
    {
        OpenWindow open;
        StatusReport refused = DesignBoard::ready();
        refused.server.state = ServerFacts::State::Unauthorised;
        open.window.setReport(refused);
        QTest::mouseClick(open.named(u"Close the notice"_s), Qt::LeftButton);
        open.window.setReport(refused);
        QVERIFY(!open.named(u"Close the notice"_s));
        open.window.setReport(DesignBoard::ready());
        open.window.setReport(refused);
        QVERIFY(open.named(u"Close the notice"_s)); // it is refused anew
    }

    void closingANoticeRecordsNothing()
    {
        OpenWindow open;
        const Notice full{.kind = Notice::Kind::Recording,
                          .text = u"Sessions in cards cannot be recorded: the disk is full."_s,
                          .about = DesignBoard::cards};
        const QAbstractButton *server = open.named<QAbstractButton>(u"Server state"_s);
        const QString before = server->text();
        open.window.setNotice(full);
        const QString unrecorded = server->text();
        QVERIFY(unrecorded != before);
        QTest::mouseClick(open.named(u"Close the notice"_s), Qt::LeftButton);
        open.window.setReport(DesignBoard::ready());
        open.window.setNotice(full); // it still fails
        QVERIFY(!open.named(u"Close the notice"_s));
        QCOMPARE(server->text(), unrecorded);
        open.window.setNotice({.kind = full.kind, .about = full.about});
        QCOMPARE(server->text(), before);
    }

    void aProjectNarrowsAllPages()
    {
        OpenWindow open;
        QCOMPARE(open.window.windowTitle(), u"All projects"_s);
        open.window.setCurrentProject(DesignBoard::portraits);
        QCOMPARE(open.window.windowTitle(), u"portraits"_s);
        QCOMPARE(open.named<QTreeView>(u"Sessions"_s)->model()->rowCount(), 3);
        open.window.showGenerate();
        QCOMPARE(open.named<QComboBox>(u"Project"_s)->currentText(), u"portraits"_s);
        open.window.showSession(u"0b9c7f3e-fox"_s); // of another project
        QCOMPARE(open.window.currentProject(), QString());
        QCOMPARE(open.named<QTreeView>(u"Sessions"_s)->currentIndex().data(SessionModel::IdRole).toString(),
                 u"0b9c7f3e-fox"_s);
    }

    void aProjectWithoutSessionsShowsNothingOfOthers_data()
    {
        QTest::addColumn<bool>("several");
        QTest::newRow("one was chosen") << false;
        QTest::newRow("several were chosen") << true;
    }

    void aProjectWithoutSessionsShowsNothingOfOthers()
    {
        QFETCH(bool, several);
        OpenWindow open;
        QSignalSpy cancelled(&open.window, &MainWindow::cancelWished);
        open.window.showSession(u"aa000006-wait"_s);
        if (several)
            open.named<QTreeView>(u"Sessions"_s)->selectAll();
        auto *cancel = open.named<QAbstractButton>(u"Cancel session"_s);
        QVERIFY(cancel->isEnabled());
        open.window.setCurrentProject(DesignBoard::drafts);
        QVERIFY(hasLabel(open, u"Nothing is running"_s));
        QVERIFY(!open.named(u"Session details"_s));
        QVERIFY(!cancel->isEnabled());
        open.window.setCurrentProject({});
        QVERIFY(open.named(u"Session details"_s));
        QVERIFY(cancel->isEnabled());
    }

    void anOfferedProjectIsOnlyWatched()
    {
        OpenWindow open;
        QSignalSpy watched(&open.window, &MainWindow::watchWished);
        const QString icons = u"/home/ada/pictures/icons"_s;
        open.window.setCurrentProject(DesignBoard::tileset);
        open.board.projects.setOffered({{icons, 2}});
        auto *list = open.named<QListView>(u"Projects"_s);
        const QModelIndex offer = open.board.projects.indexOf(icons);
        const QRect row = list->visualRect(offer);
        const QPoint name(row.left() + 40, row.bottom() - 6);
        const QPoint button(row.right() - 12, row.bottom() - 14);
        QTest::mouseClick(list->viewport(), Qt::LeftButton, {}, name);
        QCOMPARE(open.window.currentProject(), DesignBoard::tileset);
        QVERIFY(list->selectionModel()->isSelected(open.board.projects.indexOf(DesignBoard::tileset)));
        QTest::mouseClick(list->viewport(), Qt::RightButton, {}, button);
        QTest::mouseClick(list->viewport(), Qt::MiddleButton, {}, button);
        QCOMPARE(watched.size(), 0);
        QTest::keyClick(list, Qt::Key_Up);
        QTest::keyClick(list, Qt::Key_Down);
        QCOMPARE(list->currentIndex(), offer);
        QCOMPARE(open.window.currentProject(), DesignBoard::tileset);
        QVERIFY(list->selectionModel()->isSelected(open.board.projects.indexOf(DesignBoard::tileset)));
        QTest::keyClick(list, Qt::Key_Return);
        QCOMPARE(watched.size(), 1);
        QTest::mouseClick(list->viewport(), Qt::LeftButton, {}, button);
        QCOMPARE(watched.size(), 2);
        open.board.projects.setOffered({});
        QCOMPARE(open.window.currentProject(), DesignBoard::tileset);
    }

    void anOfferedProjectIsNotChosenInTheBox()
    {
        OpenWindow open(Content::Busy, {480, 600});
        open.board.projects.setOffered({{u"/home/ada/pictures/icons"_s, 2}});
        auto *box = open.named<QComboBox>(u"Project in sight"_s);
        box->setCurrentIndex(box->count() - 1);
        Q_EMIT box->activated(box->currentIndex());
        QCOMPARE(open.window.currentProject(), QString());
        QCOMPARE(box->currentIndex(), 0);
    }

    void aProjectThatLeavesLeavesTheScope()
    {
        OpenWindow open;
        open.window.setCurrentProject(DesignBoard::portraits);
        open.board.projects.setWatched({DesignBoard::cards});
        QCOMPARE(open.window.currentProject(), QString());
    }

    void usesTheSettingsOfASession()
    {
        OpenWindow open;
        open.window.showSession(u"0b9c7f3e-fox"_s);
        open.action(u"Session"_s, u"Use These Settings"_s)->trigger();
        const FormOrder form = open.window.form();
        QVERIFY(form.request.prompt.startsWith(u"a red fox"_s));
        QCOMPARE(form.request.model, u"dreamshaper_xl"_s);
        QCOMPARE(form.project, DesignBoard::cards);
        QVERIFY(open.named<QPlainTextEdit>(u"Prompt"_s)->hasFocus() || !QApplication::focusWidget());
    }

    void previewsAreWishedOnlyInSight()
    {
        OpenWindow open;
        QSignalSpy wished(&open.window, &MainWindow::previewWished);
        const auto last = [&] { return wished.isEmpty() ? u"-"_s : wished.last().first().toString(); };
        open.window.showSession(u"0b9c7f3e-fox"_s);
        QCOMPARE(last(), u"0b9c7f3e-fox"_s);
        open.window.showSession(u"3f21c8aa-loading"_s);
        QCOMPARE(last(), QString()); // private
        open.window.showSession(u"0b9c7f3e-fox"_s);
        open.action(u"View"_s, u"Generate"_s)->trigger();
        QCOMPARE(last(), QString());
        open.window.setOwnSession(u"0b9c7f3e-fox"_s);
        QCOMPARE(last(), u"0b9c7f3e-fox"_s);
        open.window.hide();
        QCOMPARE(last(), QString());
        open.window.show();
        QCOMPARE(last(), u"0b9c7f3e-fox"_s);
        open.board.sessions.put(SomeSession(u"0b9c7f3e-fox"_s).prompted(u"a"_s).ended(Outcome::Completed));
        QTRY_COMPARE(last(), QString());
    }

    void picturesAreWishedAsTheyCome()
    {
        OpenWindow open;
        QSignalSpy wished(&open.window, &MainWindow::picturesWished);
        open.window.showSession(u"aa000007-grey"_s);
        QCOMPARE(wished.last().at(0).toString(), u"aa000007-grey"_s);
        QCOMPARE(wished.last().at(1).toStringList().size(), 4);
        const auto before = wished.size();
        open.board.sessions.put(SomeSession(u"other"_s).generating(0.1));
        QTest::qWait(120); // longer than changes are gathered
        QCOMPARE(wished.size(), before);
    }

    void picturesAreWishedAgainAfterSeveral()
    {
        OpenWindow open;
        QSignalSpy wished(&open.window, &MainWindow::picturesWished);
        open.window.showSession(u"aa000007-grey"_s);
        QCOMPARE(wished.size(), 1);
        open.named<QTreeView>(u"Sessions"_s)->selectAll();
        open.window.showSession(u"aa000007-grey"_s);
        QCOMPARE(wished.size(), 2);
        QCOMPARE(wished.last().first().toString(), u"aa000007-grey"_s);
        open.window.showSession(u"0b9c7f3e-fox"_s);
        open.window.showSession(u"aa000007-grey"_s);
        QCOMPARE(wished.size(), 4);
    }

    void foldersDroppedAreWatched()
    {
        OpenWindow open;
        QSignalSpy wished(&open.window, &MainWindow::addFolderWished);
        QMimeData dragged;
        dragged.setUrls({QUrl::fromLocalFile(u"/home/ada/new"_s), QUrl(u"http://studio/"_s)});
        QDragEnterEvent enter({300, 300}, Qt::CopyAction | Qt::LinkAction, &dragged, Qt::LeftButton, {});
        QApplication::sendEvent(&open.window, &enter);
        QVERIFY(enter.isAccepted());
        QDropEvent drop({300, 300}, Qt::CopyAction | Qt::LinkAction, &dragged, Qt::LeftButton, {});
        QApplication::sendEvent(&open.window, &drop);
        QCOMPARE(wished.first().first().toStringList(), QStringList{u"/home/ada/new"_s});
    }

    void closingIsAWish()
    {
        OpenWindow open;
        QSignalSpy wished(&open.window, &MainWindow::closeWished);
        open.window.close();
        QCOMPARE(wished.size(), 1);
        QVERIFY(open.window.isVisible());
    }

    void quittingAsks_data()
    {
        QTest::addColumn<bool>("tray");
        QTest::addColumn<QString>("button");
        QTest::addColumn<bool>("quits");
        QTest::newRow("keeps the tray") << true << u"Keep running in the tray"_s << false;
        QTest::newRow("stops them") << true << u"Cancel them and quit"_s << true;
        QTest::newRow("without a tray") << false << u"Keep running"_s << false;
    }

    void quittingAsks()
    {
        QFETCH(bool, tray);
        QFETCH(QString, button);
        OpenWindow open;
        QSignalSpy quits(&open.window, &MainWindow::quitConfirmed);
        QSignalSpy keeps(&open.window, &MainWindow::keepRunningWished);
        open.window.askQuit(2, tray);
        QCOMPARE(open.box()->text(), u"2 sessions run in this program."_s);
        open.answer(button);
        QTRY_COMPARE(quits.size() + keeps.size(), 1);
        QTEST(quits.size() == 1, "quits");
    }

    void remembersItsLayout()
    {
        OpenWindow open;
        open.window.resize(1000, 700);
        open.action(u"View"_s, u"Projects"_s)->trigger();
        open.window.remember();
        MainWindow again(open.board.sessions, open.board.projects, open.memory);
        again.show();
        QCOMPARE(again.size(), QSize(1000, 700));
        QVERIFY(!again.findChild<QListView *>(u"projects"_s)->isVisible());
    }

private:
    static bool hasLabel(const OpenWindow &open, const QString &text)
    {
        for (const auto *label : open.window.findChildren<QLabel *>()) {
            if (label->isVisible() && label->text() == text)
                return true;
        }
        return false;
    }
};

QTEST_MAIN(TestMainWindow)
#include "tst_mainwindow.moc"

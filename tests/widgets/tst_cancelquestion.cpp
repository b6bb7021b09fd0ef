// SPDX-License-Identifier: GPL-3.0-or-later
#include "cancelquestion.h"
#include "sessionmodel.h"
#include "somesession.h"

#include <QAbstractButton>
#include <QApplication>
#include <QLabel>
#include <QMessageBox>
#include <QTest>

class TestCancelQuestion : public QObject
{
    Q_OBJECT
private:
    static CancelQuestion question(const QList<FollowedSession> &sessions, bool byDeleteKey = false)
    {
        SessionModel model({.self = SomeSession::self(), .now = &SomeSession::noon});
        CancelQuestion asked{.thisUser = u"ada"_s, .thisHost = u"studio"_s, .byDeleteKey = byDeleteKey};
        for (const FollowedSession &session : sessions) {
            model.put(session);
            asked.sessions << model.shown(session.session.id);
        }
        return asked;
    }
    static SomeSession young() { return SomeSession(u"young"_s).generating(0.1).startedAgo(5); }

private Q_SLOTS:
    void asksWhatLosesWorkOrHitsOthers_data()
    {
        QTest::addColumn<QList<FollowedSession>>("sessions");
        QTest::addColumn<bool>("byDeleteKey");
        QTest::addColumn<bool>("asks");
        const auto one = [](const FollowedSession &session) { return QList<FollowedSession>{session}; };
        QTest::newRow("one's own of 5 seconds") << one(young()) << false << false;
        QTest::newRow("by the Delete key") << one(young()) << true << true;
        QTest::newRow("of a minute") << one(young().startedAgo(60)) << false << false;
        QTest::newRow("over a minute") << one(young().startedAgo(61)) << false << true;
        QTest::newRow("somebody else's") << one(young().ownedBy(SomeSession::anna())) << false << true;
        QTest::newRow("an orphan") << one(young().judged(Liveness::Orphan)) << false << true;
        QTest::newRow("the earlier version's") << one(young().ownedBy({})) << false << true;
        QTest::newRow("two") << QList<FollowedSession>{young(), SomeSession(u"b"_s).startedAgo(5)} << false
                             << true;
        QTest::newRow("none") << QList<FollowedSession>{} << true << false;
    }

    void asksWhatLosesWorkOrHitsOthers()
    {
        QFETCH(QList<FollowedSession>, sessions);
        QFETCH(bool, byDeleteKey);
        QTEST(question(sessions, byDeleteKey).isNeeded(), "asks");
    }

    void saysWhatIsLost()
    {
        const auto fox
            = SomeSession(u"a"_s).prompted(u"a red fox in deep snow"_s).images(3, 8).startedAgo(725);
        QCOMPARE(question({fox}).title(), u"Cancel this session?"_s);
        QCOMPARE(question({fox}).text(),
                 u"“a red fox in deep snow” has run for 12 minutes and made 3 of 8 images. Finished images "
                 u"are kept, "
                 u"the rest will not be made."_s);
        QCOMPARE(question({fox}).confirmText(), u"Cancel session"_s);
        QCOMPARE(question({fox, young()}).title(), u"Cancel 2 sessions?"_s);
        QCOMPARE(question({fox, young()}).confirmText(), u"Cancel 2 sessions"_s);
    }

    void aLabelIsSaidAsItStands()
    {
        const auto labelled = question({SomeSession(u"a"_s).labelled(u"<i>50 %1</i>"_s).images(3, 8)}, true);
        QVERIFY(
            labelled.text().startsWith(u"“<i>50 %1</i>” has run for 5 minutes and made 3 of 8 images."_s));
        QWidget window;
        labelled.ask(&window, [] {});
        for (const QLabel *label : window.findChild<QMessageBox *>()->findChildren<QLabel *>())
            QCOMPARE(label->textFormat(), Qt::PlainText);
    }

    void namesOthers()
    {
        QVERIFY(question({young().ownedBy(SomeSession::anna())})
                    .text()
                    .contains(u"It belongs to anna@render2:5022."_s));
        QVERIFY(question({young().ownedBy({})})
                    .text()
                    .contains(u"This stops everything that program started."_s));
        const auto two = question({young(), SomeSession(u"b"_s).ownedBy(SomeSession::anna())});
        QVERIFY(two.text().contains(u"Some belong to anna@render2."_s));
        const auto earlier = question({young(), SomeSession(u"b"_s).ownedBy({})});
        QVERIFY(earlier.text().contains(
            u"Some were started by the earlier version. This stops everything that program started."_s));
    }

    void returnAndEscapeKeepItRunning_data()
    {
        QTest::addColumn<QString>("press");
        QTest::addColumn<bool>("cancels");
        QTest::newRow("Return") << u"Return"_s << false;
        QTest::newRow("Escape") << u"Escape"_s << false;
        QTest::newRow("the button") << u"button"_s << true;
    }

    void returnAndEscapeKeepItRunning()
    {
        QFETCH(QString, press);
        QWidget window;
        window.show();
        QVERIFY(QTest::qWaitForWindowActive(&window));
        bool cancelled = false;
        question({young()}, true).ask(&window, [&] { cancelled = true; });
        auto *box = window.findChild<QMessageBox *>();
        QVERIFY(box);
        QVERIFY(QTest::qWaitForWindowActive(box));
        for (const QAbstractButton *button : box->buttons())
            QVERIFY(button->text() != u"Cancel"_s);
        if (press == u"Return"_s)
            QTest::keyClick(box, Qt::Key_Return);
        else if (press == u"Escape"_s)
            QTest::keyClick(box, Qt::Key_Escape);
        else
            QTest::mouseClick(
                box->buttons().at(box->buttons().first()->text() == u"Cancel session"_s ? 0 : 1),
                Qt::LeftButton);
        QTRY_VERIFY(!window.findChild<QMessageBox *>());
        QTEST(cancelled, "cancels");
    }
};

QTEST_MAIN(TestCancelQuestion)
#include "tst_cancelquestion.moc"

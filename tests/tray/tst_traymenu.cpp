// SPDX-License-Identifier: GPL-3.0-or-later
#include "somesession.h"
#include "somesessions.h"
#include "traymenu.h"

#include <QSignalSpy>
#include <QTest>

using namespace Qt::StringLiterals;

namespace
{

const QList<TrayProject> watched{{u"/srv/cards"_s, u"cards"_s}, {u"/srv/R&D"_s, u"R&D"_s}};

/// The entries as they are read on the screen.
QStringList lines(const QMenu &menu)
{
    QStringList all;
    for (const QAction *action : menu.actions()) {
        if (action->isVisible())
            all << (action->isSeparator() ? u"----"_s : action->text().replace(u"&&"_s, u"&"_s));
    }
    return all;
}

QAction *entry(const QMenu &menu, const QString &part)
{
    for (QAction *action : menu.actions()) {
        if (action->isVisible() && action->text().contains(part))
            return action;
    }
    return nullptr;
}

QMenu *submenu(const QMenu &menu, const QString &part)
{
    QAction *action = entry(menu, part);
    return action ? action->menu() : nullptr;
}

QString line(int number)
{
    return u"%1  picture %2 – cards"_s.arg(QChar(0x2007) + u"62 %"_s).arg(number);
}

} // namespace

class TestTrayMenu : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void entries_data();
    void entries();
    void problemsHaveAnEntry();
    void everySessionHasThreeEntries();
    void wishes_data();
    void wishes();
    void cancelAllMeansThoseThatAreListed();
    void cancelAllMeansOnesOwn();
    void aLivingSessionKeepsItsSlot();
    void projectsAreListed();
    void entriesAreTheSameObjects();
    void nothingChangesWhileOpen();
};

void TestTrayMenu::entries_data()
{
    QTest::addColumn<int>("sessions");
    QTest::addColumn<QStringList>("middle");

    QStringList five{u"5 sessions are running, 62 %"_s};
    for (int number = 5; number >= 1; --number)
        five << line(number);
    five << u"Cancel All 5…"_s;
    QStringList thirty{u"30 sessions are running, 62 %"_s};
    for (int number = 30; number > 22; --number)
        thirty << line(number);
    thirty << u"22 more…"_s << u"Cancel All 30…"_s;

    QTest::newRow("none") << 0 << QStringList{u"Nothing is running"_s};
    QTest::newRow("one") << 1 << QStringList{u"1 session is running, 62 %"_s, line(1)};
    QTest::newRow("five") << 5 << five;
    QTest::newRow("thirty") << 30 << thirty;
}

void TestTrayMenu::entries()
{
    QFETCH(int, sessions);
    QFETCH(QStringList, middle);
    TrayMenu menu;
    menu.setUser(SomeSession::self().user);
    menu.tell({.sessions = SomeSessions().many(sessions)}, watched);
    const QStringList head{u"Show Asset Generator"_s, u"----"_s};
    const QStringList foot{u"----"_s, u"Generate…"_s, u"Projects"_s, u"----"_s, u"Quit"_s};
    QCOMPARE(lines(menu), head + middle + foot);
    QVERIFY(!entry(menu, middle.first())->isEnabled());
    QCOMPARE(menu.defaultAction()->text(), u"Show Asset Generator"_s);
}

void TestTrayMenu::problemsHaveAnEntry()
{
    TrayMenu menu;
    menu.setUser(SomeSession::self().user);
    menu.tell({.unseenProblems = 1, .problemProject = u"R&D"_s}, {});
    QVERIFY(lines(menu).contains(u"! 1 session failed in R&D"_s));
    QSignalSpy wished(&menu, &TrayMenu::problemsWished);
    entry(menu, u"! 1"_s)->trigger();
    QCOMPARE(wished.size(), 1);
    menu.tell({}, {});
    QVERIFY(!lines(menu).join(u'\n').contains(u'!'));
}

void TestTrayMenu::everySessionHasThreeEntries()
{
    TrayMenu menu;
    menu.setUser(SomeSession::self().user);
    menu.tell({.sessions = SomeSessions().many(2)}, watched);
    for (const QString &title : {u"picture 1"_s, u"picture 2"_s}) {
        QMenu *below = submenu(menu, title);
        QVERIFY(below);
        QCOMPARE(lines(*below), QStringList({u"Show"_s, u"Open Project Folder"_s, u"Cancel Session…"_s}));
    }
}

void TestTrayMenu::wishes_data()
{
    QTest::addColumn<QStringList>("path");
    QTest::addColumn<QByteArray>("signal");
    QTest::addColumn<QVariant>("about");

    const QString second = SomeSessions().many(2).at(1).session.id;
    const auto row
        = [](const char *name, const QStringList &path, const char *signal, const QVariant &about) {
              QTest::newRow(name) << path << QByteArray(signal) << about;
          };
    row("show", {u"Show Asset"_s}, SIGNAL(showWindowWished()), {});
    row("show a session", {u"picture 2"_s, u"Show"_s}, SIGNAL(sessionWished(QString)), second);
    row("its folder", {u"picture 2"_s, u"Open"_s}, SIGNAL(folderWished(QString)), u"/srv/cards"_s);
    row("cancel it", {u"picture 2"_s, u"Cancel"_s}, SIGNAL(cancelWished(QStringList)), QStringList(second));
    row("generate", {u"Generate"_s}, SIGNAL(generateWished()), {});
    row("a project", {u"Projects"_s, u"cards"_s}, SIGNAL(projectWished(QString)), u"/srv/cards"_s);
    row("add a project", {u"Projects"_s, u"Add"_s}, SIGNAL(addProjectWished()), {});
    row("quit", {u"Quit"_s}, SIGNAL(quitWished()), {});
}

void TestTrayMenu::wishes()
{
    QFETCH(QStringList, path);
    QFETCH(QByteArray, signal);
    QFETCH(QVariant, about);
    TrayMenu menu;
    menu.setUser(SomeSession::self().user);
    menu.tell({.sessions = SomeSessions().many(2)}, watched);
    QSignalSpy spy(&menu, signal.constData());
    QVERIFY(spy.isValid());
    const QMenu *below = path.size() == 1 ? &menu : submenu(menu, path.first());
    QVERIFY(below);
    entry(*below, path.last())->trigger();
    QCOMPARE(spy.size(), 1);
    QCOMPARE(spy.first().value(0), about);
}

void TestTrayMenu::cancelAllMeansThoseThatAreListed()
{
    TrayMenu menu;
    menu.setUser(SomeSession::self().user);
    menu.tell({.sessions = SomeSessions().many(30)}, watched);
    QSignalSpy wished(&menu, &TrayMenu::cancelWished);
    entry(menu, u"Cancel All"_s)->trigger();
    QCOMPARE(wished.first().first().toStringList().size(), 30);
}

void TestTrayMenu::cancelAllMeansOnesOwn()
{
    TrayMenu menu;
    menu.setUser(SomeSession::self().user);
    QList<FollowedSession> sessions{
        SomeSession(u"own"_s).generating(0.1), SomeSession(u"stopped"_s).judged(Liveness::Stopped),
        SomeSession(u"anna's"_s).ownedBy(SomeSession::anna()), SomeSession(u"earlier"_s).ownedBy({})};
    menu.tell({.sessions = sessions}, watched);
    QVERIFY(lines(menu).contains(u"Cancel All 2…"_s));
    QSignalSpy wished(&menu, &TrayMenu::cancelWished);
    entry(menu, u"Cancel All"_s)->trigger();
    QStringList cancelled = wished.first().first().toStringList();
    cancelled.sort();
    QCOMPARE(cancelled, QStringList({u"own"_s, u"stopped"_s}));
    sessions.removeAt(1);
    menu.tell({.sessions = sessions}, watched);
    QVERIFY(!entry(menu, u"Cancel All"_s)); // one's own has its own entry
}

void TestTrayMenu::aLivingSessionKeepsItsSlot()
{
    const QList<FollowedSession> all = SomeSessions().many(9); // the last is the newest
    TrayMenu menu;
    menu.tell({.sessions = all.mid(0, 2)}, watched);
    QMenu *first = submenu(menu, u"picture 1"_s);
    QMenu *second = submenu(menu, u"picture 2"_s);
    menu.tell({.sessions = all}, watched);
    QCOMPARE(submenu(menu, u"picture 1"_s), first);
    QCOMPARE(submenu(menu, u"picture 2"_s), second);
    QVERIFY(lines(menu).contains(u"1 more…"_s));
    QSignalSpy wished(&menu, &TrayMenu::cancelWished);
    entry(*first, u"Cancel"_s)->trigger();
    QCOMPARE(wished.first().first().toStringList(), QStringList{all.first().session.id});
    menu.tell({.sessions = all.mid(1)}, watched);
    QCOMPARE(submenu(menu, u"picture 2"_s), second);
    QVERIFY(!submenu(menu, u"picture 1"_s));
    QVERIFY(submenu(menu, u"picture 3"_s)); // in the slot that is free
}

void TestTrayMenu::projectsAreListed()
{
    TrayMenu menu;
    menu.setUser(SomeSession::self().user);
    menu.tell({}, watched);
    QCOMPARE(lines(*submenu(menu, u"Projects"_s)),
             QStringList({u"cards"_s, u"R&D"_s, u"Add Project Folder…"_s}));
    QList<TrayProject> many;
    for (int i = 0; i < 20; ++i)
        many << TrayProject{u"/srv/%1"_s.arg(i), u"project %1"_s.arg(i)};
    menu.tell({}, many);
    QCOMPARE(lines(*submenu(menu, u"Projects"_s)).size(), TrayMenu::projectSlots + 1);
}

void TestTrayMenu::entriesAreTheSameObjects()
{
    TrayMenu menu;
    menu.setUser(SomeSession::self().user);
    const QList<QAction *> before = menu.actions();
    menu.tell({.sessions = SomeSessions().many(30), .unseenProblems = 2}, watched);
    menu.tell({.sessions = SomeSessions().many(1)}, {});
    QCOMPARE(menu.actions(), before);
}

void TestTrayMenu::nothingChangesWhileOpen()
{
    TrayMenu menu;
    menu.setUser(SomeSession::self().user);
    menu.tell({.sessions = SomeSessions().many(1)}, watched);
    const QStringList before = lines(menu);
    Q_EMIT menu.aboutToShow(); // as a panel announces it
    menu.tell({.sessions = SomeSessions().many(5)}, watched);
    QCOMPARE(lines(menu), before);
    Q_EMIT menu.aboutToHide();
    QTRY_VERIFY(lines(menu).contains(u"5 sessions are running, 62 %"_s));
}

QTEST_MAIN(TestTrayMenu)
#include "tst_traymenu.moc"

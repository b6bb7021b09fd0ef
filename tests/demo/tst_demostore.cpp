// SPDX-License-Identifier: GPL-3.0-or-later
#include "imagestore.h"
#include "visitors.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace demo;

class TestDemoStore : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void namesAreAsTheServersOwn_data()
    {
        QTest::addColumn<QString>("prompt");
        QTest::addColumn<QString>("part");
        QTest::newRow("plain") << u"plain"_s << u"plain"_s;
        QTest::newRow("comma") << u"two words, comma"_s << u"two words, comma"_s;
        QTest::newRow("quotes") << u"it's \"quoted\""_s << u"it's quoted"_s;
        QTest::newRow("signs that stay") << u"a+b = c! 100% sure"_s << u"a+b = c! 100% sure"_s;
        QTest::newRow("signs that go") << u"hash # and ? mark"_s << u"hash  and  mark"_s;
        QTest::newRow("dots") << u"dots. and: colons; semi"_s << u"dots and colons semi"_s;
        QTest::newRow("brackets") << u"(round) [square] {curly}"_s << u"(round) [square] {curly}"_s;
        QTest::newRow("other scripts") << u"snow ☃ 雪 café 🚀 שלום"_s << u"snow ☃ 雪 café 🚀 שלום"_s;
        QTest::newRow("slashes") << u"back\\slash a/slash"_s << u"backslash aslash"_s;
        QTest::newRow("control characters") << u"tab\there\nnewline"_s << u"tabherenewline"_s;
        QTest::newRow("blank at the end") << u"a red apple "_s << u"a red apple"_s;
        QTest::newRow("long") << QString(60, u'x') << QString(40, u'x');
    }

    void namesAreAsTheServersOwn()
    {
        QFETCH(QString, prompt);
        QFETCH(QString, part);
        QCOMPARE(ImageNames::path(u"raw/2026-01-05/0930001"_s, prompt, u"folder one/demo-xl"_s, u"png"_s),
                 "raw/2026-01-05/0930001-"_L1 + part + "-folder onedemo-xl.png"_L1);
    }

    void requestsAreNumberedWithinTheirMinute()
    {
        ImageNames names;
        const QDateTime nine(QDate(2026, 1, 5), QTime(9, 30, 59));
        QCOMPARE(names.nextStem(nine), u"raw/2026-01-05/0930001"_s);
        QCOMPARE(names.nextStem(nine), u"raw/2026-01-05/0930002"_s);
        QCOMPARE(names.nextStem(nine.addSecs(1)), u"raw/2026-01-05/0931001"_s);
    }

    void aTakenNameIsCounted()
    {
        ImageStore store;
        QCOMPARE(store.add(u"local/raw/a.png"_s, {.file = "1"}), u"local/raw/a.png"_s);
        QCOMPARE(store.add(u"local/raw/a.png"_s, {.file = "2"}), u"local/raw/a-1.png"_s);
        QCOMPARE(store.add(u"local/raw/a.png"_s, {.file = "3"}), u"local/raw/a-2.png"_s);
        QCOMPARE(store.find(u"local/raw/a-1.png"_s)->file, "2"_ba);
        QVERIFY(store.find(u"local/raw/b.png"_s) == nullptr);
    }

    void foldersAreListed_data()
    {
        QTest::addColumn<QString>("folder");
        QTest::addColumn<int>("depth");
        QTest::addColumn<QStringList>("folders");
        QTest::addColumn<QStringList>("files");
        QTest::newRow("root") << u"local"_s << 1 << QStringList{u"raw"_s} << QStringList{};
        QTest::newRow("two levels") << u"local"_s << 2 << QStringList{u"raw"_s, u"raw/day"_s}
                                    << QStringList{};
        QTest::newRow("all") << u"local"_s << 3 << QStringList{u"raw"_s, u"raw/day"_s}
                             << QStringList{u"raw/day/a.png"_s, u"raw/day/b.png"_s};
        QTest::newRow("a day") << u"local/raw/day"_s << 1 << QStringList{}
                               << QStringList{u"a.png"_s, u"b.png"_s};
        QTest::newRow("unknown") << u"local/none"_s << 3 << QStringList{} << QStringList{};
        QTest::newRow("part of a name") << u"loc"_s << 3 << QStringList{} << QStringList{};
    }

    void foldersAreListed()
    {
        QFETCH(QString, folder);
        QFETCH(int, depth);
        ImageStore store;
        store.add(u"local/raw/day/b.png"_s, {});
        store.add(u"local/raw/day/a.png"_s, {});
        store.add(u"other/raw/day/c.png"_s, {});
        const ImageStore::Listing listing = store.list(folder, depth);
        QStringList files;
        for (const auto &[name, image] : listing.files)
            files << name;
        QTEST(listing.folders, "folders");
        QTEST(files, "files");
        QVERIFY(store.isFolder(u"local/raw"_s) && !store.isFolder(u"local/raw/day/a.png"_s));
    }

    void theOldestGoWhenItGetsLarge()
    {
        ImageStore store;
        const QByteArray large(ImageStore::limit / 4 + 1, 'x'); // shared, so cheap
        for (int i = 0; i < 5; ++i)
            store.add(u"local/%1.png"_s.arg(9 - i), {.file = large});
        QVERIFY(store.find(u"local/9.png"_s) == nullptr);
        QVERIFY(store.find(u"local/8.png"_s) == nullptr);
        QVERIFY(store.find(u"local/5.png"_s) != nullptr);
    }

    void visitorsAreKnownByTheirIdAlone()
    {
        Visitors visitors(std::make_shared<DemoMemory>(), true);
        Visitor &first = visitors.enter(u"local"_s);
        Visitor &second = visitors.enter(u"local"_s);
        QVERIFY(first.id != second.id);
        static const QRegularExpression form(u"^[0-9a-f]{40}$"_s);
        QVERIFY(form.match(first.id).hasMatch());
        QCOMPARE(visitors.find(first.id), &first);
        QVERIFY(visitors.find(first.id.toUpper() + u'x') == nullptr);
        first.counts = {.waitingGens = 2, .liveGens = 1};
        second.counts = {.waitingGens = 1, .loadingModels = 1, .waitingBackends = 1};
        QCOMPARE(visitors.total(),
                 (Counts{.waitingGens = 3, .loadingModels = 1, .waitingBackends = 1, .liveGens = 1}));
    }

    void requestsAreNumberedForEachUser()
    {
        Visitors visitors(std::make_shared<DemoMemory>(), true);
        QCOMPARE(visitors.nextRequestId(u"local"_s), 1001);
        QCOMPARE(visitors.nextRequestId(u"local"_s), 1002);
        QCOMPARE(visitors.nextRequestId(u"ada"_s), 1001);
    }
};

QTEST_GUILESS_MAIN(TestDemoStore)
#include "tst_demostore.moc"

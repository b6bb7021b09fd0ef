// SPDX-License-Identifier: GPL-3.0-or-later
#include "picturename.h"

#include <QElapsedTimer>
#include <QTest>
#include <QTimeZone>

using namespace Qt::StringLiterals;

class TestPictureName : public QObject
{
    Q_OBJECT

    static PictureFacts facts()
    {
        return {.index = 4,
                .savedAt = QDateTime(QDate(2026, 10, 10), QTime(14, 30, 5), Qt::UTC),
                .seed = 77,
                .model = u"folder one/dream.safetensors"_s,
                .width = 512,
                .height = 768,
                .prompt = u"a fox: in \"snow\"/ice"_s,
                .serverPath = u"View/local/raw/2026-10-10/1430001-a fox-dream.png"_s,
                .extension = u".png"_s};
    }

private Q_SLOTS:
    void fillsTheTemplate_data()
    {
        QTest::addColumn<QString>("nameTemplate");
        QTest::addColumn<QString>("name");
        QTest::newRow("none: the server's name") << QString() << u"1430001-a fox-dream.png"_s;
        QTest::newRow("index from 0") << u"{index}"_s << u"004.png"_s;
        QTest::newRow("short index") << u"{i}"_s << u"004.png"_s;
        QTest::newRow("index from 1") << u"{index1}_{i1}"_s << u"005_005.png"_s;
        QTest::newRow("times") << u"{date} {time} {dt}"_s << u"2026-10-10 14-30-05 2026-10-10_14-30-05.png"_s;
        QTest::newRow("unix time") << u"{ts}-{timestamp}"_s << u"1791642605-1791642605.png"_s;
        QTest::newRow("seed and size") << u"{seed}_{width}x{height}"_s << u"77_512x768.png"_s;
        QTest::newRow("model in a folder") << u"{model}"_s << u"folder one_dream.png"_s;
        QTest::newRow("prompt") << u"{prompt}"_s << u"a_fox_in_snowice.png"_s;
        QTest::newRow("original and ext") << u"x-{original}{ext}"_s << u"x-1430001-a fox-dream.png"_s;
        QTest::newRow("own folder") << u"{model}/{seed}"_s << u"folder one_dream/77.png"_s;
        QTest::newRow("wrong extension is mended") << u"hero.jpg"_s << u"hero.png"_s;
        QTest::newRow("right extension is not doubled") << u"hero.PNG"_s << u"hero.png"_s;
        QTest::newRow("a dot is no extension") << u"v1.5"_s << u"v1.5.png"_s;
        QTest::newRow("spelled big") << u"{Seed}"_s << u"77.png"_s;
    }
    void fillsTheTemplate()
    {
        QFETCH(QString, nameTemplate);
        const auto name = pictureName(nameTemplate, facts());
        QVERIFY2(name, name ? "" : qPrintable(name.error().sentence()));
        QTEST(*name, "name");
    }

    void refusesWhatLeavesTheFolder_data()
    {
        QTest::addColumn<QString>("nameTemplate");
        QTest::newRow("up") << u"../x"_s;
        QTest::newRow("up from inside") << u"a/../../x"_s;
        QTest::newRow("absolute") << u"/etc/x"_s;
        QTest::newRow("nothing") << u"/"_s;
        QTest::newRow("half of a brace") << u"{seed"_s;
        QTest::newRow("the other half") << u"{seed}}"_s;
        QTest::newRow("unknown variable") << u"{scheduler}"_s;
    }
    void refusesWhatLeavesTheFolder()
    {
        QFETCH(QString, nameTemplate);
        const auto name = pictureName(nameTemplate, facts());
        QVERIFY(!name);
        QCOMPARE(name.error().kind, Error::Kind::Usage);
    }

    void serversCannotChooseThePlace_data()
    {
        QTest::addColumn<QString>("serverPath");
        QTest::addColumn<QString>("name");
        QTest::newRow("up") << u"View/local/.."_s << u"image.png"_s;
        QTest::newRow("dots in the middle") << u"View/../../etc/passwd"_s << u"passwd.png"_s;
        QTest::newRow("backslashes") << u"View/local/..\\..\\x.png"_s << u"_._.._x.png"_s;
        QTest::newRow("control characters") << u"View/a\nb\u001b[2J.png"_s << u"a_b_[2J.png"_s;
        QTest::newRow("no name") << u"View/local/"_s << u"image.png"_s;
        QTest::newRow("data URL") << u"data:image/png;base64,AAAA/BBBB.png"_s << u"image.png"_s;
        QTest::newRow("absolute") << u"/etc/passwd"_s << u"passwd.png"_s;
        QTest::newRow("zero") << u"View/a"_s + QChar(u'\0') + u"b.png"_s << u"a_b.png"_s;
        QTest::newRow("hidden") << u"View/.bashrc.png"_s << u"_bashrc.png"_s;
        QTest::newRow("many dots") << u"View/...png"_s << u"image.png"_s;
        QTest::newRow("an option") << u"View/-rf.png"_s << u"_rf.png"_s;
        QTest::newRow("a space in front") << u"View/ a.png"_s << u"_a.png"_s;
        QTest::newRow("spaces and dots at the end") << u"View/a . ..png"_s << u"a.png"_s;
        QTest::newRow("spaces alone") << u"View/  .png"_s << u"_.png"_s;
        QTest::newRow("a device elsewhere") << u"View/CON.png"_s << u"_CON.png"_s;
        QTest::newRow("a device with a number") << u"View/com1.x.png"_s << u"_com1.x.png"_s;
        QTest::newRow("a device and a space") << u"View/nul .png"_s << u"_nul.png"_s;
        QTest::newRow("no device") << u"View/control.png"_s << u"control.png"_s;
        QTest::newRow("the other direction") << u"View/gpj\u202egnp.png"_s << u"gpj_gnp.png"_s;
        QTest::newRow("lines") << u"View/a\u2028b\r\nc.png"_s << u"a_b__c.png"_s;
        QTest::newRow("half a character") << u"View/a"_s + QChar(0xd83e) + u"b.png"_s << u"a_b.png"_s;
        QTest::newRow("a whole one") << u"View/a🦊b.png"_s << u"a🦊b.png"_s;
        QTest::newRow("from right to left") << u"View/שועל.png"_s << u"שועל.png"_s;
        QTest::newRow("prompt words as variables") << u"View/{seed}.png"_s << u"{seed}.png"_s;
    }
    void serversCannotChooseThePlace()
    {
        QFETCH(QString, serverPath);
        PictureFacts of = facts();
        of.serverPath = serverPath;
        const auto name = pictureName({}, of);
        QVERIFY(name);
        QTEST(*name, "name");
    }

    void promptsAndModelsCannotEither_data()
    {
        QTest::addColumn<QString>("nameTemplate");
        QTest::addColumn<QString>("prompt");
        QTest::addColumn<QString>("name");
        QTest::newRow("nothing") << u"{prompt}"_s << QString() << u"image.png"_s;
        QTest::newRow("nothing as a folder") << u"{prompt}/{seed}"_s << QString() << u"77.png"_s;
        QTest::newRow("up") << u"{prompt}/{seed}"_s << u".."_s << u"_/77.png"_s;
        QTest::newRow("half of up") << u".{prompt}/{seed}"_s << u"."_s << u"77.png"_s;
        QTest::newRow("slashes") << u"{prompt}/{seed}"_s << u"/etc/"_s << u"etc/77.png"_s;
        QTest::newRow("an option") << u"{prompt}"_s << u"--help"_s << u"_-help.png"_s;
        QTest::newRow("a device as a folder") << u"{prompt}/{seed}"_s << u"aux"_s << u"_aux/77.png"_s;
        QTest::newRow("hidden as the template says") << u".{prompt}"_s << u"fox"_s << u".fox.png"_s;
        QTest::newRow("an option as the template says") << u"-{prompt}"_s << u"fox"_s << u"-fox.png"_s;
        QTest::newRow("an emoji cut in two")
            << u"{prompt}"_s << QString(49, u'x') + u"🦊"_s << QString(49, u'x') + u"_.png"_s;
    }
    void promptsAndModelsCannotEither()
    {
        QFETCH(QString, nameTemplate);
        QFETCH(QString, prompt);
        PictureFacts of = facts();
        of.prompt = prompt;
        const auto name = pictureName(nameTemplate, of);
        QVERIFY(name);
        QTEST(*name, "name");
    }

    void endlessNamesTakeNoTime()
    {
        PictureFacts of = facts();
        of.serverPath = u"View/"_s + QString(4'000'000, u'ü');
        of.prompt = QString(4'000'000, u'ü');
        QElapsedTimer clock;
        clock.start();
        QVERIFY(pictureName(u"{prompt}/{original}"_s, of));
        QVERIFY2(clock.elapsed() < 1000, qPrintable(QString::number(clock.elapsed())));
    }

    void longNamesFit()
    {
        PictureFacts of = facts();
        of.serverPath = u"View/"_s + QString(4096, u'ü') + u".png"_s;
        const auto name = pictureName({}, of);
        QVERIFY(name);
        QVERIFY(name->toUtf8().size() <= 230);
        QVERIFY(name->endsWith(".png"_L1));
    }
};

QTEST_GUILESS_MAIN(TestPictureName)
#include "tst_picturename.moc"

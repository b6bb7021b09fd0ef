// SPDX-License-Identifier: GPL-3.0-or-later
#include "settingkey.h"

#include <QSet>
#include <QTest>

using namespace Qt::StringLiterals;

class TestSettingKey : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void keepsWhatFits_data()
    {
        QTest::addColumn<QString>("key");
        QTest::addColumn<QString>("written");
        QTest::addColumn<QString>("kept");
        QTest::newRow("whole number") << u"generate.steps"_s << u"30"_s << u"30"_s;
        QTest::newRow("minus one") << u"generate.steps"_s << u"-1"_s << u"-1"_s;
        QTest::newRow("whole number with a point") << u"generate.steps"_s << u"30.0"_s << u"30"_s;
        QTest::newRow("half") << u"generate.steps"_s << u"30.5"_s << QString();
        QTest::newRow("beyond exactness") << u"generate.steps"_s << u"1e300"_s << QString();
        QTest::newRow("words for a number") << u"generate.steps"_s << u"many"_s << QString();
        QTest::newRow("number with a unit") << u"generate.width"_s << u"512px"_s << QString();
        QTest::newRow("number") << u"generate.cfg-scale"_s << u"7.5"_s << u"7.5"_s;
        QTest::newRow("comma") << u"generate.cfg-scale"_s << u"7,5"_s << QString();
        QTest::newRow("not a number") << u"generate.cfg-scale"_s << u"nan"_s << QString();
        QTest::newRow("infinite") << u"generate.cfg-scale"_s << u"inf"_s << QString();
        QTest::newRow("yes") << u"quiet"_s << u"Yes"_s << u"true"_s;
        QTest::newRow("off") << u"quiet"_s << u"OFF"_s << u"false"_s;
        QTest::newRow("maybe") << u"quiet"_s << u"maybe"_s << QString();
        QTest::newRow("format") << u"format"_s << u"JSON"_s << u"json"_s;
        QTest::newRow("no such format") << u"format"_s << u"xml"_s << QString();
        QTest::newRow("colour") << u"color"_s << u"never"_s << u"never"_s;
        QTest::newRow("text stays as it is")
            << u"generate.model"_s << u"SDXL/Base.safetensors"_s << u"SDXL/Base.safetensors"_s;
        QTest::newRow("weight") << u"generate.lora-weights"_s << u"0.8"_s << u"0.8"_s;
        QTest::newRow("heavy") << u"generate.lora-weights"_s << u"heavy"_s << QString();
    }
    void keepsWhatFits()
    {
        QFETCH(QString, key);
        QFETCH(QString, written);
        QFETCH(QString, kept);
        const SettingKey *setting = findSettingKey(key);
        QVERIFY(setting);
        const SettingKey::Reading reading = setting->read(written);
        QCOMPARE(reading.value, kept);
        QCOMPARE(reading.expected.isEmpty(), !kept.isEmpty());
    }

    void whatIsToBeKeptIsWithinTheRange_data()
    {
        QTest::addColumn<QString>("key");
        QTest::addColumn<QString>("written");
        QTest::addColumn<QString>("expected"); // empty: it fits
        QTest::newRow("the least") << u"generate.width"_s << u"64"_s << QString();
        QTest::newRow("less") << u"generate.width"_s << u"63"_s << u"a number from 64 to 16384"_s;
        QTest::newRow("the most") << u"generate.batch"_s << u"10000"_s << QString();
        QTest::newRow("more") << u"generate.batch"_s << u"10001"_s << u"a number from 1 to 10000"_s;
        QTest::newRow("a large seed") << u"generate.seed"_s << u"9223372036854775807"_s << QString();
        QTest::newRow("a negative seed") << u"generate.seed"_s << u"-2"_s << u"a number from -1 on"_s;
        QTest::newRow("a seed of too many digits")
            << u"generate.seed"_s << u"99999999999999999999"_s << u"a number up to 9223372036854775807"_s;
        QTest::newRow("a weight") << u"generate.lora-weights"_s << u"5.5"_s << u"a number from -2 to 5"_s;
        QTest::newRow("no number") << u"generate.steps"_s << u"many"_s << u"a whole number"_s;
        QTest::newRow("no range") << u"generate.model"_s << u"-7"_s << QString();
    }
    void whatIsToBeKeptIsWithinTheRange()
    {
        QFETCH(QString, key);
        QFETCH(QString, written);
        QTEST(findSettingKey(key)->readWithin(written).expected, "expected");
    }

    void hasTheNamesOfVariableAndFlag()
    {
        const SettingKey *key = findSettingKey(u"generate.cfg-scale"_s);
        QVERIFY(key);
        QCOMPARE(key->variable(), u"ASSET_GENERATOR_GENERATE_CFG_SCALE"_s);
        QCOMPARE(key->flag(), u"--cfg-scale"_s);
        QCOMPARE(findSettingKey(u"api-url"_s)->variable(), u"ASSET_GENERATOR_API_URL"_s);
    }

    void isFoundInAnyCaseAndByItsOtherName()
    {
        QCOMPARE(findSettingKey(u"API-URL"_s), findSettingKey(u"api-url"_s));
        QCOMPARE(findSettingKey(u"generate.length"_s), findSettingKey(u"generate.height"_s));
        QVERIFY(!findSettingKey(u"colour"_s));
        QVERIFY(!findSettingKey(QString()));
    }

    void secretsAreNotShown_data()
    {
        QTest::addColumn<QString>("key");
        QTest::addColumn<QString>("value");
        QTest::addColumn<QString>("shown");
        QTest::newRow("a key") << u"api-key"_s << u"hunter2"_s << u"********"_s;
        QTest::newRow("a longer one") << u"auth-header"_s << u"Bearer hunter2"_s << u"********"_s;
        QTest::newRow("a token") << u"swarm-token"_s << u"a.b.c"_s << u"********"_s;
        QTest::newRow("none") << u"api-key"_s << u""_s << u""_s;
        QTest::newRow("an address") << u"api-url"_s << u"http://studio:7801/a"_s << u"http://studio:7801/a"_s;
        QTest::newRow("a password in it")
            << u"api-url"_s << u"http://ada:hunter2@studio/a"_s << u"http://studio/a"_s;
        QTest::newRow("one with signs")
            << u"api-url"_s << u"http://ada:h@nter2@studio"_s << u"http://studio"_s;
        QTest::newRow("without a scheme")
            << u"api-url"_s << u"ada:hunter2@studio:1/a@b"_s << u"studio:1/a@b"_s;
        QTest::newRow("a sign in the path")
            << u"api-url"_s << u"http://studio/a@b"_s << u"http://studio/a@b"_s;
        QTest::newRow("the name of a file") << u"api-key-file"_s << u"/k@y"_s << u"/k@y"_s;
    }
    void secretsAreNotShown()
    {
        QFETCH(QString, key);
        QFETCH(QString, value);
        QTEST(findSettingKey(key)->shown(value), "shown");
    }

    void whatCountsWithoutASettingFitsItsKey()
    {
        for (const SettingKey &key : settingKeys()) {
            if (!key.fallback.isEmpty())
                QCOMPARE(key.read(QString(key.fallback)).value, QString(key.fallback));
        }
    }

    void whatIsStartedFromHereKnowsNoSecret()
    {
        qputenv("ASSET_GENERATOR_SWARM_TOKEN", "hunter2");
        qputenv("ASSET_GENERATOR_API_URL", "http://studio");
        forgetSecretVariables();
        QVERIFY(!qEnvironmentVariableIsSet("ASSET_GENERATOR_SWARM_TOKEN"));
        QCOMPARE(qgetenv("ASSET_GENERATOR_API_URL"), "http://studio");
    }

    void noTwoShareAVariable()
    {
        QSet<QString> variables;
        for (const SettingKey &key : settingKeys())
            variables.insert(key.variable());
        QCOMPARE(variables.size(), settingKeys().size());
    }
};

QTEST_GUILESS_MAIN(TestSettingKey)
#include "tst_settingkey.moc"

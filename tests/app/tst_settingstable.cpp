// SPDX-License-Identifier: GPL-3.0-or-later
#include "settings.h"
#include "settingstable.h"

#include <QJsonArray>
#include <QTest>

using namespace Qt::StringLiterals;

class TestSettingsTable : public QObject
{
    Q_OBJECT
    [[nodiscard]] static Settings settings()
    {
        Settings::Sources sources;
        sources.environment.insert(u"ASSET_GENERATOR_API_KEY"_s, u"hunter2"_s);
        sources.environment.insert(u"ASSET_GENERATOR_GENERATE_LORA_WEIGHTS"_s, u"0.5,1"_s);
        sources.commandLine = {{u"api-url"_s, u"http://ada:hunter2@studio"_s},
                               {u"generate.steps"_s, u"30"_s},
                               {u"quiet"_s, u"yes"_s}};
        return *Settings::load(sources);
    }

private Q_SLOTS:
    void documents_data()
    {
        QTest::addColumn<QString>("key");
        QTest::addColumn<QJsonValue>("value");
        QTest::addColumn<QString>("origin");
        QTest::newRow("secret") << u"api-key"_s << QJsonValue(u"********"_s) << u"ASSET_GENERATOR_API_KEY"_s;
        QTest::newRow("no secret") << u"swarm-token"_s << QJsonValue() << u"default"_s;
        QTest::newRow("address") << u"api-url"_s << QJsonValue(u"http://studio"_s) << u"command line"_s;
        QTest::newRow("number") << u"generate.steps"_s << QJsonValue(30) << u"command line"_s;
        QTest::newRow("flag") << u"quiet"_s << QJsonValue(true) << u"command line"_s;
        QTest::newRow("list") << u"generate.lora-weights"_s << QJsonValue(QJsonArray{0.5, 1})
                              << u"ASSET_GENERATOR_GENERATE_LORA_WEIGHTS"_s;
        QTest::newRow("default") << u"generate.width"_s << QJsonValue(512) << u"default"_s;
        QTest::newRow("nothing") << u"generate.model"_s << QJsonValue() << u"default"_s;
    }
    void documents()
    {
        QFETCH(QString, key);
        const QJsonObject document = toJson(*findSettingKey(key), settings());
        QCOMPARE(document["key"_L1].toString(), key);
        QTEST(document["value"_L1], "value");
        QTEST(document["origin"_L1].toString(), "origin");
        QCOMPARE(document["secret"_L1].toBool(), findSettingKey(key)->isSecret());
    }

    void theTableHasAllAndNoSecret()
    {
        const QString table = settingsTable(settings(), 0);
        QCOMPARE(table.count(u'\n'), settingKeys().size() + 1);
        QVERIFY(!table.contains("hunter2"_L1));
        QVERIFY(table.contains(QRegularExpression(u"generate.steps +30 +command line"_s)));
    }
};

QTEST_GUILESS_MAIN(TestSettingsTable)
#include "tst_settingstable.moc"

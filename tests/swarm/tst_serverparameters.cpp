// SPDX-License-Identifier: GPL-3.0-or-later
#include "serverparameters.h"
#include "somelists.h"

#include <QJsonArray>
#include <QTest>

using namespace Qt::StringLiterals;
using Type = ServerParameter::Type;

class TestServerParameters : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void aNameIsFoundInEverySpelling_data()
    {
        QTest::addColumn<QString>("typed");
        QTest::addColumn<QString>("id");
        QTest::newRow("id") << u"cfgscale"_s << u"cfgscale"_s;
        QTest::newRow("as shown") << u"CFG Scale"_s << u"cfgscale"_s;
        QTest::newRow("underscore") << u"cfg_scale"_s << u"cfgscale"_s;
        QTest::newRow("dash") << u"cfg-scale"_s << u"cfgscale"_s;
        QTest::newRow("digits are dropped, as on the server") << u"seed2"_s << u"seed"_s;
        QTest::newRow("unknown") << u"cfgscal"_s << QString();
        QTest::newRow("no letters") << u"42"_s << QString();
        QTest::newRow("empty") << QString() << QString();
    }
    void aNameIsFoundInEverySpelling()
    {
        QFETCH(QString, typed);
        const ServerParameters all = SomeLists::parsed();
        const ServerParameter *found = all.find(typed);
        QTEST(found ? found->id : QString(), "id");
    }

    void whatIsListedIsUnderstood()
    {
        const ServerParameters all = SomeLists::parsed();
        QCOMPARE(all.find(u"steps"_s)->type, Type::Integer);
        QCOMPARE(*all.find(u"steps"_s)->range, (ServerParameter::Range{0, 500}));
        QCOMPARE(all.find(u"steps"_s)->usual, u"20"_s);
        QCOMPARE(all.find(u"steps"_s)->description,
                 u"How often noise is removed.\nSee more where a < b, as in <segment:face>."_s);
        QCOMPARE(all.find(u"vaetilesize"_s)->usual,
                 QString()); // it is on the web page only where it is switched on
        QVERIFY(!all.find(u"prompt"_s)->range); // 0 and 0 mean that anything goes
        QCOMPARE(all.find(u"loras"_s)->kind, u"LoRA"_s);
        QCOMPARE(all.find(u"aspectratio"_s)->valueNames[1], u"16:9 (Standard Widescreen)"_s);
        QCOMPARE(all.find(u"glow"_s)->type, Type::Other);
        QVERIFY(!all.find(u"refinermodel"_s)->values.contains(u"-----"_s));
        QCOMPARE(all.names.at(u"VAE"_s), QStringList{u"fine.safetensors"_s});
    }

    void aTypeKeepsTheServersWord()
    {
        QCOMPARE(SomeLists::parsed().find(u"initimage"_s)->typeName, u"image"_s);
        QCOMPARE(SomeLists::parsed().find(u"glow"_s)->typeName, u"hologram"_s);
    }

    void endsOfRangesAreWrittenPlainly()
    {
        QCOMPARE(rangeEnd(16384), u"16384"_s);
        QCOMPARE(rangeEnd(0.25), u"0.25"_s);
    }

    void namesOfOlderServersArePlain()
    {
        QJsonObject reply = SomeLists::reply();
        reply[u"models"_s] = QJsonObject{{u"LoRA"_s, QJsonArray{u"(None)"_s, u"grain"_s, QJsonValue(), 3}}};
        QCOMPARE(parseParameters(reply).names.at(u"LoRA"_s), QStringList{u"grain"_s});
    }

    void oddListsDoNoHarm_data()
    {
        QTest::addColumn<QJsonObject>("reply");
        QTest::newRow("empty") << QJsonObject();
        QTest::newRow("null") << QJsonObject{{u"list"_s, QJsonValue()}, {u"models"_s, QJsonValue()}};
        QTest::newRow("texts") << QJsonObject{{u"list"_s, u"x"_s}, {u"models"_s, u"y"_s}};
        QTest::newRow("entries of other kinds")
            << QJsonObject{{u"list"_s, QJsonArray{1, u"x"_s, QJsonArray()}}};
        QTest::newRow("no id and no name")
            << QJsonObject{{u"list"_s, QJsonArray{QJsonObject{{u"type"_s, u"text"_s}}}}};
    }
    void oddListsDoNoHarm()
    {
        QFETCH(QJsonObject, reply);
        QVERIFY(parseParameters(reply).list.isEmpty());
    }

    void anEntryWithoutIdHasThatOfItsName()
    {
        const QJsonObject entry{{u"name"_s, u"Glow Power 2"_s}, {u"type"_s, u"decimal"_s}};
        QCOMPARE(parseParameters({{u"list"_s, QJsonArray{entry}}}).list.first().id, u"glowpower"_s);
    }
};

QTEST_GUILESS_MAIN(TestServerParameters)
#include "tst_serverparameters.moc"

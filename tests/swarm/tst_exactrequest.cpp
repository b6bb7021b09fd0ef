// SPDX-License-Identifier: GPL-3.0-or-later
#include "exactrequest.h"
#include "somelists.h"

#include <QJsonArray>
#include <QTest>

using namespace Qt::StringLiterals;
using Kind = Error::Kind;

class TestExactRequest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void allIsMadeExact()
    {
        GenerationRequest request{.prompt = u"a fox"_s,
                                  .model = u"TURBO"_s,
                                  .steps = 30,
                                  .seed = 9007199254740993,
                                  .sampler = u"euler_a"_s,
                                  .loras = {{u"Fog"_s, 0.5}}};
        request.others = {{u"Refiner Upscale"_s, u"2"_s}, {u"automatic_vae"_s, u"yes"_s}};
        const auto exact = exactRequest(request, SomeLists::parsed());
        QVERIFY2(exact, exact ? "" : qPrintable(exact.error().sentence()));
        QCOMPARE(exact->model, u"turbo"_s);
        QCOMPARE(exact->sampler, u"euler_ancestral"_s);
        QCOMPARE(*exact->seed, 9007199254740993);
        QCOMPARE(exact->loras, (QList<LoraChoice>{{u"a/fog"_s, 0.5}}));
        QCOMPARE(exact->others, (QJsonObject{{u"refinerupscale"_s, 2.0}, {u"automaticvae"_s, true}}));
        QCOMPARE(exact->width, 512); // not on this server's list, and sent as it is
    }

    void anUnknownParameterIsNotSent()
    {
        GenerationRequest request{.prompt = u"a fox"_s};
        request.others = {{u"refiner_upscal"_s, u"2"_s}};
        const auto exact = exactRequest(request, SomeLists::parsed());
        QVERIFY(!exact);
        QCOMPARE(exact.error().kind, Kind::Usage);
        QCOMPARE(exact.error().message, u"The server has no parameter “refiner_upscal”."_s);
        QVERIFY2(exact.error().hint.startsWith("Did you mean refinerupscale"_L1),
                 qPrintable(exact.error().hint));
        QCOMPARE(exact.error().details["matches"_L1].toArray().first().toString(), u"refinerupscale"_s);
    }

    void aParameterIsFoundOrItsNeighboursAreNamed()
    {
        const ServerParameters lists = SomeLists::parsed();
        QCOMPARE(exactParameter(lists, u"CFG Scale"_s)->id, u"cfgscale"_s);
        const auto none = exactParameter(lists, u"cfgscal"_s);
        QVERIFY(!none);
        QCOMPARE(none.error().kind, Kind::Usage);
        QVERIFY2(none.error().hint.contains("cfgscale"_L1), qPrintable(none.error().hint));
    }

    void theParameterOfAnUnfitValueIsNamed()
    {
        const auto exact = exactRequest({.model = u"turbo"_s, .steps = 9999}, SomeLists::parsed());
        QVERIFY(!exact);
        QCOMPARE(exact.error().details["parameter"_L1].toString(), u"steps"_s);
    }

    void nothingSimilarNamesSome()
    {
        GenerationRequest request;
        request.others = {{u"zzzzzzzzzzzz"_s, u"2"_s}};
        const auto exact = exactRequest(request, SomeLists::parsed());
        QVERIFY(!exact);
        QVERIFY(exact.error().hint.startsWith("It has "_L1));
    }

    void theServersOwnWordsPass()
    {
        GenerationRequest request;
        request.others = {{u"presets"_s, QJsonArray{u"Film"_s}}};
        const auto exact = exactRequest(request, SomeLists::parsed());
        QVERIFY(exact);
        QCOMPARE(exact->others["presets"_L1].toArray(), QJsonArray{u"Film"_s});
    }

    void presetsAreKnownByTitle_data()
    {
        QTest::addColumn<QString>("typed");
        QTest::addColumn<QString>("found");
        QTest::newRow("exact") << u"Film Noir"_s << u"Film Noir"_s;
        QTest::newRow("any case") << u"film noir "_s << u"Film Noir"_s;
        QTest::newRow("mistyped") << u"film nor"_s << u"! Did you mean Film Noir?"_s;
        QTest::newRow("nothing like it") << u"qqqqqqqqqqq"_s << u"! It has Film Noir or Pastel."_s;
    }
    void presetsAreKnownByTitle()
    {
        QFETCH(QString, typed);
        const auto title = exactPreset({u"Film Noir"_s, u"Pastel"_s}, typed);
        QTEST(title ? *title : u"! "_s + title.error().hint, "found");
    }

    void withoutPresetsThatIsSaid()
    {
        QCOMPARE(exactPreset({}, u"x"_s).error().sentence(),
                 u"The server has no preset “x” of yours. It has none at all."_s);
    }
};

QTEST_GUILESS_MAIN(TestExactRequest)
#include "tst_exactrequest.moc"

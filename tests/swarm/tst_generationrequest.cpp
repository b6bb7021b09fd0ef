// SPDX-License-Identifier: GPL-3.0-or-later
#include "generationrequest.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QTest>

using namespace Qt::StringLiterals;

class TestGenerationRequest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void sizeAndCountAreAlwaysSent()
    {
        const QJsonObject sent = toParameters({.prompt = u"a fox"_s});
        QCOMPARE(QJsonDocument(sent).toJson(QJsonDocument::Compact),
                 R"({"height":512,"images":1,"prompt":"a fox","width":512})");
    }

    void whatIsSetIsSent()
    {
        const GenerationRequest request{.prompt = u"a fox"_s,
                                        .negativePrompt = u"blur"_s,
                                        .model = u"dir/x"_s,
                                        .width = 1024,
                                        .height = 768,
                                        .images = 4,
                                        .steps = 8,
                                        .cfgScale = 6.5,
                                        .seed = 9007199254740995,
                                        .sampler = u"euler"_s,
                                        .scheduler = u"karras"_s,
                                        .loras = {{.name = u"style-a"_s, .weight = 0.8}, {.name = u"b"_s}},
                                        .others = {{u"batchsize"_s, 2}, {u"vae"_s, u"None"_s}}};
        const QJsonObject sent = toParameters(request);
        QCOMPARE(sent["seed"_L1].toInteger(), 9007199254740995); // beyond what a double holds
        QCOMPARE(sent["loras"_L1].toArray(), (QJsonArray{u"style-a"_s, u"b"_s}));
        QCOMPARE(sent["loraweights"_L1].toArray(), (QJsonArray{u"0.8"_s, u"1"_s}));
        QCOMPARE(sent["batchsize"_L1].toInt(), 2);
        QCOMPARE(requestFrom(sent), request);
        const QByteArray kept = QJsonDocument(sent).toJson();
        QCOMPARE(requestFrom(QJsonDocument::fromJson(kept).object()), request);
    }

    void aServerSessionNeverGetsIn()
    {
        GenerationRequest request = requestFrom({{u"session_id"_s, u"secret"_s}, {u"prompt"_s, u"x"_s}});
        QVERIFY(request.others.isEmpty());
        request.others[u"session_id"_s] = u"secret"_s;
        QVERIFY(!toParameters(request).contains(u"session_id"_s));
    }

    void parametersAreReadAsTheServerReadsThem_data()
    {
        QTest::addColumn<QByteArray>("json");
        QTest::addColumn<GenerationRequest>("request");
        QTest::newRow("spellings") << QByteArray(R"({"Negative Prompt":"n","cfg_scale":"7.5","Steps":"9"})")
                                   << GenerationRequest{
                                          .negativePrompt = u"n"_s, .steps = 9, .cfgScale = 7.5};
        QTest::newRow("digits are dropped")
            << QByteArray(R"({"seed2":"12"})") << GenerationRequest{.seed = 12};
        QTest::newRow("comma lists") << QByteArray(R"({"loras":"a, sub/b","loraweights":"0.5"})")
                                     << GenerationRequest{.loras = {{.name = u"a"_s, .weight = 0.5},
                                                                    {.name = u"sub/b"_s, .weight = 1.0}}};
        QTest::newRow("not a number")
            << QByteArray(R"({"width":"wide","steps":null})") << GenerationRequest{};
        QTest::newRow("others stay") << QByteArray(R"({"vae":"x"})")
                                     << GenerationRequest{.others = {{u"vae"_s, u"x"_s}}};
    }
    void parametersAreReadAsTheServerReadsThem()
    {
        QFETCH(QByteArray, json);
        QFETCH(GenerationRequest, request);
        const QJsonDocument document = QJsonDocument::fromJson(json);
        QVERIFY(document.isObject());
        QVERIFY(requestFrom(document.object()) == request);
    }

    void imagesAskedCountsTheBatch_data()
    {
        QTest::addColumn<int>("images");
        QTest::addColumn<QJsonValue>("batch");
        QTest::addColumn<int>("asked");
        QTest::newRow("plain") << 3 << QJsonValue(QJsonValue::Undefined) << 3;
        QTest::newRow("batch of two") << 3 << QJsonValue(2) << 6;
        QTest::newRow("as text") << 1 << QJsonValue(u"4"_s) << 4;
        QTest::newRow("nonsense") << 2 << QJsonValue(u"many"_s) << 2;
        QTest::newRow("absurd") << 1 << QJsonValue(1e12) << 100;
        QTest::newRow("negative") << -3 << QJsonValue(2) << 0;
    }
    void imagesAskedCountsTheBatch()
    {
        QFETCH(int, images);
        QFETCH(QJsonValue, batch);
        GenerationRequest request{.images = images};
        if (!batch.isUndefined())
            request.others[u"batchsize"_s] = batch;
        QTEST(imagesAsked(request), "asked");
    }
};

QTEST_GUILESS_MAIN(TestGenerationRequest)
#include "tst_generationrequest.moc"

// SPDX-License-Identifier: GPL-3.0-or-later
#include "parameterid.h"
#include "pictureorder.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace demo;
using Outcome = OrderReading::Outcome;

class TestDemoOrder : public QObject
{
    Q_OBJECT
    const ModelShelf m_shelf;
    const QList<Parameter> m_known
        = knownParameters(m_shelf.names(u"Stable-Diffusion"_s), m_shelf.names(u"VAE"_s),
                          m_shelf.names(u"LoRA"_s), {u"0"_s, u"1"_s});

    OrderReading read(QJsonObject request) const
    {
        if (!request.contains("images"_L1))
            request["images"_L1] = 1;
        return readOrder(request, m_shelf, m_known, {});
    }

private Q_SLOTS:
    void namesAreCleaned_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QString>("id");
        QTest::newRow("blanks") << u"CFG Scale"_s << u"cfgscale"_s;
        QTest::newRow("underscores") << u"negative_prompt"_s << u"negativeprompt"_s;
        QTest::newRow("digits") << u"seed2"_s << u"seed"_s;
        QTest::newRow("brackets") << u"[AutoWebUI] Sampler"_s << u"autowebuisampler"_s;
        QTest::newRow("slash") << u"Refine / Upscale"_s << u"refineupscale"_s;
    }

    void namesAreCleaned()
    {
        QFETCH(QString, name);
        QTEST(parameterId(name), "id");
    }

    void spellingsAndTextsAreTaken()
    {
        const OrderReading reading = read({{"images"_L1, "1"_L1},
                                           {"Prompt"_L1, "spelled differently"_L1},
                                           {"negative_prompt"_L1, "blurry"_L1},
                                           {"Model"_L1, "DEMO"_L1},
                                           {"WIDTH"_L1, "640"_L1},
                                           {"Steps"_L1, 2.0},
                                           {"CFG Scale"_L1, "6.5"_L1},
                                           {"seed"_L1, "9007199254740993"_L1},
                                           {"no_such_parameter"_L1, "x"_L1}});
        QCOMPARE(reading.outcome, Outcome::Good);
        QCOMPARE(reading.order.size, QSize(640, 512));
        QCOMPARE(reading.order.seed, 9007199254740993LL);
        QCOMPARE(reading.order.steps, 2);
        QCOMPARE(reading.order.model, u"demo.safetensors"_s);
        const QJsonObject expected{{"prompt"_L1, "spelled differently"_L1},
                                   {"negativeprompt"_L1, "blurry"_L1},
                                   {"model"_L1, "demo"_L1},
                                   {"width"_L1, 640},
                                   {"steps"_L1, 2},
                                   {"cfgscale"_L1, 6.5},
                                   {"seed"_L1, 9007199254740993LL}};
        QCOMPARE(reading.order.parameters, expected);
    }

    void valuesAreRefusedInTheServersWords_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QJsonValue>("value");
        QTest::addColumn<QString>("refusal");
        QTest::newRow("below the range") << u"width"_s << QJsonValue(7)
                                         << u"Invalid value for parameter Width: Invalid integer value for "
                                            u"param Width - '7' - must be between 64 "
                                            "and 16384"_s;
        QTest::newRow("above the range") << u"images"_s << QJsonValue(20000)
                                         << u"Invalid value for parameter Images: Invalid integer value for "
                                            u"param Images - '20000' - must be between "
                                            "1 and 10000"_s;
        QTest::newRow("no number") << u"width"_s << QJsonValue(u"wide"_s)
                                   << u"Invalid value for parameter Width: Invalid integer value for param "
                                      u"Width - 'wide' - must be a valid "
                                      "integer (eg '0', '3', '-5', etc)"_s;
        QTest::newRow("null") << u"steps"_s << QJsonValue()
                              << u"Invalid value for parameter Steps: Invalid integer value for param Steps "
                                 u"- '' - must be a valid "
                                 "integer (eg '0', '3', '-5', etc)"_s;
        QTest::newRow("bool as number") << u"donotsave"_s << QJsonValue(1)
                                        << u"Invalid value for parameter Do Not Save: Invalid boolean value "
                                           u"for param Do Not Save - '1' - must be "
                                           "exactly 'true' or 'false'"_s;
        QTest::newRow("unknown model") << u"model"_s << QJsonValue(u"nosuchmodel"_s)
                                       << u"Invalid value for parameter Model: Invalid model value for param "
                                          u"Model - 'nosuchmodel' - are you sure "
                                          "that model name is correct?"_s;
        QTest::newRow("unknown LoRA") << u"loras"_s << QJsonValue(QJsonArray{u"nosuchlora"_s})
                                      << u"Invalid value for parameter LoRAs: Invalid value for param LoRAs "
                                         u"- 'nosuchlora' - must be one of: "
                                         "`(None)`, `style-a`, `sub/style b`"_s;
        QTest::newRow("LoRAs as an object") << u"loras"_s << QJsonValue(QJsonObject{{"style-a"_L1, 0.8}})
                                            << u"Invalid value for parameter LoRAs: Invalid value for param "
                                               u"LoRAs - '{\n  \"style-a\": 0.8\n}' - must be "
                                               "one of: `(None)`, `style-a`, `sub/style b`"_s;
        QTest::newRow("unknown backend") << u"exactbackendid"_s << QJsonValue(99)
                                         << u"Invalid value for parameter Exact Backend ID: Invalid value "
                                            u"for param Exact Backend ID - '99' - must be "
                                            "one of: `0`, `1`"_s;
        QTest::newRow("no base64") << u"initimage"_s << QJsonValue(u"this is not base64!!"_s)
                                   << u"Invalid value for parameter Init Image: Invalid IMAGE value for "
                                      u"param Init Image - 'this is not "
                                      "base64!!' - must be a valid base64 string - got 'this is no...'"_s;
    }

    void valuesAreRefusedInTheServersWords()
    {
        QFETCH(QString, name);
        QFETCH(QJsonValue, value);
        const OrderReading reading = read({{name, value}});
        QCOMPARE(reading.outcome, Outcome::Refused);
        QTEST(reading.refusal, "refusal");
    }

    void pictureDataIsLookedAt_data()
    {
        QTest::addColumn<QString>("data");
        QTest::addColumn<Outcome>("outcome");
        QTest::addColumn<bool>("bad");
        QTest::newRow("impossible length breaks without a word")
            << u"AAAAAAAAAAAAA"_s << Outcome::Broken << true;
        QTest::newRow("no picture fails at the backend") << u"QUFBQUFBQUFBQUFB"_s << Outcome::Good << true;
        QTest::newRow("a picture") << u"iVBORw0KGgoAAAANSUhEUgAA"_s << Outcome::Good << false;
        QTest::newRow("as a data URL")
            << u"data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAA"_s << Outcome::Good << false;
    }

    void pictureDataIsLookedAt()
    {
        QFETCH(QString, data);
        const OrderReading reading = read({{"initimage"_L1, data}});
        QTEST(reading.outcome, "outcome");
        QTEST(reading.order.badPicture, "bad");
    }

    void sizesAreAsTheServerMakesThem_data()
    {
        QTest::addColumn<QJsonObject>("request");
        QTest::addColumn<QSize>("size");
        const QJsonObject wide{{"aspectratio"_L1, "16:9"_L1}};
        QTest::newRow("left out") << QJsonObject{} << QSize(512, 512);
        QTest::newRow("odd") << QJsonObject{{"width"_L1, 1000}, {"height"_L1, 1001}} << QSize(1000, 1001);
        QTest::newRow("ratio alone is nothing") << wide << QSize(512, 512);
        QTest::newRow("ratio and side")
            << QJsonObject{{"aspectratio"_L1, "16:9"_L1}, {"sidelength"_L1, 1024}} << QSize(1344, 768);
        QTest::newRow("they beat width")
            << QJsonObject{{"aspectratio"_L1, "16:9"_L1}, {"sidelength"_L1, 1024}, {"width"_L1, 640}}
            << QSize(1344, 768);
        QTest::newRow("but 3:4 is unknown") << QJsonObject{{"aspectratio"_L1, "3:4"_L1},
                                                           {"sidelength"_L1, 1024},
                                                           {"width"_L1, 640},
                                                           {"height"_L1, 704}}
                                            << QSize(640, 704);
        QTest::newRow("raw beats all")
            << QJsonObject{{"rawresolution"_L1, "768x320"_L1}, {"width"_L1, 640}} << QSize(768, 320);
    }

    void sizesAreAsTheServerMakesThem()
    {
        QFETCH(QJsonObject, request);
        QTEST(read(request).order.size, "size");
    }

    void lorasComeInManyForms_data()
    {
        QTest::addColumn<QJsonObject>("request");
        QTest::addColumn<QStringList>("weights");
        const QJsonValue both(QJsonArray{u"style-a"_s, u"sub/style b"_s});
        QTest::newRow("arrays") << QJsonObject{{"loras"_L1, both},
                                               {"loraweights"_L1, QJsonArray{u"0.8"_s, u"0.5"_s}}}
                                << QStringList{u"0.8"_s, u"0.5"_s};
        QTest::newRow("short weights")
            << QJsonObject{{"loras"_L1, both}, {"loraweights"_L1, "0.7"_L1}} << QStringList{u"0.7"_s, u"1"_s};
        QTest::newRow("commas") << QJsonObject{{"loras"_L1, "style-a,sub/style b"_L1}}
                                << QStringList{u"1"_s, u"1"_s};
        QTest::newRow("tags") << QJsonObject{{"prompt"_L1, "x <lora:style-a:0.6><lora:sub/style b>"_L1}}
                              << QStringList{u"0.6"_s, u"1"_s};
        QTest::newRow("one and a tag")
            << QJsonObject{{"prompt"_L1, "<lora:sub/style b:0.2>"_L1}, {"loras"_L1, "style-a"_L1}}
            << QStringList{u"1"_s, u"0.2"_s};
    }

    void lorasComeInManyForms()
    {
        QFETCH(QJsonObject, request);
        const PictureOrder order = read(request).order;
        QCOMPARE(order.loras, (QStringList{u"style-a.safetensors"_s, u"sub/style b.safetensors"_s}));
        QCOMPARE(order.parameters["loras"_L1], QJsonValue(QJsonArray{u"style-a"_s, u"sub/style b"_s}));
        QFETCH(QStringList, weights);
        QCOMPARE(order.parameters["loraweights"_L1], QJsonValue(QJsonArray::fromStringList(weights)));
    }

    void aTagLeavesThePromptAndAnUnknownOneStays()
    {
        const PictureOrder known = read({{"prompt"_L1, "a red apple <lora:style-a:0.6>"_L1}}).order;
        QCOMPARE(known.prompt, u"a red apple "_s);
        QCOMPARE(known.originalPrompt, u"a red apple <lora:style-a:0.6>"_s);
        QCOMPARE(known.promptedLoras, QStringList{u"style-a"_s});
        const PictureOrder unknown = read({{"prompt"_L1, "a <lora:nosuchlora:0.6>"_L1}}).order;
        QCOMPARE(unknown.prompt, u"a <lora:nosuchlora:0.6>"_s);
        QCOMPARE(unknown.warnings,
                 QStringList{
                     u"Lora 'nosuchlora' does not exist and will be ignored (out of 3 existing loras)."_s});
        QVERIFY(!unknown.parameters.contains("loras"_L1));
    }

    void switchesAreTaken()
    {
        const PictureOrder order = read({{"donotsave"_L1, true},
                                         {"nopreviews"_L1, "true"_L1},
                                         {"noseedincrement"_L1, true},
                                         {"continueaftererrors"_L1, true},
                                         {"imageformat"_L1, "jpg"_L1},
                                         {"exactbackendid"_L1, 1},
                                         {"autowebuisampler"_L1, "Euler"_L1},
                                         {"images"_L1, 3},
                                         {"batchsize"_L1, "2"_L1}})
                                       .order;
        QVERIFY(order.doNotSave && order.doNotSaveIntermediates && order.noPreviews && order.sameSeed);
        QVERIFY(order.continueAfterErrors);
        QCOMPARE(order.format, PictureFormat::Jpeg);
        QCOMPARE(order.backend, std::optional(1));
        QCOMPARE(order.features, QStringList{u"autowebui"_s});
        QCOMPARE(order.images * order.batchSize, 6);
        QCOMPARE(order.parameters["images"_L1].toInt(), 3);
    }

    void aFuzzySamplerIsTheShortestThatFits()
    {
        QCOMPARE(read({{"sampler"_L1, "euler_a"_L1}}).order.parameters["sampler"_L1].toString(),
                 u"euler_ancestral"_s);
        QVERIFY(read({{"sampler"_L1, "nosuchsampler"_L1}})
                    .refusal.contains("must be one of: `euler`, `euler_ancestral`"_L1));
    }

    void everyParameterIsListedInFull()
    {
        const QJsonArray rows = parameterJson(m_known, demo::Era());
        QVERIFY(rows.size() >= 30);
        QSet<QString> groups;
        for (const QJsonValue &group : groupJson())
            groups << group["id"_L1].toString();
        QSet<QString> ids;
        for (const QJsonValue &row : rows) {
            QCOMPARE(row.toObject().size(), 28);
            QVERIFY2(!ids.contains(row["id"_L1].toString()), qPrintable(row["id"_L1].toString()));
            ids << row["id"_L1].toString();
            QVERIFY(row["group"_L1].isNull() || groups.contains(row["group"_L1].toString()));
            QVERIFY(!row["description"_L1].toString().isEmpty());
            QCOMPARE(row["values"_L1].toArray().size(), row["value_names"_L1].toArray().size());
        }
    }
};

QTEST_GUILESS_MAIN(TestDemoOrder)
#include "tst_demoorder.moc"

// SPDX-License-Identifier: GPL-3.0-or-later
#include "exactvalue.h"
#include "somelists.h"

#include <QJsonArray>
#include <QTest>

using namespace Qt::StringLiterals;
using Kind = Error::Kind;

class TestExactValue : public QObject
{
    Q_OBJECT
    const ServerParameters m_all = SomeLists::parsed();

    Result<QJsonValue> exact(const QString &parameter, const QJsonValue &typed) const
    {
        return exactValue(*m_all.find(parameter), typed, m_all);
    }

private Q_SLOTS:
    void whatFitsIsTakenExactly_data()
    {
        QTest::addColumn<QString>("parameter");
        QTest::addColumn<QJsonValue>("typed");
        QTest::addColumn<QJsonValue>("value");
        const auto row = [](const char *name, const QString &parameter, const QJsonValue &typed,
                            const QJsonValue &value) { QTest::newRow(name) << parameter << typed << value; };
        row("text", u"prompt"_s, u" a fox "_s, u" a fox "_s);
        row("whole number", u"steps"_s, u"20"_s, 20);
        row("whole number as other programs write it", u"steps"_s, u"20.0"_s, 20);
        row("number", u"steps"_s, 30, 30);
        row("the least", u"steps"_s, u"0"_s, 0);
        row("the most", u"steps"_s, u"500"_s, 500);
        row("a seed beyond 2^53", u"seed"_s, u"9007199254740993"_s, qint64(9007199254740993));
        row("decimal", u"cfgscale"_s, u"7.5"_s, 7.5);
        row("true", u"automaticvae"_s, u"true"_s, true);
        row("yes", u"automaticvae"_s, u"YES"_s, true);
        row("off", u"automaticvae"_s, u"off"_s, false);
        row("choice", u"aspectratio"_s, u"16:9"_s, u"16:9"_s);
        row("choice in any case", u"sampler"_s, u"EULER"_s, u"euler"_s);
        row("choice as shown", u"sampler"_s, u"dpm++ 2m"_s, u"dpmpp_2m"_s);
        row("part of only one choice", u"aspectratio"_s, u"widescreen"_s, u"16:9"_s);
        row("what all that fit begin with", u"sampler"_s, u"euler_a"_s, u"euler_ancestral"_s);
        row("model", u"model"_s, u"turbo"_s, u"turbo"_s);
        row("model with ending", u"model"_s, u"turbo.safetensors"_s, u"turbo"_s);
        row("model of another ending keeps it", u"model"_s, u"old"_s, u"old.ckpt"_s);
        row("model with its folder", u"model"_s, u"xl\\dream"_s, u"XL/dream"_s);
        row("value that is no model", u"refinermodel"_s, u"(use base)"_s, u"(Use Base)"_s);
        row("VAE", u"vae"_s, u"FINE"_s, u"fine"_s);
        row("no VAE", u"vae"_s, u"none"_s, u"None"_s);
        row("LoRAs as text", u"loras"_s, u"grain, fog"_s, QJsonArray{u"grain"_s, u"a/fog"_s});
        row("LoRAs as list", u"loras"_s, QJsonArray{u"FOG"_s}, QJsonArray{u"a/fog"_s});
        row("weights", u"loraweights"_s, QJsonArray{u"0.8"_s, -2}, QJsonArray{u"0.8"_s, u"-2"_s});
        row("file", u"initimage"_s, u"fox.png"_s, u"fox.png"_s);
        row("a type of a newer server", u"glow"_s, u"any"_s, u"any"_s);
    }
    void whatFitsIsTakenExactly()
    {
        QFETCH(QString, parameter);
        QFETCH(QJsonValue, typed);
        const auto value = exact(parameter, typed);
        QVERIFY2(value, value ? "" : qPrintable(value.error().sentence()));
        QTEST(*value, "value");
    }

    void whatDoesNotFitIsSaid_data()
    {
        QTest::addColumn<QString>("parameter");
        QTest::addColumn<QString>("typed");
        QTest::addColumn<Kind>("kind");
        QTest::addColumn<QString>("sentence");
        const auto row
            = [](const char *name, const QString &parameter, const QString &typed, Kind kind,
                 const QString &sentence) { QTest::newRow(name) << parameter << typed << kind << sentence; };
        row("too many", u"steps"_s, u"501"_s, Kind::Usage,
            u"steps is “501”, but must be a whole number from 0 to 500. Choose another value."_s);
        row("too few", u"refinerupscale"_s, u"0.2"_s, Kind::Usage,
            u"refinerupscale is “0.2”, but must be a number from 0.25 to 8. Choose another value."_s);
        row("half a step", u"steps"_s, u"2.5"_s, Kind::Usage,
            u"steps is “2.5”, but must be a whole number from 0 to 500. Choose another value."_s);
        row("no number", u"cfgscale"_s, u"high"_s, Kind::Usage,
            u"cfgscale is “high”, but must be a number from 0 to 100. Choose another value."_s);
        row("not a number", u"cfgscale"_s, u"nan"_s, Kind::Usage,
            u"cfgscale is “nan”, but must be a number from 0 to 100. Choose another value."_s);
        row("empty", u"steps"_s, u""_s, Kind::Usage,
            u"steps is “”, but must be a whole number from 0 to 500. Choose another value."_s);
        row("neither true nor false", u"automaticvae"_s, u"maybe"_s, Kind::Usage,
            u"automaticvae is “maybe”, but must be true or false. Choose one of the two."_s);
        row("no choice", u"aspectratio"_s, u"7:5"_s, Kind::Usage,
            u"aspectratio has no value “7:5”. It takes 1:1, 16:9 or Custom."_s);
        row("empty choice", u"aspectratio"_s, u""_s, Kind::Usage,
            u"aspectratio has no value “”. It takes 1:1, 16:9 or Custom."_s);
        row("several choices", u"sampler"_s, u"dpm"_s, Kind::Usage,
            u"Several values of sampler fit “dpm”. Choose dpm_2, dpm_2_ancestral, dpmpp_2m or dpmpp_2m_sde."_s);
        row("several models", u"model"_s, u"dream"_s, Kind::Usage,
            u"Several models of the server are called “dream”. Name one of them with its folder: "
            "SD15/dream.safetensors or XL/dream.safetensors."_s);
        row("unknown model", u"model"_s, u"turbos"_s, Kind::ModelNotFound,
            u"The server does not know the model “turbos”. Did you mean turbo?"_s);
        row("unknown LoRA", u"loras"_s, u"grain,grian"_s, Kind::ModelNotFound,
            u"The server does not know the LoRA “grian”. Did you mean grain?"_s);
        row("weight out of range", u"loraweights"_s, u"11"_s, Kind::Usage,
            u"loraweights is “11”, but must be a number from -10 to 10. Choose another value."_s);
    }
    void whatDoesNotFitIsSaid()
    {
        QFETCH(QString, parameter);
        QFETCH(QString, typed);
        const auto value = exact(parameter, typed);
        QVERIFY(!value);
        QTEST(value.error().sentence(), "sentence");
        QTEST(value.error().kind, "kind");
    }

    void candidatesAreThereForPrograms()
    {
        QCOMPARE(exact(u"sampler"_s, u"dpm"_s).error().details["matches"_L1].toArray().size(), 4);
    }
};

QTEST_GUILESS_MAIN(TestExactValue)
#include "tst_exactvalue.moc"

// SPDX-License-Identifier: GPL-3.0-or-later
#include "usedparameters.h"

#include <QJsonDocument>
#include <QTest>

using namespace Qt::StringLiterals;

class TestUsedParameters : public QObject
{
    Q_OBJECT
    static QString metadata(QByteArray text) { return QString::fromUtf8(text.replace('\'', '"')); }

    static QString told(const UsedParameters &used)
    {
        QStringList all;
        for (const ParameterDifference &one : used.differences)
            all << u"%1 %2>%3"_s.arg(one.parameter, one.sent, one.used);
        return all.join(u"; "_s);
    }

private Q_SLOTS:
    void onlyRealDifferencesAreTold_data()
    {
        QTest::addColumn<QByteArray>("used");
        QTest::addColumn<QString>("differences");
        QTest::newRow("as sent") << QByteArray("{'steps':20,'model':'dir/x','seed':7}") << QString();
        QTest::newRow("other steps") << QByteArray("{'steps':25}") << u"steps 20>25"_s;
        QTest::newRow("numbers as text") << QByteArray("{'steps':'20','cfgscale':'7.50'}") << QString();
        QTest::newRow("model with ending") << QByteArray("{'model':'dir/x.safetensors'}") << QString();
        QTest::newRow("another model") << QByteArray("{'model':'y'}") << u"model dir/x>y"_s;
        QTest::newRow("weights as text with commas")
            << QByteArray("{'loras':'a,b','loraweights':'0.5,1.0'}") << QString();
        QTest::newRow("a LoRA less") << QByteArray("{'loras':['a']}") << u"loras a,b>a"_s;
        QTest::newRow("prompt without its macros") << QByteArray("{'prompt':'red fox'}") << QString();
        QTest::newRow("another seed") << QByteArray("{'seed':8}") << u"seed 7>8"_s;
        QTest::newRow("keys of its own") << QByteArray("{'swarm_version':'0.9.8.2'}") << QString();
    }
    void onlyRealDifferencesAreTold()
    {
        QFETCH(QByteArray, used);
        const GenerationRequest request{.prompt = u"<random:red,red> fox"_s,
                                        .model = u"dir/x"_s,
                                        .steps = 20,
                                        .cfgScale = 7.5,
                                        .seed = 7,
                                        .loras = {{u"a"_s, 0.5}, {u"b"_s, 1.0}}};
        QTEST(told(usedParameters(request, 0, metadata("{'sui_image_params':" + used + "}"))), "differences");
    }

    void theSeedIsCountedUp()
    {
        const GenerationRequest request{.seed = 9007199254740993};
        const QString told2 = metadata("{'sui_image_params':{'seed':9007199254740995}}");
        QVERIFY(usedParameters(request, 2, told2).differences.isEmpty());
        QCOMPARE(told(usedParameters(request, 1, told2)), u"seed 9007199254740994>9007199254740995"_s);
        GenerationRequest still = request;
        still.others[u"noseedincrement"_s] = true;
        QVERIFY(usedParameters(still, 1, told2).differences.isEmpty());
    }

    void whatWasNotUsedIsTold()
    {
        GenerationRequest request;
        request.others = {{u"clipstopatlayer"_s, -2}, {u"donotsave"_s, true}};
        const UsedParameters used = usedParameters(
            request, 0,
            metadata("{'sui_extra_data':{'unused_parameters':['clipstopatlayer','donotsave','other'],"
                     "'parser_warnings':['Lora x does not exist.']}}"));
        QCOMPARE(used.differences,
                 (QList<ParameterDifference>{{.parameter = u"clipstopatlayer"_s, .sent = u"-2"_s}}));
        QCOMPARE(used.warnings, QStringList{u"Lora x does not exist."_s});
    }

    void oddMetadataTellsNothing_data()
    {
        QTest::addColumn<QString>("metadata");
        QTest::newRow("none") << QString();
        QTest::newRow("not JSON") << u"none"_s;
        QTest::newRow("a list") << u"[1]"_s;
        QTest::newRow("other shapes") << metadata("{'sui_image_params':3,'sui_extra_data':[1]}");
        QTest::newRow("deep") << QString(u'[').repeated(5000);
    }
    void oddMetadataTellsNothing()
    {
        QFETCH(QString, metadata);
        QCOMPARE(usedParameters({.steps = 20}, 0, metadata), UsedParameters{});
    }

    void aSeedBeyondDoubleIsRead()
    {
        const auto used = usedParameters({}, 0, metadata("{'sui_image_params':{'seed':9007199254740995}}"));
        QCOMPARE(used.values["seed"_L1].toInteger(), 9007199254740995);
    }
};

QTEST_GUILESS_MAIN(TestUsedParameters)
#include "tst_usedparameters.moc"

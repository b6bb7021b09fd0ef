// SPDX-License-Identifier: GPL-3.0-or-later
#include "namematch.h"

#include <QJsonArray>
#include <QTest>

using namespace Qt::StringLiterals;

class TestNameMatch : public QObject
{
    Q_OBJECT
    const QStringList m_models{u"dreamshaper_xl.safetensors"_s,
                               u"SD15/dreamshaper_8.safetensors"_s,
                               u"dreamturbo.ckpt"_s,
                               u"a/twin.safetensors"_s,
                               u"b/twin.safetensors"_s,
                               u"twice.safetensors"_s,
                               u"twice.ckpt"_s,
                               u"größe 100%.safetensors"_s,
                               u"v1.5.safetensors"_s};

private Q_SLOTS:
    void whatIsTypedMeansOneEntry_data()
    {
        QTest::addColumn<QString>("typed");
        QTest::addColumn<QString>("name");
        QTest::newRow("whole") << u"dreamshaper_xl.safetensors"_s << u"dreamshaper_xl.safetensors"_s;
        QTest::newRow("without extension") << u"dreamshaper_xl"_s << u"dreamshaper_xl.safetensors"_s;
        QTest::newRow("without folder") << u"dreamshaper_8"_s << u"SD15/dreamshaper_8.safetensors"_s;
        QTest::newRow("any case") << u"sd15/DreamShaper_8"_s << u"SD15/dreamshaper_8.safetensors"_s;
        QTest::newRow("backslash") << u"SD15\\dreamshaper_8"_s << u"SD15/dreamshaper_8.safetensors"_s;
        QTest::newRow("folder tells twins apart") << u"b/twin"_s << u"b/twin.safetensors"_s;
        QTest::newRow("extension tells twins apart") << u"twice.ckpt"_s << u"twice.ckpt"_s;
        QTest::newRow("umlaut") << u"Größe 100%"_s << u"größe 100%.safetensors"_s;
        QTest::newRow("a point is no extension") << u"v1.5"_s << u"v1.5.safetensors"_s;
    }
    void whatIsTypedMeansOneEntry()
    {
        QFETCH(QString, typed);
        const Result<QString> found = exactName(m_models, typed);
        QVERIFY(found);
        QTEST(*found, "name");
    }

    void severalThatFitAreListed()
    {
        const Result<QString> found = exactName(m_models, u"twin"_s);
        QVERIFY(!found);
        QCOMPARE(found.error().kind, Error::Kind::Usage);
        QCOMPARE(found.error().details["matches"_L1].toArray(),
                 (QJsonArray{u"a/twin.safetensors"_s, u"b/twin.safetensors"_s}));
        QCOMPARE(found.error().hint,
                 u"Name one of them with its folder: a/twin.safetensors or b/twin.safetensors."_s);
    }

    void similarNamesAreOffered()
    {
        const Result<QString> found = exactName(m_models, u"dreamsharper_xl"_s);
        QVERIFY(!found);
        QCOMPARE(found.error().kind, Error::Kind::ModelNotFound);
        QCOMPARE(found.error().message, u"The server does not know the model “dreamsharper_xl”."_s);
        QCOMPARE(found.error().hint, u"Did you mean dreamshaper_xl, SD15/dreamshaper_8 or dreamturbo?"_s);
        QCOMPARE(found.error().details["matches"_L1].toArray().first().toString(), u"dreamshaper_xl"_s);
    }

    void aPartOfANameNeverWinsSilently()
    {
        const Result<QString> found = exactName(m_models, u"xl"_s);
        QVERIFY(!found);
        QCOMPARE(found.error().hint, u"Did you mean dreamshaper_xl?"_s);
        QVERIFY(!exactName(m_models, u""_s));
    }

    void atMostFiveAreOffered()
    {
        QStringList names;
        for (int i = 0; i < 50; ++i)
            names << u"model_%1.safetensors"_s.arg(i);
        const Result<QString> found = exactName(names, u"model"_s);
        QCOMPARE(found.error().details["matches"_L1].toArray().size(), 5);
    }

    void otherKindsAreNamed()
    {
        QCOMPARE(exactName({u"fog"_s}, u"frost"_s, u"LoRA"_s).error().message,
                 u"The server does not know the LoRA “frost”."_s);
        QCOMPARE(exactName({u"a/fog"_s, u"b/fog"_s}, u"fog"_s, u"LoRA"_s).error().message,
                 u"Several entries of kind LoRA on the server are called “fog”."_s);
    }

    void nothingSimilarHasAnotherHint()
    {
        QCOMPARE(exactName({}, u"x"_s).error().hint, u"It has none."_s);
        QCOMPARE(exactName({u"a.safetensors"_s}, u"qqqqqqqqqqqq"_s).error().hint, u"It has a.safetensors."_s);
        QVERIFY(exactName(m_models, u"qqqqqqqqqqqqqqqqqqqqqq"_s).error().hint.endsWith("and 1 more."_L1));
    }
};

QTEST_GUILESS_MAIN(TestNameMatch)
#include "tst_namematch.moc"

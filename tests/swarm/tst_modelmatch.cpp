// SPDX-License-Identifier: GPL-3.0-or-later
#include "modelinquiry.h"

#include <QJsonArray>
#include <QTest>

using namespace Qt::StringLiterals;

class TestModelMatch : public QObject
{
    Q_OBJECT
    static QList<ServerModel> models(const QStringList &names)
    {
        QList<ServerModel> all;
        for (const QString &name : names)
            all << ServerModel{.name = name};
        return all;
    }
    const QList<ServerModel> m_models
        = models({u"dreamshaper_xl.safetensors"_s, u"SD15/dreamshaper_8.safetensors"_s, u"dreamturbo.ckpt"_s,
                  u"a/twin.safetensors"_s, u"b/twin.safetensors"_s, u"twice.safetensors"_s, u"twice.ckpt"_s,
                  u"größe 100%.safetensors"_s, u"v1.5.safetensors"_s});

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
        const Result<ServerModel> found = findModel(m_models, typed);
        QVERIFY(found);
        QTEST(found->name, "name");
    }

    void severalThatFitAreListed()
    {
        const Result<ServerModel> found = findModel(m_models, u"twin"_s);
        QVERIFY(!found);
        QCOMPARE(found.error().kind, Error::Kind::Usage);
        QCOMPARE(found.error().details["matches"_L1].toArray(),
                 (QJsonArray{u"a/twin.safetensors"_s, u"b/twin.safetensors"_s}));
        QCOMPARE(found.error().hint,
                 u"Name one of them with its folder: a/twin.safetensors or b/twin.safetensors."_s);
    }

    void similarNamesAreOffered()
    {
        const Result<ServerModel> found = findModel(m_models, u"dreamsharper_xl"_s);
        QVERIFY(!found);
        QCOMPARE(found.error().kind, Error::Kind::ModelNotFound);
        QCOMPARE(found.error().message, u"The server does not know the model “dreamsharper_xl”."_s);
        QCOMPARE(found.error().hint, u"Did you mean dreamshaper_xl, SD15/dreamshaper_8 or dreamturbo?"_s);
        QCOMPARE(found.error().details["matches"_L1].toArray().first().toString(), u"dreamshaper_xl"_s);
    }

    void aPartOfANameNeverWinsSilently()
    {
        const Result<ServerModel> found = findModel(m_models, u"xl"_s);
        QVERIFY(!found);
        QCOMPARE(found.error().hint, u"Did you mean dreamshaper_xl?"_s);
        QVERIFY(!findModel(m_models, u""_s));
    }

    void atMostFiveAreOffered()
    {
        QStringList names;
        for (int i = 0; i < 50; ++i)
            names << u"model_%1.safetensors"_s.arg(i);
        const Result<ServerModel> found = findModel(models(names), u"model"_s);
        QCOMPARE(found.error().details["matches"_L1].toArray().size(), 5);
    }

    void nothingSimilarHasAnotherHint()
    {
        QCOMPARE(findModel({}, u"x"_s).error().hint, u"It has none."_s);
        QCOMPARE(findModel(models({u"a.safetensors"_s}), u"qqqqqqqqqqqq"_s).error().hint,
                 u"It has a.safetensors."_s);
        QVERIFY(findModel(m_models, u"qqqqqqqqqqqqqqqqqqqqqq"_s).error().hint.endsWith("and 1 more."_L1));
    }
};

QTEST_GUILESS_MAIN(TestModelMatch)
#include "tst_modelmatch.moc"

// SPDX-License-Identifier: GPL-3.0-or-later
#include "chosenmodel.h"

#include <QTest>

using namespace Qt::StringLiterals;

class TestChosenModel : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void names_data();
    void names();
};

void TestChosenModel::names_data()
{
    QTest::addColumn<QString>("typed");
    QTest::addColumn<QList<ServerModel>>("models");
    QTest::addColumn<QString>("chosen");
    QTest::addColumn<bool>("isError");

    const QList<ServerModel> two{{.name = u"dreamshaper_8.safetensors"_s},
                                 {.name = u"xl/dreamshaper_xl.safetensors"_s}};
    QList<ServerModel> oneLoaded = two;
    oneLoaded[1].loaded = true;
    QTest::newRow("exactly one of them")
        << u"dreamshaper_8.safetensors"_s << two << u"dreamshaper_8.safetensors"_s << false;
    QTest::newRow("without folder and ending")
        << u"dreamshaper_xl"_s << two << u"xl/dreamshaper_xl.safetensors"_s << false;
    QTest::newRow("a typo is not sent") << u"dreamsharper_xl"_s << two << QString() << true;
    QTest::newRow("nothing typed, one is loaded")
        << QString() << oneLoaded << u"xl/dreamshaper_xl.safetensors"_s << false;
    QTest::newRow("nothing typed, there is one")
        << QString() << two.first(1) << u"dreamshaper_8.safetensors"_s << false;
    QTest::newRow("nothing typed, several") << QString() << two << QString() << true;
    QTest::newRow("the list is not known") << u"anything"_s << QList<ServerModel>{} << u"anything"_s << false;
    QTest::newRow("nothing typed before the list is known")
        << u" "_s << QList<ServerModel>{} << QString() << true;
}

void TestChosenModel::names()
{
    QFETCH(QString, typed);
    QFETCH(QList<ServerModel>, models);
    QFETCH(QString, chosen);
    QFETCH(bool, isError);
    const Result<QString> model = chosenModel(typed, models);
    QCOMPARE(!model, isError);
    if (isError)
        QVERIFY(!model.error().hint.isEmpty());
    else
        QCOMPARE(*model, chosen);
}

QTEST_GUILESS_MAIN(TestChosenModel)
#include "tst_chosenmodel.moc"

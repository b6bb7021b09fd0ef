// SPDX-License-Identifier: GPL-3.0-or-later
#include "similarnames.h"

#include <QTest>

using namespace Qt::StringLiterals;

class TestSimilarNames : public QObject
{
    Q_OBJECT
    const QStringList m_known{u"dreamshaper_xl.safetensors"_s, u"SDXL/dreamshaper_8"_s, u"dreamturbo"_s,
                              u"flux1-dev"_s, u"v1.5"_s};

private Q_SLOTS:
    void theNearestIsFirst_data()
    {
        QTest::addColumn<QString>("typed");
        QTest::addColumn<QString>("first");
        QTest::newRow("a letter missing") << u"dreamshper_xl"_s << u"dreamshaper_xl.safetensors"_s;
        QTest::newRow("the beginning") << u"dremshaper"_s << u"dreamshaper_xl.safetensors"_s;
        QTest::newRow("a part") << u"flux"_s << u"flux1-dev"_s;
        QTest::newRow("more than the name") << u"my_dreamturbo_v2"_s << u"dreamturbo"_s;
        QTest::newRow("another case") << u"DreamTurbo"_s << u"dreamturbo"_s;
        QTest::newRow("another folder") << u"old\\dreamshapr_8"_s << u"SDXL/dreamshaper_8"_s;
        QTest::newRow("another ending") << u"flux1-dev.gguf"_s << u"flux1-dev"_s;
        QTest::newRow("a point is no ending") << u"v1.4"_s << u"v1.5"_s;
        QTest::newRow("nothing near") << u"juggernaut"_s << QString();
        QTest::newRow("nothing typed") << u" "_s << QString();
    }
    void theNearestIsFirst()
    {
        QFETCH(QString, typed);
        QTEST(similarNames(typed, m_known, 3).value(0), "first");
    }

    void aSlipOfTheFingers_data()
    {
        QTest::addColumn<QString>("typed");
        QTest::addColumn<QString>("meant");
        QTest::newRow("two letters changed places") << u"stauts"_s << u"status"_s;
        QTest::newRow("one missing") << u"--bach"_s << u"--batch"_s;
        QTest::newRow("another case") << u"Watch"_s << u"watch"_s;
        QTest::newRow("a short one") << u"wat"_s << u"wait"_s;
        QTest::newRow("another word") << u"foo"_s << QString();
        QTest::newRow("another option") << u"--nonsense"_s << QString();
    }
    void aSlipOfTheFingers()
    {
        QFETCH(QString, typed);
        QTEST(likelyMeant(typed, {u"status"_s, u"watch"_s, u"wait"_s, u"--batch"_s, u"--steps"_s}), "meant");
    }

    void noMoreThanAskedFor()
    {
        QCOMPARE(similarNames(u"dream"_s, m_known, 3).size(), 3);
        QCOMPARE(similarNames(u"dream"_s, m_known, 2).size(), 2);
    }
};

QTEST_GUILESS_MAIN(TestSimilarNames)
#include "tst_similarnames.moc"

// SPDX-License-Identifier: GPL-3.0-or-later
#include "modelnames.h"

#include <QTest>

using namespace Qt::StringLiterals;

class TestModelNames : public QObject
{
    Q_OBJECT
private:
    const QStringList m_known{u"dreamshaper_xl"_s, u"SDXL/dreamshaper_8"_s, u"dreamturbo"_s, u"flux1-dev"_s};

private Q_SLOTS:
    void findsTheNearest_data()
    {
        QTest::addColumn<QString>("typed");
        QTest::addColumn<QString>("first");
        QTest::newRow("a letter missing") << u"dreamshper_xl"_s << u"dreamshaper_xl"_s;
        QTest::newRow("the beginning") << u"dremshaper"_s << u"dreamshaper_xl"_s;
        QTest::newRow("a part") << u"flux"_s << u"flux1-dev"_s;
        QTest::newRow("another case") << u"DreamTurbo"_s << u"dreamturbo"_s;
        QTest::newRow("in a folder") << u"dreamshapr_8"_s << u"SDXL/dreamshaper_8"_s;
        QTest::newRow("nothing near") << u"juggernaut"_s << QString();
    }

    void findsTheNearest()
    {
        QFETCH(QString, typed);
        QTEST(similarNames(typed, m_known).value(0), "first");
        QVERIFY(similarNames(typed, m_known).size() <= 3);
    }

    void saysWhatIsNear()
    {
        QCOMPARE(unknownModelSentence(u"flux"_s, m_known),
                 u"No model is called “flux”. Similar: flux1-dev."_s);
        QCOMPARE(unknownModelSentence(u"juggernaut"_s, m_known), u"No model is called “juggernaut”."_s);
    }
};

QTEST_GUILESS_MAIN(TestModelNames)
#include "tst_modelnames.moc"

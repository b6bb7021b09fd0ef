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
    void saysWhatIsNear()
    {
        QCOMPARE(unknownModelSentence(u"flux"_s, m_known),
                 u"No model is called “flux”. Similar: flux1-dev."_s);
        QCOMPARE(unknownModelSentence(u"juggernaut"_s, m_known), u"No model is called “juggernaut”."_s);
    }
};

QTEST_GUILESS_MAIN(TestModelNames)
#include "tst_modelnames.moc"

// SPDX-License-Identifier: GPL-3.0-or-later
#include "parameterid.h"

#include <QTest>

using namespace Qt::StringLiterals;

class TestParameterId : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void namesAreComparedAsTheServerDoes_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QString>("id");
        QTest::newRow("as it is shown") << u"CFG Scale"_s << u"cfgscale"_s;
        QTest::newRow("as an option") << u"init-image"_s << u"initimage"_s;
        QTest::newRow("with underscores") << u"Refiner_Upscale"_s << u"refinerupscale"_s;
        QTest::newRow("signs and numbers do not count") << u"[IP2P] CFG 2"_s << u"ippcfg"_s;
        QTest::newRow("nor do other letters") << u"Größe"_s << u"gre"_s;
        QTest::newRow("nothing that counts") << u"2 + 2"_s << QString();
    }
    void namesAreComparedAsTheServerDoes()
    {
        QFETCH(QString, name);
        QTEST(parameterId(name), "id");
    }
};

QTEST_GUILESS_MAIN(TestParameterId)
#include "tst_parameterid.moc"

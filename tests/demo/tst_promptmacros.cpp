// SPDX-License-Identifier: GPL-3.0-or-later
#include "promptmacros.h"

#include <QTest>

using namespace Qt::StringLiterals;

class TestPromptMacros : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void areFollowed_data()
    {
        QTest::addColumn<QString>("prompt");
        QTest::addColumn<QString>("read");
        QTest::addColumn<QJsonObject>("parameters");
        QTest::newRow("none") << u"a <b> c"_s << u"a <b> c"_s << QJsonObject();
        QTest::newRow("choice by the seed")
            << u"<random:red,green,blue> fox"_s << u"green fox"_s << QJsonObject();
        QTest::newRow("choice with commas inside") << u"<random:a, b|c>"_s << u"c"_s << QJsonObject();
        QTest::newRow("comment") << u"a<comment:nothing> b"_s << u"a b"_s << QJsonObject();
        QTest::newRow("parameter") << u"fox <param[CFG Scale]:5>"_s << u"fox "_s
                                   << QJsonObject{{u"cfgscale"_s, 5.0}};
        QTest::newRow("several") << u"<random:x,y><random:x,y>"_s << u"yy"_s << QJsonObject();
        QTest::newRow("a choice that looks like a macro")
            << u"<random:p,q>aram"_s << u"qaram"_s << QJsonObject();
        QTest::newRow("not ours") << u"<lora:style-a:0.5> <random:>"_s << u"<lora:style-a:0.5> "_s
                                  << QJsonObject();
    }

    void areFollowed()
    {
        QFETCH(QString, prompt);
        QFETCH(QString, read);
        QFETCH(QJsonObject, parameters);
        const demo::PromptReading reading = demo::readPrompt(prompt, 1);
        QCOMPARE(reading.prompt, read);
        QCOMPARE(reading.parameters, parameters);
    }

    // A request without a seed has −1.
    void aNegativeSeedChoosesToo() { QVERIFY(!demo::readPrompt(u"<random:a,b>"_s, -1).prompt.isEmpty()); }
};

QTEST_GUILESS_MAIN(TestPromptMacros)
#include "tst_promptmacros.moc"

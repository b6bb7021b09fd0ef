// SPDX-License-Identifier: GPL-3.0-or-later
// The wordings themselves are rows of tst_swarmrefusal.
#include "jobrefusal.h"

#include <QTest>

using namespace Qt::StringLiterals;

class TestJobRefusal : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aClauseStandsInsideASentence_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("shown");
        QTest::newRow("a sentence") << u"It failed."_s << u"It failed"_s;
        QTest::newRow("the first line alone") << u"It failed!\n  at Swarm.Core"_s << u"It failed"_s;
        QTest::newRow("the beginning of JSON") << u"ComfyUI errored: {\n  \"a\""_s << u"ComfyUI errored"_s;
        QTest::newRow("blanks around") << u"  so it is  "_s << u"so it is"_s;
        QTest::newRow("long") << QString(300, u'x') << QString(240, u'x') + u'…';
        QTest::newRow("nothing but signs") << u" .!: "_s << QString();
    }
    void aClauseStandsInsideASentence()
    {
        QFETCH(QString, text);
        QTEST(clause(text), "shown");
    }

    void otherTextsAreNoRefusalOfAJob_data()
    {
        QTest::addColumn<QString>("text");
        QTest::newRow("nothing") << QString();
        QTest::newRow("of another call") << u"Invalid sub-type."_s;
        QTest::newRow("in the middle") << u"Sadly: No backends available!"_s;
    }
    void otherTextsAreNoRefusalOfAJob()
    {
        QFETCH(QString, text);
        QVERIFY(!jobRefusal(text));
    }
};

QTEST_GUILESS_MAIN(TestJobRefusal)
#include "tst_jobrefusal.moc"

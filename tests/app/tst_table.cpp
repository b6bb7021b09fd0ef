// SPDX-License-Identifier: GPL-3.0-or-later
#include "table.h"

#include <QTest>

using namespace Qt::StringLiterals;

class TestTable : public QObject
{
    Q_OBJECT

    static Table ids()
    {
        Table table({{u"ID"_s}, {u"DONE"_s, true}, {u"LABEL"_s}});
        table.add({u"0b9c7f3e"_s, u"5%"_s, u"hero"_s});
        table.add({u"c4"_s, u"100%"_s, u"-"_s});
        return table;
    }

private Q_SLOTS:
    void columnsAreAsWideAsTheirWidestCell()
    {
        QCOMPARE(ids().text(0), u"ID        DONE  LABEL\n0b9c7f3e    5%  hero\nc4        100%  -\n"_s);
    }

    void isCutToTheTerminal() { QCOMPARE(ids().text(12), u"ID        D…\n0b9c7f3e   …\nc4        1…\n"_s); }

    void labelsCannotDrawOnTheTerminal()
    {
        Table table({{u"LABEL"_s}});
        table.add({u"a\nb\x1b[2Jc\u2028d"_s});
        QCOMPARE(table.text(0), u"LABEL\na b [2Jc d\n"_s);
    }

    void factsStandBehindTheirNames()
    {
        QCOMPARE(factLines({{u"Name"_s, u"steps"_s}, {u"Hash"_s, u""_s}, {u""_s, u"a\nb"_s}}),
                 u"Name            steps\n                a b\n"_s);
        QCOMPARE(factLines({{u"initimagecreativity"_s, u"0.4"_s}}), u"initimagecreativity  0.4\n"_s);
    }

    void textsAreShortenedAtTheirEnd()
    {
        QCOMPARE(shortened(u"sampler"_s, 7), u"sampler"_s);
        QCOMPARE(shortened(u"sampler"_s, 6), u"sampl…"_s);
        QCOMPARE(dashed(u""_s), u"-"_s);
        QCOMPARE(dashed(u"a"_s), u"a"_s);
    }

    void missingCellsAreEmpty()
    {
        Table table({{u"A"_s}, {u"B"_s}});
        table.add({u"x"_s});
        QCOMPARE(table.text(0), u"A  B\nx\n"_s);
    }
};

QTEST_GUILESS_MAIN(TestTable)
#include "tst_table.moc"

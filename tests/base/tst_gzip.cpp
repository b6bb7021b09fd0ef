// SPDX-License-Identifier: GPL-3.0-or-later
#include "gzip.h"

#include <QProcess>
#include <QTest>

using namespace Qt::StringLiterals;

class TestGzip : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void zcatReadsIt()
    {
        QProcess zcat;
        zcat.start(u"zcat"_s);
        zcat.write(gzipped("a state file\n"));
        zcat.closeWriteChannel();
        QVERIFY(zcat.waitForFinished());
        QCOMPARE(zcat.readAllStandardOutput(), QByteArray("a state file\n"));
    }

    void whatWasPackedComesBack_data()
    {
        QTest::addColumn<QByteArray>("plain");
        QTest::newRow("nothing") << QByteArray();
        QTest::newRow("little") << QByteArray("x");
        QTest::newRow("much") << QByteArray(3'000'000, 'x');
    }
    void whatWasPackedComesBack()
    {
        QFETCH(QByteArray, plain);
        QVERIFY(isGzip(gzipped(plain)));
        QCOMPARE(gunzipped(gzipped(plain), plain.size() + 1), plain);
    }

    void membersInARowAreOneText()
    {
        QCOMPARE(gunzipped(gzipped("one ") + gzipped("two"), 100), QByteArray("one two"));
    }

    void noMoreThanAsked()
    {
        QCOMPARE(gunzipped(gzipped(QByteArray(1'000'000, 'x')), 1000), QByteArray(1000, 'x'));
    }

    void ofADamagedFileWhatComesBefore()
    {
        QByteArray plain;
        for (int i = 0; i < 20'000; ++i)
            plain += QByteArray::number(i * 7919);
        const QByteArray packed = gzipped(plain);
        for (const qsizetype length :
             {qsizetype(0), qsizetype(1), qsizetype(9), packed.size() / 2, packed.size() - 1})
            QVERIFY(plain.startsWith(gunzipped(packed.first(length), plain.size())));
        QVERIFY(!gunzipped(packed.first(packed.size() / 2), plain.size()).isEmpty());
        QVERIFY(gunzipped("plain text", 100).isEmpty());
    }
};

QTEST_GUILESS_MAIN(TestGzip)
#include "tst_gzip.moc"

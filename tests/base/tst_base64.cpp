// SPDX-License-Identifier: GPL-3.0-or-later
#include "base64.h"

#include <QTest>

class TestBase64 : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void readsWhatQtWrites()
    {
        QByteArray bytes;
        for (int i = 0; i < 1000; ++i) {
            const QByteArray text = bytes.toBase64();
            QCOMPARE(decodedBase64(text), bytes);
            QCOMPARE(decodedBase64(bytes.toBase64(QByteArray::OmitTrailingEquals)), bytes);
            bytes += char(i * 7 + i / 256);
        }
    }

    void refusesAllElse_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::newRow("one character") << QByteArray("A");
        QTest::newRow("five characters") << QByteArray("AAAAA");
        QTest::newRow("line break") << QByteArray("AAAA\nAAA");
        QTest::newRow("space at the end") << QByteArray("AAAAAAA ");
        QTest::newRow("of addresses") << QByteArray("AA-_");
        QTest::newRow("padding in the middle") << QByteArray("AA==AAAA");
        QTest::newRow("too much padding") << QByteArray("A===");
        QTest::newRow("padding alone") << QByteArray("====");
        QTest::newRow("padding of nothing") << QByteArray("=");
        QTest::newRow("zero") << QByteArray("AAA\0", 4);
        QTest::newRow("beyond ASCII") << QByteArray("AAA\xff");
        QTest::newRow("in the rest") << QByteArray("AAAA*A");
    }
    void refusesAllElse()
    {
        QFETCH(QByteArray, text);
        QVERIFY(!decodedBase64(text));
    }

    void nothingIsNothing() { QCOMPARE(decodedBase64({}), QByteArray()); }
};

QTEST_GUILESS_MAIN(TestBase64)
#include "tst_base64.moc"

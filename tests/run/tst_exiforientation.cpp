// SPDX-License-Identifier: GPL-3.0-or-later
#include "exiforientation.h"

#include <QTest>

class TestExifOrientation : public QObject
{
    Q_OBJECT

    static QByteArray big(const QByteArray &entries, char count = 1)
    {
        return QByteArray("MM\0*\0\0\0\x08\0", 9) + count + entries + QByteArray(4, '\0');
    }

private Q_SLOTS:
    void readsWhatItWrites()
    {
        for (int orientation = 2; orientation <= 8; ++orientation)
            QCOMPARE(exifOrientation(exifWithOrientation(orientation)), orientation);
    }

    void readsWhatCamerasWrite_data()
    {
        QTest::addColumn<QByteArray>("tiff");
        QTest::addColumn<int>("orientation");
        const QByteArray other("\x01\x00\x00\x03\0\0\0\x01\0\x05\0\0", 12);
        const QByteArray turned("\x01\x12\x00\x03\0\0\0\x01\0\x06\0\0", 12);
        QTest::newRow("big first") << big(turned) << 6;
        QTest::newRow("after others") << big(other + turned, 2) << 6;
        QTest::newRow("not there") << big(other) << 1;
        QTest::newRow("as it is") << big(QByteArray(turned).replace('\x06', '\x01')) << 1;
        QTest::newRow("no orientation") << big(QByteArray(turned).replace('\x06', '\x09')) << 1;
        QTest::newRow("not a number") << big(QByteArray(turned).replace(2, 2, QByteArray("\0\x02", 2))) << 1;
        QTest::newRow("more entries than there are") << big(other, 100) << 1;
        QTest::newRow("directory outside")
            << QByteArray("MM\0*\xff\xff\xff\xff\0\x01", 10) + turned + "1234" << 1;
        QTest::newRow("too short to be replaced") << QByteArray("MM\0*\0\0\0\x08\0\x01", 10) + turned << 1;
        QTest::newRow("no TIFF") << QByteArray(100, 'x') << 1;
        QTest::newRow("nothing") << QByteArray() << 1;
    }
    void readsWhatCamerasWrite()
    {
        QFETCH(QByteArray, tiff);
        QTEST(exifOrientation(tiff), "orientation");
    }
};

QTEST_GUILESS_MAIN(TestExifOrientation)
#include "tst_exiforientation.moc"

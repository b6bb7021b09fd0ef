// SPDX-License-Identifier: GPL-3.0-or-later
#include "wiretime.h"

#include <QTest>

using namespace Qt::StringLiterals;

class TestWireTime : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void readsAnyMomentOfRfc3339_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("moment");
        QTest::newRow("ours") << u"2026-10-10T14:30:00Z"_s << u"2026-10-10T14:30:00Z"_s;
        QTest::newRow("Go's nine digits") << u"2026-10-10T14:30:00.123456789Z"_s << u"2026-10-10T14:30:00Z"_s;
        QTest::newRow("offset") << u"2026-10-10T16:30:00+02:00"_s << u"2026-10-10T14:30:00Z"_s;
        QTest::newRow("fraction and offset") << u"2026-10-10T16:30:00.5+02:00"_s << u"2026-10-10T14:30:00Z"_s;
        QTest::newRow("lower case") << u"2026-10-10t14:30:00z"_s << u"2026-10-10T14:30:00Z"_s;
        QTest::newRow("no zone") << u"2026-10-10T14:30:00"_s << u"2026-10-10T14:30:00Z"_s;
        QTest::newRow("leap day") << u"2028-02-29T23:59:59Z"_s << u"2028-02-29T23:59:59Z"_s;
        QTest::newRow("no such day") << u"2026-02-29T00:00:00Z"_s << QString();
        QTest::newRow("no such hour") << u"2026-10-10T24:30:00Z"_s << QString();
        QTest::newRow("no such minute") << u"2026-10-10T14:60:00Z"_s << QString();
        QTest::newRow("leap second") << u"2016-12-31T23:59:60Z"_s << u"2016-12-31T23:59:59Z"_s;
        QTest::newRow("no such second") << u"2026-10-10T14:30:61Z"_s << QString();
        QTest::newRow("month 0") << u"2026-00-10T14:30:00Z"_s << QString();
        QTest::newRow("clock not set") << u"1969-12-31T23:59:59Z"_s << QString();
        QTest::newRow("first second") << u"1970-01-01T00:00:00Z"_s << u"1970-01-01T00:00:00Z"_s;
        QTest::newRow("last year") << u"9999-12-31T23:59:59Z"_s << u"9999-12-31T23:59:59Z"_s;
        QTest::newRow("Go's zero time") << u"0001-01-01T00:00:00Z"_s << QString();
        QTest::newRow("no moment") << u"yesterday"_s << QString();
        QTest::newRow("empty") << QString() << QString();
    }
    void readsAnyMomentOfRfc3339()
    {
        QFETCH(QString, text);
        QFETCH(QString, moment);
        QCOMPARE(toWireTime(fromWireTime(text)), moment);
    }

    void writesWholeSecondsOfUtc()
    {
        const QDateTime moment(QDate(2026, 1, 2), QTime(3, 4, 5, 678), Qt::OffsetFromUTC, 3600);
        QCOMPARE(toWireTime(moment), u"2026-01-02T02:04:05Z"_s);
    }
};

QTEST_GUILESS_MAIN(TestWireTime)
#include "tst_wiretime.moc"

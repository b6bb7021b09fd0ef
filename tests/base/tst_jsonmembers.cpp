// SPDX-License-Identifier: GPL-3.0-or-later
#include "jsonmembers.h"

#include <QTest>

class TestJsonMembers : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void areAsTheyStand()
    {
        const QByteArray object = "{ \"a\" : 1.50e1,\n\"b\":{\"c\": [ ]} }";
        const auto members = jsonMembers(object);
        QCOMPARE(members.size(), size_t(2));
        QCOMPARE(members[0].name.toByteArray(), QByteArray("\"a\""));
        QCOMPARE(members[0].value.toByteArray(), QByteArray("1.50e1"));
        QCOMPARE(members[1].name.toByteArray(), QByteArray("\"b\""));
        QCOMPARE(members[1].value.toByteArray(), QByteArray("{\"c\": [ ]}"));
    }

    void areOfValidObjectsAlone_data()
    {
        QTest::addColumn<QByteArray>("text");
        for (const char *text : {"", "{}", "[]", "1", "{", "{\"a\":1} x", "{\"a\":1,\"b\":}"})
            QTest::newRow(text) << QByteArray(text);
    }
    void areOfValidObjectsAlone()
    {
        QFETCH(QByteArray, text);
        QVERIFY(jsonMembers(text).empty());
    }
};

QTEST_GUILESS_MAIN(TestJsonMembers)
#include "tst_jsonmembers.moc"

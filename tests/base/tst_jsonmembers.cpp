// SPDX-License-Identifier: GPL-3.0-or-later
#include "jsonmembers.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QTest>

using namespace Qt::StringLiterals;

class TestJsonMembers : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void keepsEachValueAsItStands()
    {
        const auto members = JsonMembers::read("{ \"a\" : 1.50e1,\n\"b\":{\"c\": [ ]} }");
        QVERIFY(members);
        QCOMPARE(members->value("\"a\""), QByteArray("1.50e1"));
        QCOMPARE(members->value("\"b\""), QByteArray("{\"c\": [ ]}"));
        QVERIFY(!members->value("\"c\""));
        QCOMPARE(members->toBytes(false, 0), QByteArray("{\"a\":1.50e1,\"b\":{\"c\": [ ]}}"));
    }

    void isIndentedByItsDepth()
    {
        JsonMembers members;
        QCOMPARE(members.toBytes(true, 1), QByteArray("{}"));
        members.append("\"a\"", "1");
        members.append("\"b\"", "2");
        QCOMPARE(members.toBytes(true, 1), QByteArray("{\n        \"a\": 1,\n        \"b\": 2\n    }"));
    }

    void readsObjectsAlone_data()
    {
        QTest::addColumn<QByteArray>("text");
        for (const char *text : {"", "[]", "1", "{", "{\"a\":1} x", "{\"a\":}"})
            QTest::newRow(text) << QByteArray(text);
    }
    void readsObjectsAlone()
    {
        QFETCH(QByteArray, text);
        QVERIFY(!JsonMembers::read(text));
    }

    void textsAreEscaped_data()
    {
        QTest::addColumn<QString>("text");
        QTest::newRow("empty") << QString();
        QTest::newRow("plain") << u"hero"_s;
        QTest::newRow("quotes") << u"\"a\\b\""_s;
        QTest::newRow("control") << QString(QLatin1String("\0\n\x1f", 3));
        QTest::newRow("beyond ASCII") << u"h\u00e9ro \U0001f600"_s;
    }
    void textsAreEscaped()
    {
        QFETCH(QString, text);
        QCOMPARE(QJsonDocument::fromJson('[' + jsonText(text) + ']')[0].toString(), text);
    }

    void otherWhiteSpaceIsTheSame_data()
    {
        QTest::addColumn<QByteArray>("json");
        QTest::newRow("nested") << QByteArray("{\"a\":[1,{\"b\":null}],\"c\":{}}");
        QTest::newRow("signs in texts") << QByteArray("{\"a,b\":\"{ : \\\" ] }\",\"c\":[\"\"]}");
    }
    void otherWhiteSpaceIsTheSame()
    {
        QFETCH(QByteArray, json);
        const QByteArray indented = laidOut(json, true, 0);
        QCOMPARE(QJsonDocument::fromJson(indented), QJsonDocument::fromJson(json));
        QCOMPARE(laidOut(indented, true, 0), indented);
        QCOMPARE(laidOut(indented, false, 0), json);
    }
};

QTEST_GUILESS_MAIN(TestJsonMembers)
#include "tst_jsonmembers.moc"

// SPDX-License-Identifier: GPL-3.0-or-later
#include "jsonwriter.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QTest>

using namespace Qt::StringLiterals;

class TestJsonWriter : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void writesInOneLine()
    {
        JsonWriter writer(false, 3);
        writer.member("\"a\"", "1.50e1");
        writer.beginObject("\"b\"");
        writer.number("\"c\"", -7);
        writer.text("\"d\"", u"x");
        writer.endObject();
        QCOMPARE(writer.toBytes(), QByteArray("{\"a\":1.50e1,\"b\":{\"c\":-7,\"d\":\"x\"}}"));
    }

    void isIndentedByItsDepth()
    {
        JsonWriter writer(true, 1);
        writer.member("\"a\"", "1");
        writer.beginObject("\"b\"");
        writer.endObject();
        writer.beginObject("\"c\"");
        writer.number("\"d\"", 2);
        writer.endObject();
        QCOMPARE(
            writer.toBytes(),
            QByteArray("{\n        \"a\": 1,\n        \"b\": {},\n        \"c\": {\n            \"d\": 2\n"
                       "        }\n    }"));
    }

    void anEmptyObjectStandsInOneLine() { QCOMPARE(JsonWriter(true, 1).toBytes(), QByteArray("{}")); }

    void anyDepthIsIndented()
    {
        constexpr int depth = 40;
        JsonWriter writer(true, depth);
        writer.number("\"a\"", 1);
        QCOMPARE(writer.toBytes(),
                 "{\n" + QByteArray((depth + 1) * 4, ' ') + "\"a\": 1\n" + QByteArray(depth * 4, ' ') + '}');
    }

    void textsAreEscaped_data()
    {
        QTest::addColumn<QString>("text");
        QTest::newRow("empty") << QString();
        QTest::newRow("plain") << u"hero"_s;
        QTest::newRow("a quote in it") << u"5\" tall"_s;
        QTest::newRow("a backslash in it") << u"C:\\ada"_s;
        QTest::newRow("delete") << u"a\x7f"_s;
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
        const QByteArray indented = laidOut(json, true, 0, 4096);
        QCOMPARE(QJsonDocument::fromJson(indented), QJsonDocument::fromJson(json));
        QCOMPARE(laidOut(indented, true, 0, 4096), indented);
        QCOMPARE(laidOut(indented, false, 0, 4096), json);
    }

    void whatWouldGrowTooMuchIsNotLaidOut()
    {
        const QByteArray deep = QByteArray(400, '[') + QByteArray(400, ']');
        QVERIFY(laidOut(deep, true, 2, 4096).isEmpty());
        QCOMPARE(laidOut(deep, false, 2, 4096), deep);
        QVERIFY(laidOut(deep, false, 2, 799).isEmpty());
    }
};

QTEST_GUILESS_MAIN(TestJsonWriter)
#include "tst_jsonwriter.moc"

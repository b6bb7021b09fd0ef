// SPDX-License-Identifier: GPL-3.0-or-later
#include "arguments.h"
#include "jsontext.h"

#include <QJsonArray>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace demo;

class TestDemoJson : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void onlyObjectsAreRead_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<bool>("isRead");
        QTest::newRow("object") << R"({"a":1})"_ba << true;
        QTest::newRow("empty object") << "{}"_ba << true;
        QTest::newRow("array") << "[1]"_ba << false;
        QTest::newRow("text") << "\"a\""_ba << false;
        QTest::newRow("nothing") << ""_ba << false;
        QTest::newRow("broken") << "{not json"_ba << false;
        QTest::newRow("byte order mark") << "\xef\xbb\xbf{}"_ba << false;
    }

    void onlyObjectsAreRead()
    {
        QFETCH(QByteArray, text);
        QTEST(jsonObject(text).has_value(), "isRead");
    }

    void valuesBecomeText_data()
    {
        QTest::addColumn<QJsonValue>("value");
        QTest::addColumn<QString>("text");
        QTest::newRow("text") << QJsonValue(u"5"_s) << u"5"_s;
        QTest::newRow("whole") << QJsonValue(5) << u"5"_s;
        QTest::newRow("whole with a point") << QJsonValue(2.0) << u"2"_s;
        QTest::newRow("beyond 2^53") << QJsonValue(9007199254740993LL) << u"9007199254740993"_s;
        QTest::newRow("broken number") << QJsonValue(6.5) << u"6.5"_s;
        QTest::newRow("zero") << QJsonValue(0) << u"0"_s;
        QTest::newRow("small") << QJsonValue(0.25) << u"0.25"_s;
        QTest::newRow("yes") << QJsonValue(true) << u"true"_s;
        QTest::newRow("null") << QJsonValue() << QString();
        QTest::newRow("object") << QJsonValue(QJsonObject{{"a"_L1, 0.5}}) << u"{\n  \"a\": 0.5\n}"_s;
    }

    void valuesBecomeText()
    {
        QFETCH(QJsonValue, value);
        QTEST(plainText(value), "text");
    }

    void metadataIsIndentedAndAscii()
    {
        QCOMPARE(metadataText({{"a"_L1, QJsonObject{{"b"_L1, u"é🚀"_s}}}}),
                 u"{\n  \"a\": {\n    \"b\": \"\\u00e9\\ud83d\\ude80\"\n  }\n}"_s);
    }

    void argumentsAreReadByName()
    {
        Arguments arguments(
            {{"path"_L1, "raw"_L1}, {"depth"_L1, "3"_L1}, {"full"_L1, "True"_L1}, {"none"_L1, QJsonValue()}});
        QCOMPARE(arguments.text(u"path"_s), u"raw"_s);
        QCOMPARE(arguments.number(u"depth"_s), 3);
        QVERIFY(arguments.flag(u"full"_s));
        QCOMPARE(arguments.text(u"none"_s, u"other"_s), QString()); // null is "", not absent
        QCOMPARE(arguments.text(u"missing"_s, u"other"_s), u"other"_s);
        QCOMPARE(arguments.number(u"missing"_s, 7), 7);
        QVERIFY(!arguments.flag(u"missing"_s, false));
        QCOMPARE(arguments.refusal(), QString());
    }

    void wrongArgumentsAreRefusedInTheServersWords_data()
    {
        QTest::addColumn<QJsonObject>("body");
        QTest::addColumn<QString>("refusal");
        QTest::newRow("missing") << QJsonObject{} << u"Missing required parameter 'images'"_s;
        QTest::newRow("no number") << QJsonObject{{"images"_L1, "many"_L1}}
                                   << u"Invalid value 'many' for parameter 'images', must be type 'Int32'"_s;
        QTest::newRow("null") << QJsonObject{{"images"_L1, QJsonValue()}}
                              << u"Invalid value '' for parameter 'images', must be type 'Int32'"_s;
        QTest::newRow("other case") << QJsonObject{{"Images"_L1, 1}}
                                    << u"Missing required parameter 'images'"_s;
        QTest::newRow("first of two")
            << QJsonObject{{"images"_L1, 1}, {"others"_L1, 1}}
            << u"Invalid value '1' for parameter 'others', must be type 'Boolean'"_s;
    }

    void wrongArgumentsAreRefusedInTheServersWords()
    {
        QFETCH(QJsonObject, body);
        Arguments arguments(body);
        (void)arguments.number(u"images"_s);
        (void)arguments.flag(u"others"_s, false);
        QTEST(arguments.refusal(), "refusal");
    }
};

QTEST_GUILESS_MAIN(TestDemoJson)
#include "tst_demojson.moc"

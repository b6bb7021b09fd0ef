// SPDX-License-Identifier: GPL-3.0-or-later
#include "jsonstreamreader.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QTest>

#include <cmath>

using namespace Qt::StringLiterals;

class TestJsonStreamReader : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void takesWholeValues_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<int>("depth");
        for (const char *plain :
             {"null", "true", "false", "0", "-0", "12", "-1.5e+3", "1E5", "0.0", "\"\"",
              "\"\\\"\\\\\\/\\b\\f\\n\\r\\t\\u00e9\"", "\"\\ud83d\\ude00\"", "\"\\ud800\"", "\"\xc3\xa9\""})
            QTest::newRow(plain) << QByteArray(plain) << 0;
        QTest::newRow("empty object") << QByteArray("{}") << 1;
        QTest::newRow("empty array") << QByteArray("[ ]") << 1;
        QTest::newRow("nested") << QByteArray("{\"a\":[1,{\"b\":null}],\"c\":\"]}\"}") << 3;
        QTest::newRow("spaces") << QByteArray("\t{ \"a\"\n:\r1 , \"b\" : [ 2 ] }") << 2;
        QTest::newRow("very deep") << QByteArray(100'000, '[') + QByteArray(100'000, ']') << 100'000;
    }
    void takesWholeValues()
    {
        QFETCH(QByteArray, text);
        JsonStreamReader reader(text);
        QTEST(int(reader.skip()), "depth");
        QVERIFY(!reader.hasFailed() && reader.atEnd());
        const QByteArray more = text + ",1";
        JsonStreamReader first(more);
        first.skip();
        QCOMPARE(first.end(), text.size());
    }

    void refusesWhatIsNotJson_data()
    {
        QTest::addColumn<QByteArray>("text");
        for (const char *wrong :
             {"",         " ",   "nul",       "True",  "01",      "-",           "1.",         ".5",
              "1e",       "+1",  "'a'",       "\"a",   "\"\\x\"", "\"\\u12g4\"", "\"a\nb\"",   "\"\xc3\"",
              "\"\xff\"", "[1",  "[1,]",      "[,1]",  "{\"a\"}", "{\"a\":}",    "{\"a\":1,}", "{a:1}",
              "{1:1}",    "[1}", "{\"a\":1]", "[1 2]", "// 1",    "NaN",         "Infinity"})
            QTest::newRow(wrong) << QByteArray(wrong);
        QTest::newRow("NUL") << QByteArray(1, '\0');
        QTest::newRow("too deep to end") << QByteArray(100'000, '[');
    }
    void refusesWhatIsNotJson()
    {
        QFETCH(QByteArray, text);
        JsonStreamReader reader(text);
        reader.skip();
        QVERIFY(reader.hasFailed());
        QCOMPARE(reader.kind(), JsonStreamReader::Kind::Nothing);
    }

    void readsNumbers_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<double>("number");
        QTest::addColumn<qint64>("integer");
        constexpr double infinite = std::numeric_limits<double>::infinity();
        constexpr qint64 most = 9223372036854774784;
        QTest::newRow("whole") << QByteArray("42") << 42.0 << qint64(42);
        QTest::newRow("negative") << QByteArray("-42") << -42.0 << qint64(-42);
        QTest::newRow("fraction") << QByteArray("0.45") << 0.45 << qint64(0);
        QTest::newRow("exponent") << QByteArray("1e3") << 1000.0 << qint64(1000);
        QTest::newRow("exact") << QByteArray("9007199254740993") << 9007199254740992.0
                               << qint64(9007199254740993);
        QTest::newRow("over 64 bits") << QByteArray("9223372036854775808") << 9223372036854775808.0 << most;
        QTest::newRow("over a double") << QByteArray("1e400") << infinite << most;
        QTest::newRow("under a double") << QByteArray("-1e400") << -infinite << -most;
        QTest::newRow("near zero") << QByteArray("1e-400") << 0.0 << qint64(0);
        QTest::newRow("many digits") << QByteArray(400, '9') << infinite << most;
        QTest::newRow("many zeros") << "0." + QByteArray(400, '0') + '1' << 0.0 << qint64(0);
    }
    void readsNumbers()
    {
        QFETCH(QByteArray, text);
        JsonStreamReader reader(text);
        QTEST(reader.readNumber(), "number");
        QVERIFY(reader.atEnd());
        JsonStreamReader again(text);
        QTEST(again.readInteger(), "integer");
        QVERIFY(again.atEnd());
    }

    void decodesAsQtDoes_data()
    {
        QTest::addColumn<QByteArray>("text");
        for (const char *text : {"\"plain\"", "\"a\\\"b\\\\c\\/d\\be\\ff\\ng\\rh\\ti\"",
                                 "\"\\u0000\\u00e9\\u20AC\"", "\"\\ud83d\\ude00\"", "\"\xf0\x9f\x98\x80\""})
            QTest::newRow(text) << QByteArray(text);
    }
    void decodesAsQtDoes()
    {
        QFETCH(QByteArray, text);
        JsonStreamReader reader(text);
        QCOMPARE(reader.readText().decoded(1000), QJsonDocument::fromJson('[' + text + ']')[0].toString());
    }

    void aMarkAtTheBeginningIsKept()
    {
        JsonStreamReader reader("\"\xEF\xBB\xBFx\"");
        QCOMPARE(reader.readText().decoded(100), QString(QChar(0xfeff)) + u'x');
    }

    void halfAPairIsReplaced()
    {
        for (const char *text : {"\"\\ud83dx\"", "\"\\ude00x\""}) {
            JsonStreamReader reader(text);
            QCOMPARE(reader.readText().decoded(100), QString(QChar::ReplacementCharacter) + u'x');
        }
    }

    void decodesNoMoreThanAsked()
    {
        JsonStreamReader plain("\"abcdef\"");
        QCOMPARE(plain.readText().decoded(3), u"abc"_s);
        for (qsizetype most = 0; most < 12; ++most) { // also in the middle of an escape
            JsonStreamReader reader("\"a\\nb\\u00e9c\"");
            QVERIFY(u"a\nb\u00e9c"_s.startsWith(reader.readText().decoded(most)));
        }
    }

    void whatStandsBeforeTheDamageWasRead()
    {
        JsonStreamReader reader("{\"a\":1,\"b\":2,\"c\":");
        QList<qint64> read;
        QVERIFY(!reader.readObject([&](const JsonText &) {
            read += reader.readInteger();
            return !reader.hasFailed();
        }));
        QCOMPARE(read.first(2), (QList<qint64>{1, 2}));
        QVERIFY(reader.hasFailed());
    }

    void bytesThatAreKnownAreTakenUnread()
    {
        JsonStreamReader reader(" \"a\":{\"x\":1} , 2");
        QVERIFY(!reader.take("\"b\""));
        QVERIFY(reader.take("\"a\":{\"x\":1}"));
        QVERIFY(reader.take(","));
        QCOMPARE(reader.readInteger(), 2);
        QVERIFY(!reader.take("3"));
        QVERIFY(reader.atEnd());
    }

    /// The scanner looks at eight bytes together.
    void findsTheEndOfATextAtEachOffset()
    {
        for (qsizetype before = 0; before < 20; ++before) {
            for (qsizetype behind = 0; behind < 20; ++behind) {
                const QByteArray start(before, 'a');
                const QByteArray rest(behind, 'z');
                const auto read = [&](const QByteArray &middle) {
                    const QByteArray text = '"' + start + middle + rest + "\"]";
                    JsonStreamReader reader(text);
                    const QString decoded = reader.readText().decoded(text.size());
                    return reader.hasFailed() || reader.end() != text.size() - 1 ? QString(u"?"_s) : decoded;
                };
                const QString left = QString::fromLatin1(start);
                const QString right = QString::fromLatin1(rest);
                QCOMPARE(read(""), left + right);
                QCOMPARE(read("\\\""), left + u'"' + right);
                QCOMPARE(read("\\\\"), left + u'\\' + right);
                QCOMPARE(read("\xC3\xA9"), left + u'\u00e9' + right);
                QCOMPARE(read("\x7f"), left + u'\x7f' + right);
                QCOMPARE(read("\x1f"), u"?"_s);
                QCOMPARE(read("\x80"), u"?"_s);
                QCOMPARE(read(QByteArray(1, '\0')), u"?"_s);
            }
        }
    }

    void readsWholeNumbers_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<qint64>("value");
        QTest::addColumn<bool>("isValid");
        QTest::newRow("nought") << QByteArray("0") << qint64(0) << true;
        QTest::newRow("17 digits") << QByteArray("12345678901234567") << qint64(12345678901234567) << true;
        QTest::newRow("18 digits") << QByteArray("123456789012345678") << qint64(123456789012345678) << true;
        QTest::newRow("19 digits") << QByteArray("1234567890123456789") << qint64(1234567890123456789)
                                   << true;
        QTest::newRow("the most") << QByteArray("9223372036854775807") << qint64(9223372036854775807) << true;
        QTest::newRow("negative") << QByteArray("-7") << qint64(-7) << true;
        QTest::newRow("a fraction") << QByteArray("12.0") << qint64(12) << true;
        QTest::newRow("an exponent") << QByteArray("12e1") << qint64(120) << true;
        QTest::newRow("leading nought") << QByteArray("0123") << qint64(0) << false;
        QTest::newRow("none") << QByteArray("x") << qint64(0) << false;
    }
    void readsWholeNumbers()
    {
        QFETCH(QByteArray, text);
        JsonStreamReader reader(text);
        QTEST(reader.readInteger(), "value");
        QTEST(!reader.hasFailed() && reader.atEnd(), "isValid");
    }
};

QTEST_GUILESS_MAIN(TestJsonStreamReader)
#include "tst_jsonstreamreader.moc"

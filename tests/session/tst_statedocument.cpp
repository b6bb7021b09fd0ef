// SPDX-License-Identifier: GPL-3.0-or-later
#include "statedocument.h"
#include "statefile.h"

#include <QJsonDocument>
#include <QTest>

using namespace Qt::StringLiterals;

namespace
{

const QString firstId = u"0b9c7f3e-1111-4222-8333-444455556666"_s;

QByteArray manySessions(int count)
{
    QByteArray entries;
    for (int i = 0; i < count; ++i)
        entries += (i > 0 ? ",\"" : "\"") + QByteArray::number(i) + "\":{\"status\":\"pending\"}";
    return "{\"sessions\":{" + entries + "}}";
}

} // namespace

class TestStateDocument : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void readsSessions()
    {
        const auto document = StateDocument::parse(
            "{\"sessions\":{\"0b9c7f3e-1111-4222-8333-444455556666\":{\"status\":\"starting\",\"progress\":0."
            "5}},\"updated_at\":\"2026-10-10T14:32:15Z\"}");
        QVERIFY(document.problem.isEmpty());
        QCOMPARE(document.sessions.size(), size_t(1));
        QCOMPARE(document.sessions.at(firstId).status, Session::Status::Starting);
        QCOMPARE(document.sessions.at(firstId).progress, 0.5);
    }

    void badBytesNeverFail_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<int>("understood");
        QTest::addColumn<bool>("problem");
        QTest::newRow("empty") << QByteArray() << 0 << false;
        QTest::newRow("empty object") << QByteArray("{}") << 0 << false;
        QTest::newRow("byte order mark") << QByteArray("\xEF\xBB\xBF{\"sessions\":{\"a\":{}}}") << 1 << false;
        QTest::newRow("blank") << QByteArray("  \n ") << 0 << true;
        QTest::newRow("NUL bytes") << QByteArray(64, '\0') << 0 << true;
        QTest::newRow("UTF-16") << QByteArray("\xFF\xFE{\0}\0", 6) << 0 << true;
        QTest::newRow("text") << QByteArray("sessions: none") << 0 << true;
        QTest::newRow("list") << QByteArray("[1,2]") << 0 << true;
        QTest::newRow("sessions a list") << QByteArray("{\"sessions\":[{\"id\":\"a\"}]}") << 0 << true;
        QTest::newRow("sessions null") << QByteArray("{\"sessions\":null}") << 0 << false;
        QTest::newRow("one null of two") << QByteArray("{\"sessions\":{\"a\":null,\"b\":{}}}") << 1 << true;
        QTest::newRow("same key twice") << QByteArray("{\"sessions\":{\"a\":{},\"a\":{}}}") << 1 << true;
        QTest::newRow("cut off") << QByteArray("{\"sessions\":{\"a\":{},\"b\":{\"status\":\"pend") << 1
                                 << true;
        QTest::newRow("more after its end") << QByteArray("{\"sessions\":{\"a\":{}}}{") << 1 << true;
        QTest::newRow("one nested too deep")
            << "{\"sessions\":{\"a\":{\"x\":" + QByteArray(5000, '[') + QByteArray(5000, ']') + "},\"b\":{}}}"
            << 1 << true;
        QTest::newRow("one too large") << "{\"sessions\":{\"a\":{\"x\":\"" + QByteArray(largestEntry, 'x')
                + "\"},\"b\":{}}}" << 1 << true;
        QTest::newRow("much besides")
            << "{\"x\":\"" + QByteArray(2'000'000, 'x') + "\",\"sessions\":{\"b\":{}}}" << 1 << true;
        QTest::newRow("too many") << manySessions(int(mostSessions) + 7) << int(keptOfTooMany) << true;
        QTest::newRow("too deep") << QByteArray("{\"sessions\":{\"a\":{\"x\":") + QByteArray(5000, '[') << 0
                                  << true;
        QTest::newRow("huge number") << QByteArray(
            "{\"sessions\":{\"a\":{\"images\":123456789012345678901234567890}}}")
                                     << 1 << false;
        QTest::newRow("over the cap") << QByteArray(stateFileSizeCap + 1, ' ') << 0 << true;
    }
    void badBytesNeverFail()
    {
        QFETCH(QByteArray, bytes);
        const auto document = StateDocument::parse(bytes);
        QTEST(int(document.sessions.size()), "understood");
        QTEST(!document.problem.isEmpty(), "problem");
        const auto again = StateDocument::parse(document.toBytes());
        QVERIFY2(again.problem.isEmpty(), "what is written is understood by all");
        QCOMPARE(again.sessions, document.sessions);
    }

    void ofACutFileWhatStandsWholeIsUnderstood()
    {
        const QByteArray whole = "{\"sessions\":{\"a\":{\"status\":\"pending\",\"progress\":0.5},\"b\":{"
                                 "\"label\":\"}\\\"\"}},\"updated_at\":\"2026-10-10T14:32:15Z\"}";
        for (qsizetype length = 1; length < whole.size(); ++length) {
            const auto document = StateDocument::parse(whole.left(length));
            QVERIFY(!document.problem.isEmpty());
            QCOMPARE(document.sessions.contains(u"a"_s), length > whole.indexOf(",\"b\"") - 1);
            QCOMPARE(document.sessions.contains(u"b"_s), length > whole.indexOf("},\"updated") - 1);
        }
    }

    void whatStandsStillIsTakenOver()
    {
        StateDocument before = StateDocument::parse(manySessions(4));
        before.sessions[u"1"_s].label = u"believed"_s; // as only the one before knows it
        const QByteArray bytes
            = manySessions(5).replace("\"2\":{\"status\":\"pending\"}", "\"2\":{\"status\":\"starting\"}");
        const auto document = StateDocument::parse(bytes, std::move(before));
        QVERIFY(document.problem.isEmpty());
        QCOMPARE(document.renewed(), (QStringList{u"2"_s, u"4"_s}));
        QCOMPARE(document.sessions.size(), size_t(5));
        QCOMPARE(document.sessions.at(u"1"_s).label, u"believed"_s);
        QCOMPARE(document.sessions.at(u"2"_s).status, Session::Status::Starting);
        QCOMPARE(StateDocument::parse(document.toBytes()).sessions.size(), size_t(5));
    }

    void takesOverInAnyOrder_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<int>("understood");
        QTest::newRow("backwards") << QByteArray("{\"sessions\":{\"c\":{},\"b\":{},\"a\":{}}}") << 3;
        QTest::newRow("one twice") << QByteArray(
            "{\"sessions\":{\"a\":{},\"b\":{},\"a\":{},\"b\":{},\"c\":{}}}")
                                   << 3;
        QTest::newRow("other spaces")
            << QByteArray("{\"sessions\" : { \"a\" : {}\n, \"b\":{} , \"c\":{}\t}}") << 3;
        QTest::newRow("the first gone") << QByteArray("{\"sessions\":{\"b\":{},\"c\":{}}}") << 2;
    }
    void takesOverInAnyOrder()
    {
        QFETCH(QByteArray, bytes);
        const auto document = StateDocument::parse(
            bytes, StateDocument::parse("{\"sessions\":{\"a\":{},\"b\":{},\"c\":{}}}"));
        QTEST(int(document.sessions.size()), "understood");
        QCOMPARE(StateDocument::parse(document.toBytes()).sessions, document.sessions);
        QCOMPARE(StateDocument::parse(bytes).sessions, document.sessions);
    }

    void whatIsNotEditedIsCopiedByteForByte()
    {
        const QByteArray entry = "\"a\": {\"n\": 123456789012345678901234567890.10e5, \"t\": \"\\u00e9\\/\"}";
        auto document
            = StateDocument::parse("{\"sessions\":{\n" + QByteArray(entry).replace("{", "{\n") + "}}");
        QVERIFY(document.put(u"b"_s, "{\"status\": \"pending\"}"));
        QVERIFY(document.toBytes().contains("123456789012345678901234567890.10e5, \"t\": \"\\u00e9\\/\""));
    }

    void isLaidOutAsAPersonWould()
    {
        auto document = StateDocument::parse("{\"later\":[1,{\"a\":[],\"b\":{}}],\"sessions\":{\"a\":{"
                                             "\"owner\":{\"pid\":7},\"label\":\"{ : , }\"}}}");
        document.stamp(QDateTime(QDate(2026, 10, 10), QTime(14, 32, 15), Qt::UTC));
        QCOMPARE(document.toBytes(), QByteArray(R"({
    "sessions": {
        "a": {
            "owner": {
                "pid": 7
            },
            "label": "{ : , }"
        }
    },
    "updated_at": "2026-10-10T14:32:15Z",
    "later": [
        1,
        {
            "a": [],
            "b": {}
        }
    ]
}
)"));
    }

    void anEntryThatCouldNotBeReadAgainIsNotPut()
    {
        StateDocument document;
        QVERIFY(!document.put(u"a"_s, "{\"x\":\"" + QByteArray(largestEntry, 'x') + "\"}"));
        QVERIFY(document.sessions.empty());
    }

    void keysOfOthersSurviveAtEveryLevel()
    {
        const QByteArray bytes = "{\"sessions\":{\"a\":{\"later\":{\"deep\":[1,null,{\"er\":true}]},"
                                 "\"owner\":{\"pid\":7,\"mood\":\"good\"}}},\"version\":12345678901}";
        const auto before = QJsonDocument::fromJson(bytes).object();
        const auto after = QJsonDocument::fromJson(StateDocument::parse(bytes).toBytes()).object();
        QCOMPARE(after, before);
    }

    void isReadableUpTo500Sessions_data()
    {
        QTest::addColumn<int>("sessions");
        QTest::addColumn<bool>("indented");
        QTest::newRow("none") << 0 << true;
        QTest::newRow("500") << 500 << true;
        QTest::newRow("501") << 501 << false;
    }
    void isReadableUpTo500Sessions()
    {
        QFETCH(int, sessions);
        const QByteArray bytes = StateDocument::parse(manySessions(sessions)).toBytes();
        QTEST(bytes.count('\n') > 1, "indented");
        QVERIFY(bytes.endsWith('\n') && !bytes.endsWith("\n\n"));
    }

    void anUpdateIsAParsing_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        const auto file = [](const QByteArray &sessions, const QByteArray &rest = "") {
            return "{\"sessions\":{" + sessions + "}" + rest + "}";
        };
        const QByteArray a("\"a\":{\"label\":\"1\"}");
        const QByteArray b("\"b\":{\"label\":\"2\"}");
        const QByteArray c("\"c\":{\"label\":\"3\"}");
        const QByteArray d("\"d\":{\"label\":\"4\"}");
        const QByteArray changed("\"b\":{\"label\":\"x\",\"note\":1}");
        QTest::newRow("as before") << file(a + ',' + b + ',' + c);
        QTest::newRow("changed") << file(a + ',' + changed + ',' + c);
        QTest::newRow("first gone") << file(b + ',' + c);
        QTest::newRow("middle gone") << file(a + ',' + c);
        QTest::newRow("last gone") << file(a + ',' + b);
        QTest::newRow("all gone") << file("");
        QTest::newRow("new at the end") << file(a + ',' + b + ',' + c + ',' + d);
        QTest::newRow("new in the middle") << file(a + ',' + "\"aa\":{}" + ',' + b + ',' + c);
        QTest::newRow("new at the beginning") << file("\"0\":{}," + a + ',' + b + ',' + c);
        QTest::newRow("others only") << file(d);
        QTest::newRow("out of order") << file(b + ',' + a + ',' + c);
        QTest::newRow("one twice, kept") << file(a + ',' + b + ',' + b + ',' + c);
        QTest::newRow("one twice, changed") << file(a + ',' + changed + ',' + b + ',' + c);
        QTest::newRow("first again at the end") << file(a + ',' + b + ',' + c + ',' + a);
        QTest::newRow("no object behind kept ones") << file(a + ',' + b + ",\"c\":1");
        QTest::newRow("cut off") << file(a + ',' + b).chopped(3);
        QTest::newRow("no comma") << file(a + b);
        QTest::newRow("trailing comma") << file(a + ',' + b + ',');
        QTest::newRow("other white space") << file(" \n" + a + "\t,\r\n" + b + " , " + c + ' ');
        QTest::newRow("other keys") << file(a + ',' + b + ',' + c, ",\"note\":[1]");
        QTest::newRow("sessions twice") << file(a + ',' + b, ",\"sessions\":{}");
        QTest::newRow("no sessions") << QByteArray("{\"note\":1}");
        QTest::newRow("null") << QByteArray("{\"sessions\":null}");
        QTest::newRow("byte order mark") << "\xEF\xBB\xBF" + file(a + ',' + b + ',' + c);
        QTest::newRow("empty") << QByteArray();
        QTest::newRow("no name") << file("\"\":{}," + a);
    }
    void anUpdateIsAParsing()
    {
        QFETCH(QByteArray, bytes);
        const StateDocument before = StateDocument::parse(
            "{\"sessions\":{\"a\":{\"label\":\"1\"},\"b\":{\"label\":\"2\"},\"c\":{\"label\":\"3\"}},"
            "\"later\":true}");
        const StateDocument updated = StateDocument::parse(bytes, before);
        const StateDocument anew = StateDocument::parse(bytes);
        QCOMPARE(updated.problem, anew.problem);
        QVERIFY(updated.sessions == anew.sessions);
        QCOMPARE(updated.toBytes(), anew.toBytes());
        for (const auto &[id, session] : anew.sessions) {
            QCOMPARE(updated.entry(id), anew.entry(id));
            QCOMPARE(updated.isOwners(id), anew.isOwners(id));
        }
    }

    void anUpdateCountsAsAParsingDoes()
    {
        const auto fileOf = [](size_t count) {
            QByteArray bytes("{\"sessions\":{");
            for (size_t i = 0; i < count; ++i)
                bytes += (i > 0 ? ",\"" : "\"") + QByteArray::number(100'000 + qlonglong(i)) + "\":{}";
            return bytes + "}}";
        };
        const StateDocument full = StateDocument::parse(fileOf(mostSessions));
        QVERIFY(full.problem.isEmpty());
        const QByteArray tooMany = fileOf(mostSessions + 1);
        const StateDocument updated = StateDocument::parse(tooMany, full);
        QCOMPARE(updated.problem, StateDocument::parse(tooMany).problem);
        QCOMPARE(updated.sessions.size(), keptOfTooMany);
    }

    void whatIsWrittenIsNotTooMuchAfterwards()
    {
        QByteArray bytes("{\"sessions\":{}");
        for (int i = 0; i < 2000; ++i)
            bytes += ",\"k" + QByteArray::number(i) + "\":[" + QByteArray("1,").repeated(190) + "1]";
        StateDocument document = StateDocument::parse(bytes + '}');
        QVERIFY(document.problem.isEmpty());
        document.stamp(QDateTime(QDate(2026, 10, 10), QTime(14, 32, 15), Qt::UTC));
        QVERIFY(StateDocument::parse(document.toBytes()).problem.isEmpty());
    }

    void isStampedOnce()
    {
        StateDocument document
            = StateDocument::parse("{\"updated_at\":\"\",\"note\":1,\"updated_at\":\"\",\"sessions\":{}}");
        document.stamp(QDateTime(QDate(2026, 10, 10), QTime(14, 32, 15), Qt::UTC));
        QCOMPARE(document.toBytes().count("updated_at"), 1);
        QVERIFY(document.toBytes().contains("\"note\": 1") || document.toBytes().contains("\"note\":1"));
        QVERIFY(document.toBytes().contains("\"2026-10-10T14:32:15Z\""));
    }
};

QTEST_GUILESS_MAIN(TestStateDocument)
#include "tst_statedocument.moc"

// SPDX-License-Identifier: GPL-3.0-or-later
#include "statedocument.h"
#include "statefile.h"

#include <QJsonDocument>
#include <QTest>

using namespace Qt::StringLiterals;

namespace
{

const QString firstId = u"0b9c7f3e-1111-4222-8333-444455556666"_s;

} // namespace

class TestStateDocument : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void readsSessions()
    {
        const auto document = StateDocument::parse(
            R"({"sessions":{"0b9c7f3e-1111-4222-8333-444455556666":{"status":"starting","progress":0.5}},"updated_at":"2026-10-10T14:32:15Z"})");
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
        QTest::newRow("sessions a list") << QByteArray(R"({"sessions":[{"id":"a"}]})") << 0 << true;
        QTest::newRow("sessions null") << QByteArray(R"({"sessions":null})") << 0 << true;
        QTest::newRow("one null of two") << QByteArray(R"({"sessions":{"a":null,"b":{}}})") << 1 << true;
        QTest::newRow("same key twice") << QByteArray(R"({"sessions":{"a":{},"a":{}}})") << 1 << false;
        QTest::newRow("too deep") << QByteArray(R"({"sessions":{"a":{"x":)") + QByteArray(5000, '[') << 0
                                  << true;
        QTest::newRow("huge number") << QByteArray(
            R"({"sessions":{"a":{"images":123456789012345678901234567890}}})")
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

    void everyTruncationIsTold()
    {
        const QByteArray whole
            = R"({"sessions":{"a":{"status":"pending","progress":0.5}},"updated_at":"2026-10-10T14:32:15Z"})";
        for (qsizetype length = 1; length < whole.size(); ++length)
            QVERIFY(!StateDocument::parse(whole.left(length)).problem.isEmpty());
    }

    void keysOfOthersSurviveAtEveryLevel()
    {
        const QByteArray bytes
            = R"({"sessions":{"a":{"later":{"deep":[1,null,{"er":true}]},"owner":{"pid":7,"mood":"good"}}},"version":12345678901})";
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
        QJsonObject entries;
        for (int i = 0; i < sessions; ++i)
            entries[QString::number(i)] = QJsonObject{{u"status"_s, u"pending"_s}};
        const QByteArray bytes = StateDocument{.root = {{u"sessions"_s, entries}}}.toBytes();
        QTEST(bytes.count('\n') > 1, "indented");
        QVERIFY(bytes.endsWith('\n') && !bytes.endsWith("\n\n"));
    }
};

QTEST_GUILESS_MAIN(TestStateDocument)
#include "tst_statedocument.moc"

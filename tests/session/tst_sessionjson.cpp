// SPDX-License-Identifier: GPL-3.0-or-later
#include "fakeprocesstable.h"
#include "sessionjson.h"

#include <QElapsedTimer>
#include <QJsonDocument>
#include <QJsonObject>
#include <QMetaEnum>
#include <QTest>

#include <functional>

using namespace Qt::StringLiterals;

namespace
{

const QString someId = u"0b9c7f3e-1111-4222-8333-444455556666"_s;

QJsonObject json(const QByteArray &text)
{
    return QJsonDocument::fromJson(text).object();
}

Session read(const QByteArray &entry)
{
    JsonStreamReader reader(entry);
    return readEntry(someId, reader).value_or(SessionEntry()).session;
}

QJsonObject written(const Session &session, const QByteArray &before = {})
{
    return json(entryOf(session, before, {}, true));
}

Session fullSession()
{
    return {.id = someId,
            .status = Session::Status::Generating,
            .stage = Session::Stage::Sampling,
            .progress = 0.45,
            .startTime = QDateTime(QDate(2026, 10, 10), QTime(14, 30), Qt::UTC),
            .updatedAt = QDateTime(QDate(2026, 10, 10), QTime(14, 32, 15), Qt::UTC),
            .images = 4,
            .imagesDone = 1,
            .label = u"hero"_s,
            .server = u"http://localhost:7801"_s,
            .owner = FakeProcessTable::owner(4711)};
}

} // namespace

class TestSessionJson : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void everyStatusAndStageHasItsWord()
    {
        const auto statuses = QMetaEnum::fromType<Session::Status>();
        for (int i = 0; i < statuses.keyCount(); ++i) {
            const auto status = Session::Status(statuses.value(i));
            QCOMPARE(statusFrom(QString(wireName(status))), std::optional(status));
        }
        const auto stages = QMetaEnum::fromType<Session::Stage>();
        for (int i = 0; i < stages.keyCount(); ++i) {
            const auto stage = Session::Stage(stages.value(i));
            QCOMPARE(stageFrom(QString(wireName(stage))).value_or(Session::Stage::None), stage);
        }
        QVERIFY(wireName(Session::Stage::None).isEmpty());
    }

    void writesTheWordsThatScriptsKnow()
    {
        const QJsonObject owner{{"host"_L1, u"studio"_s}, {"user"_L1, u"ada"_s},
                                {"boot"_L1, u"8d5f"_s},   {"ns"_L1, qint64(4026531836)},
                                {"pid"_L1, 4711},         {"started"_L1, 8812345}};
        const QJsonObject expected{{"id"_L1, someId},
                                   {"status"_L1, u"generating"_s},
                                   {"progress"_L1, 0.45},
                                   {"start_time"_L1, u"2026-10-10T14:30:00Z"_s},
                                   {"updated_at"_L1, u"2026-10-10T14:32:15Z"_s},
                                   {"stage"_L1, u"sampling"_s},
                                   {"images"_L1, 4},
                                   {"images_done"_L1, 1},
                                   {"label"_L1, u"hero"_s},
                                   {"server"_L1, u"http://localhost:7801"_s},
                                   {"owner"_L1, owner}};
        QCOMPARE(written(fullSession()), expected);
        QCOMPARE(read(QJsonDocument(expected).toJson()), fullSession());
    }

    void leavesOutWhatIsNotKnown()
    {
        const QJsonObject entry = written({.id = someId, .startTime = QDateTime::currentDateTimeUtc()});
        QCOMPARE(entry.keys(), (QStringList{u"id"_s, u"progress"_s, u"start_time"_s, u"status"_s}));
    }

    void keepsKeysOfOthersAndTheRequestToCancel()
    {
        const QByteArray before(
            R"({"status": "pending", "stage": "queued", "cancel_requested": true, "cancel_by": "bob@den", "mood": [1, {"a": null}]})");
        Session session = fullSession();
        session.stage = Session::Stage::None;
        const QJsonObject after = written(session, before);
        QCOMPARE(after["cancel_requested"_L1], QJsonValue(true));
        QCOMPARE(after["cancel_by"_L1], QJsonValue(u"bob@den"_s));
        QCOMPARE(after["mood"_L1], json(before)["mood"_L1]);
        QCOMPARE(after["status"_L1], QJsonValue(u"generating"_s));
        QVERIFY(!after.contains("stage"_L1));
    }

    void progressHasAtMostFourDecimals_data()
    {
        QTest::addColumn<double>("progress");
        QTest::addColumn<QByteArray>("number");
        QTest::newRow("none") << 0.0 << QByteArray("0");
        QTest::newRow("a third") << 1 / 3.0 << QByteArray("0.3333");
        QTest::newRow("all") << 1.0 << QByteArray("1");
        QTest::newRow("too much") << 7.5 << QByteArray("1");
        QTest::newRow("less than none") << -1.0 << QByteArray("0");
    }
    void progressHasAtMostFourDecimals()
    {
        QFETCH(double, progress);
        QFETCH(QByteArray, number);
        const QByteArray entry = entryOf({.id = someId, .progress = progress}, {}, {}, false);
        QVERIFY(entry.contains("\"progress\":" + number + '}'));
    }

    void wrongTypesCountAsAbsent_data()
    {
        QTest::addColumn<QByteArray>("entry");
        QTest::newRow("empty") << QByteArray("{}");
        QTest::newRow("numbers") << QByteArray(
            R"({"status":1,"stage":2,"progress":"x","start_time":3,"updated_at":4,"label":5,"server":6,"owner":7,"images":"8"})");
        QTest::newRow("nulls") << QByteArray(
            R"({"status":null,"stage":null,"progress":null,"start_time":null,"label":null,"owner":null,"images":null})");
        QTest::newRow("lists") << QByteArray(
            R"({"status":[],"stage":{},"progress":[1],"images":[2],"owner":[],"cancel_requested":"yes","cancel_by":{}})");
        QTest::newRow("absurd") << QByteArray(
            R"({"progress":-1e308,"images":-5,"images_done":-1e300,"start_time":"0001-01-01T00:00:00Z","owner":{"pid":-1}})");
    }
    void wrongTypesCountAsAbsent()
    {
        QFETCH(QByteArray, entry);
        QCOMPARE(read(entry), Session{.id = someId});
    }

    void anUnknownStatusIsReadAsGenerating()
    {
        QCOMPARE(read(R"({"status":"dreaming"})").status, Session::Status::Generating);
        QCOMPARE(read(R"({"stage":"dreaming"})").stage, Session::Stage::None);
    }

    void noSecretOfAnAddressIsWritten()
    {
        const Session session{.id = someId, .server = u"http://ada:secret@host:7801/sub?key=secret#secret"_s};
        QCOMPARE(written(session)["server"_L1].toString(), u"http://host:7801/sub"_s);
    }

    void escapeSequencesOfOthersAreNotPassedOn()
    {
        const Session session = read("{\"label\":\"a\\u001b[31mb\\u202ec\",\"cancel_by\":\"x\\n\\u009by\"}");
        QCOMPARE(session.label, u"a [31mb c"_s);
        QCOMPARE(session.cancelBy, u"x  y"_s);
    }

    void anEntryStaysWithinOneKilobyte()
    {
        Session session = fullSession();
        session.label = QString(5000, u'\u20ac');
        session.server = u"http://"_s + QString(5000, u'x');
        session.owner->host = QString(5000, u'h');
        session.owner->user = QString(32, u'u');
        session.owner->boot = QString(36, u'b');
        session.stage = Session::Stage::Reconnecting;
        QJsonObject entry = written(session);
        entry["cancel_requested"_L1] = true;
        entry["cancel_by"_L1] = u"someone@somewhere"_s;
        const auto sizeWith = [](const QJsonObject &entries) {
            return QJsonDocument(QJsonObject{{"sessions"_L1, entries}})
                .toJson(QJsonDocument::Indented)
                .size();
        };
        const auto size = sizeWith({{someId, entry}}) - sizeWith({});
        QVERIFY2(size <= 1024, qPrintable(QString::number(size)));
    }

    void namesAreReadHoweverTheyAreWritten()
    {
        QCOMPARE(read("{\"\\u0073tatus\":\"starting\",\"own\\u0065r\":{\"p\\u0069d\":7}}").status,
                 Session::Status::Starting);
        QCOMPARE(read("{\"own\\u0065r\":{\"p\\u0069d\":7}}").owner->pid, 7);
    }

    void keysOfOthersInTheOwnerSurvive()
    {
        const QByteArray before(R"({"owner":{"pid":1,"mood":"good"}})");
        QCOMPARE(written(fullSession(), before)["owner"_L1]["mood"_L1].toString(), u"good"_s);
    }

    void keysOfOthersInTheOwnerComeBack()
    {
        const QByteArray remembered(R"({"owner":{"pid":1,"mood":"good"},"note":1})");
        const QJsonObject back = json(entryOf(fullSession(), R"({"id":"a"})", remembered, true));
        QCOMPARE(back["owner"_L1]["mood"_L1].toString(), u"good"_s);
        QCOMPARE(back["note"_L1].toInt(), 1);
    }

    void theLastOfANameCounts()
    {
        const QByteArray before(R"({"cancel_requested":false,"cancel_requested":true})");
        QVERIFY(written(fullSession(), before)["cancel_requested"_L1].toBool());
    }

    void thousandsOfKeysAreKept()
    {
        QByteArray before("{");
        for (int i = 0; i < 9000; ++i)
            before += "\"k" + QByteArray::number(i) + "\":" + (i < 8999 ? "1," : "1}");
        QElapsedTimer since;
        since.start();
        QCOMPARE(written(fullSession(), before).size(), written(fullSession()).size() + 9000);
        QVERIFY2(since.elapsed() < 2000, "it grows with the square of their number");
    }

    void anotherSpellingIsTheSameName()
    {
        const QByteArray before(R"({"note":1,"pro\u0067ress":0.1,"n\u006fte":2})");
        const QByteArray entry = entryOf(fullSession(), before, {}, false);
        QCOMPARE(read(entry).progress, 0.45);
        QCOMPARE(entry.count("0.1"), 0);
        QCOMPARE(json(entry)["note"_L1].toInt(), 2);
    }

    void noProgressBreaksTheFile()
    {
        for (const double progress : {qQNaN(), qInf(), -qInf()})
            QCOMPARE(written({.id = someId, .progress = progress})["progress"_L1].toDouble(), 0.0);
    }

    void noNameAndNoMomentTakesMuchMemory()
    {
        const QByteArray longName = "\"\\u0041" + QByteArray(1'000'000, 'a') + '"';
        QCOMPARE(read("{" + longName + ":1,\"start_time\":\"" + QByteArray(1'000'000, '1') + "\"}"),
                 Session{.id = someId});
    }

    void knowsWhatAnOwnerDoesNotWrite_data()
    {
        QTest::addColumn<QByteArray>("entry");
        QTest::addColumn<bool>("isOwners");
        QTest::newRow("all that an owner writes") << entryOf(fullSession(), {}, {}, true) << true;
        QTest::newRow("empty") << QByteArray("{}") << true;
        QTest::newRow("a key of others") << QByteArray(R"({"id":"a","note":1})") << false;
        QTest::newRow("a key of others in the owner")
            << QByteArray(R"({"owner":{"pid":1,"mood":""}})") << false;
        QTest::newRow("another kind") << QByteArray(R"({"label":["a"]})") << false;
        QTest::newRow("the owner is another kind") << QByteArray(R"({"owner":"ada"})") << false;
        QTest::newRow("a request to cancel") << QByteArray(R"({"cancel_requested":true})") << false;
        QTest::newRow("a request that says no") << QByteArray(R"({"cancel_requested":false})") << false;
        QTest::newRow("who asked, empty") << QByteArray(R"({"cancel_by":""})") << false;
        QTest::newRow("who asked") << QByteArray(R"({"cancel_by":"bob@den"})") << false;
    }
    void knowsWhatAnOwnerDoesNotWrite()
    {
        QFETCH(QByteArray, entry);
        JsonStreamReader reader(entry);
        QTEST(readEntry(someId, reader).value().isOwners, "isOwners");
    }

    void knowsWhatWillBeRead_data()
    {
        QTest::addColumn<Session>("session");
        QTest::addColumn<bool>("isKnown");
        const auto with = [](const std::function<void(Session &)> &change) {
            Session session = fullSession();
            change(session);
            return session;
        };
        QTest::newRow("whole") << fullSession() << true;
        QTest::newRow("without words") << with([](Session &s) {
            s.label.clear();
            s.stage = Session::Stage::None;
        }) << true;
        QTest::newRow("asked to stop") << with([](Session &s) {
            s.cancelRequested = true;
            s.cancelBy = u"bob@den"_s;
        }) << true;
        QTest::newRow("milliseconds")
            << with([](Session &s) { s.updatedAt = s.updatedAt.addMSecs(999); }) << true;
        QTest::newRow("local time") << with([](Session &s) {
            s.startTime = s.startTime.toOffsetFromUtc(7200);
        }) << true;
        for (const double progress : {0.0, 1 / 3.0, 0.99996, 1.0, -1.0, 7.5, 1e-9})
            QTest::addRow("progress %g", progress)
                << with([progress](Session &s) { s.progress = progress; }) << true;
        for (const double progress : {qQNaN(), qInf(), -qInf()})
            QTest::addRow("progress %g", progress)
                << with([progress](Session &s) { s.progress = progress; }) << false;
        QTest::newRow("no proper name") << with([](Session &s) { s.id = u"a\nb"_s; }) << false;
        QTest::newRow("a quote and a backslash") << with([](Session &s) { s.label = u"5\" C:\\"_s; }) << true;
        QTest::newRow("beyond ASCII") << with([](Session &s) { s.label = u"h\u00e9ro"_s; }) << false;
        QTest::newRow("control") << with([](Session &s) { s.label = u"a\nb"_s; }) << false;
        QTest::newRow("long") << with([](Session &s) { s.label = QString(81, u'x'); }) << false;
        QTest::newRow("a password") << with([](Session &s) { s.server = u"http://a:b@c:1"_s; }) << false;
        QTest::newRow("no start") << with([](Session &s) { s.startTime = {}; }) << false;
        QTest::newRow("clock not set")
            << with([](Session &s) { s.updatedAt = QDateTime::fromSecsSinceEpoch(-1, Qt::UTC); }) << false;
        QTest::newRow("no number of images") << with([](Session &s) { s.images = 0; }) << false;
        QTest::newRow("no owner") << with([](Session &s) { s.owner.reset(); }) << false;
        QTest::newRow("no process") << with([](Session &s) { s.owner->pid = 0; }) << false;
        QTest::newRow("a host beyond ASCII")
            << with([](Session &s) { s.owner->host = u"b\u00fcro"_s; }) << false;
    }
    void knowsWhatWillBeRead()
    {
        QFETCH(Session, session);
        const std::optional<Session> known = asRead(session);
        QTEST(known.has_value(), "isKnown");
        if (known)
            QCOMPARE(*known, read(entryOf(session, {}, {}, true)));
    }

    void whatIsNestedTooDeepIsNotUnderstood()
    {
        for (const int levels : {499, 501}) {
            const QByteArray entry = "{\"x\":" + QByteArray(levels, '[') + QByteArray(levels, ']') + '}';
            JsonStreamReader reader(entry);
            QCOMPARE(readEntry(someId, reader).has_value(), levels == 499);
            QVERIFY(!reader.hasFailed() && reader.atEnd()); // what follows can be read
        }
    }

    void aCutNeverSplitsACharacter()
    {
        const Session session{.id = someId, .label = u"x"_s + u"😀"_s.repeated(200)};
        const QString label = written(session)["label"_L1].toString();
        QVERIFY(label.endsWith(u"😀"_s));
        QCOMPARE(QString::fromUtf8(label.toUtf8()), label);
    }
};

QTEST_GUILESS_MAIN(TestSessionJson)
#include "tst_sessionjson.moc"

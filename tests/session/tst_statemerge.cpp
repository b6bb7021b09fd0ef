// SPDX-License-Identifier: GPL-3.0-or-later
#include "fakeprocesstable.h"
#include "sessionjson.h"
#include "statedocument.h"
#include "wiretime.h"

#include <QTest>

using namespace Qt::StringLiterals;

namespace
{

const QDateTime now(QDate(2026, 10, 10), QTime(12, 0), Qt::UTC);
const QString mine = u"0b9c7f3e-1111-4222-8333-444455556666"_s;
const QString others = u"c41d22a9-1111-4222-8333-444455556666"_s;
const QString foreign = u"0123456789abcdef0123456789abcdef01234567"_s;

Session session(const QString &id, qint64 pid = 4711, const QDateTime &at = now)
{
    return {.id = id, .startTime = at, .updatedAt = at, .owner = FakeProcessTable::owner(pid)};
}

StateDocument documentWith(const Sessions &sessions)
{
    StateDocument document;
    for (const auto &[id, value] : sessions)
        if (!document.put(id, entryOf(value, R"({"note":"kept"})", {}, true)))
            qFatal("too large");
    return StateDocument::parse(document.toBytes());
}

bool nobodyLives(const Session &)
{
    return false;
}

} // namespace

class TestStateMerge : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void othersStayAsTheyStand()
    {
        StateDocument document = documentWith({{others, session(others)}});
        const QByteArray before = document.entry(others);
        QVERIFY(merge(document, {.own = {{mine, session(mine)}}}, now, nobodyLives));
        QCOMPARE(document.entry(others), before);
        QCOMPARE(document.sessions.size(), size_t(2));
        QVERIFY(document.toBytes().contains("\"updated_at\": \"" + toWireTime(now).toUtf8() + '"'));
        QCOMPARE(StateDocument::parse(document.toBytes()).sessions, document.sessions);
    }

    void nothingChangedIsSaid()
    {
        StateDocument document = documentWith({{mine, session(mine)}, {others, session(others)}});
        const QByteArray before = document.toBytes();
        QVERIFY(!merge(document, {.own = {{mine, session(mine)}}}, now, nobodyLives));
        QVERIFY(!merge(document, {.gone = {u"never there"_s}}, now, nobodyLives));
        QVERIFY(!merge(document, {.cancelRequests = {{u"never there"_s, u"bob@den"_s}}}, now, nobodyLives));
        QCOMPARE(document.toBytes(), before);
    }

    void theLastOneLeavesAnEmptyMap()
    {
        StateDocument document = documentWith({{mine, session(mine)}});
        QVERIFY(merge(document, {.gone = {mine}}, now, nobodyLives));
        QVERIFY(document.toBytes().contains("\"sessions\": {}"));
    }

    void anyoneMayAskAndNobodyClears()
    {
        StateDocument document = documentWith({{mine, session(mine)}});
        QVERIFY(merge(document, {.cancelRequests = {{mine, u"bob@den"_s}}}, now, nobodyLives));
        QCOMPARE(document.sessions.at(mine).cancelBy, u"bob@den"_s);
        QVERIFY(!merge(document, {.cancelRequests = {{mine, u"eve@den"_s}}}, now, nobodyLives));
        Session next = session(mine);
        next.progress = 0.5;
        QVERIFY(merge(document, {.own = {{mine, next}}}, now, nobodyLives));
        QVERIFY(document.sessions.at(mine).cancelRequested);
        QCOMPARE(document.sessions.at(mine).cancelBy, u"bob@den"_s);
    }

    void whatThePredecessorThrewAwayComesBack()
    {
        const QByteArray remembered = documentWith({{mine, session(mine)}}).entry(mine);
        const QByteArray asked = withRequest(remembered, u"bob@den"_s, true);
        StateDocument stripped = StateDocument::parse("{\"sessions\":{\"" + mine.toUtf8() + "\":{\"id\":\""
                                                      + mine.toUtf8() + "\",\"status\":\"pending\"}}}");
        const StateEdit edit{.own = {{mine, session(mine)}}, .remembered = {{mine, asked}}};
        QVERIFY(merge(stripped, edit, now, nobodyLives));
        QCOMPARE(stripped.entry(mine), asked);
    }

    void aRequestStaysWhereOthersAddedTooMuch()
    {
        const QByteArray id = mine.toUtf8();
        const QByteArray much(largestEntry - 200, 'x');
        StateDocument document = StateDocument::parse(
            "{\"sessions\":{\"" + id + "\":{\"id\":\"" + id
            + "\",\"cancel_requested\":true,\"cancel_by\":\"bob@den\",\"x\":\"" + much + "\"}}}");
        QVERIFY(document.sessions.at(mine).cancelRequested);
        QVERIFY(merge(document, {.own = {{mine, session(mine)}}}, now, nobodyLives));
        QVERIFY(document.entry(mine).size() < 1024);
        QVERIFY(document.sessions.at(mine).cancelRequested);
        QCOMPARE(document.sessions.at(mine).cancelBy, u"bob@den"_s);
    }

    void thePredecessorsEntriesAreNotTouched()
    {
        StateDocument document = documentWith({{foreign, {.id = foreign, .startTime = now.addSecs(-3600)}}});
        QVERIFY(!merge(document, {.cancelRequests = {{foreign, u"bob@den"_s}}}, now, nobodyLives));
    }

    void whatIsStaleIsDropped_data()
    {
        QTest::addColumn<int>("hours");
        QTest::addColumn<bool>("alive");
        QTest::addColumn<bool>("dropped");
        QTest::newRow("dead, young") << 23 << false << false;
        QTest::newRow("dead, old") << 25 << false << true;
        QTest::newRow("alive, old") << 25 << true << false;
    }
    void whatIsStaleIsDropped()
    {
        QFETCH(int, hours);
        QFETCH(bool, alive);
        QFETCH(bool, dropped);
        StateDocument document = documentWith({{others, session(others, 4711, now.addSecs(-3600 * hours))}});
        QCOMPARE(merge(document, {}, now, [alive](const Session &) { return alive; }), dropped);
        QCOMPARE(document.sessions.contains(others), !dropped);
        QCOMPARE(document.entry(others).isEmpty(), dropped);
    }

    void oneDoesNotDropOnesOwn()
    {
        const Session old = session(mine, 4711, now.addDays(-3));
        StateDocument document = documentWith({{mine, old}});
        QVERIFY(!merge(document, {.own = {{mine, old}}}, now, nobodyLives));
        QVERIFY(document.sessions.contains(mine));
    }
};

QTEST_GUILESS_MAIN(TestStateMerge)
#include "tst_statemerge.moc"

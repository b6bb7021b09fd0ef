// SPDX-License-Identifier: GPL-3.0-or-later
#include "fakeprocesstable.h"
#include "staleness.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace
{

const QDateTime now(QDate(2026, 10, 10), QTime(12, 0), Qt::UTC);
const QString ours = u"0b9c7f3e-1111-4222-8333-444455556666"_s;
const QString theirs = u"0123456789abcdef0123456789abcdef01234567"_s;

} // namespace

class TestStaleness : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void saysWhatIsToBeDropped_data()
    {
        QTest::addColumn<QString>("id");
        QTest::addColumn<bool>("owned");
        QTest::addColumn<bool>("alive");
        QTest::addColumn<std::chrono::seconds>("age");
        QTest::addColumn<bool>("stale");
        using s = std::chrono::seconds;
        QTest::newRow("dead for a day") << ours << true << false << s(24h + 1s) << true;
        QTest::newRow("dead for less") << ours << true << false << s(24h - 1s) << false;
        QTest::newRow("alive, however old") << ours << true << true << s(240h) << false;
        QTest::newRow("clock ran ahead a little") << ours << true << false << s(-4min) << false;
        QTest::newRow("from the future") << ours << true << false << s(-1000h) << false;
        QTest::newRow("stripped a moment ago") << ours << false << false << s(14s) << false;
        QTest::newRow("stripped and not restored") << ours << false << false << s(16s) << true;
        QTest::newRow("stripped, owner known to live") << ours << false << true << s(16s) << false;
        QTest::newRow("the predecessor's, a day old") << theirs << false << true << s(25h) << true;
        QTest::newRow("the predecessor's, younger") << theirs << false << false << s(23h) << false;
    }
    void saysWhatIsToBeDropped()
    {
        QFETCH(QString, id);
        QFETCH(bool, owned);
        QFETCH(bool, alive);
        QFETCH(std::chrono::seconds, age);
        const QDateTime then = now.addDuration(-age);
        Session session{.id = id, .startTime = then, .updatedAt = then};
        if (owned)
            session.owner = FakeProcessTable::owner(4711);
        QTEST(isStale(session, now, [alive](const Session &) { return alive; }), "stale");
    }

    void thePredecessorsCountFromTheirStart()
    {
        const Session session{.id = theirs, .startTime = now.addDuration(-25h), .updatedAt = now};
        QVERIFY(isStale(session, now, [](const Session &) { return false; }));
    }

    void aTimeThatCannotBeTrueCountsAsNow()
    {
        const auto nobody = [](const Session &) { return false; };
        for (const QDateTime &moment : {QDateTime(), now.addDays(400), now.addSecs(301), now.addSecs(299)})
            QVERIFY(!isStale({.id = ours, .updatedAt = moment}, now, nobody));
        // A stripped one is hidden after 15 s, which the moments ahead of now must not prolong.
        QVERIFY(!isStale({.id = ours, .updatedAt = now.addSecs(-15)}, now, nobody));
        QVERIFY(isStale({.id = ours, .updatedAt = now.addSecs(-16)}, now, nobody));
    }
};

QTEST_GUILESS_MAIN(TestStaleness)
#include "tst_staleness.moc"

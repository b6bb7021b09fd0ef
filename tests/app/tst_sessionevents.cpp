// SPDX-License-Identifier: GPL-3.0-or-later
#include "sessionevents.h"

#include <QJsonArray>
#include <QTest>

using namespace Qt::StringLiterals;

namespace
{

const QDateTime noon(QDate(2026, 10, 10), QTime(12, 0), Qt::UTC);

FollowedSession fox()
{
    return {.session = {.id = u"0b9c7f3e-1111-4111-8111-111111111111"_s,
                        .status = Session::Status::Generating,
                        .stage = Session::Stage::Sampling,
                        .progress = 0.45,
                        .images = 4,
                        .imagesDone = 1}};
}

QStringList keysOf(const QJsonObject &object)
{
    return object.keys();
}

} // namespace

class TestSessionEvents : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void haveTheKeysOfTheProductPage_data()
    {
        QTest::addColumn<QJsonObject>("event");
        QTest::addColumn<QString>("keys");
        FollowedSession next = fox();
        next.session.progress = 0.5;
        QTest::newRow("snapshot") << SessionEvents::snapshot(u"/p"_s, {fox()}, noon)
                                  << u"event project schema sessions time"_s;
        QTest::newRow("started") << SessionEvents::started(fox(), noon) << u"event schema session time"_s;
        QTest::newRow("progress")
            << SessionEvents::changes(fox(), next, noon).value(0)
            << u"event images images_done progress schema session_id stage status time"_s;
        FollowedSession orphan = fox();
        orphan.liveness = Liveness::Orphan;
        QTest::newRow("liveness") << SessionEvents::changes(fox(), orphan, noon).value(0)
                                  << u"event liveness schema session_id time"_s;
        FollowedSession asked = fox();
        asked.session.cancelRequested = true;
        asked.session.cancelBy = u"ada@studio"_s;
        QTest::newRow("cancelling") << SessionEvents::changes(fox(), asked, noon).value(0)
                                    << u"by event schema session_id time"_s;
        QTest::newRow("ended") << SessionEvents::ended(fox(), noon)
                               << u"error event local_paths outcome schema session_id time"_s;
        QTest::newRow("warning") << SessionEvents::warning(u"state_corrupt"_s, u"Damaged."_s, noon)
                                 << u"code event message schema time"_s;
    }
    void haveTheKeysOfTheProductPage()
    {
        QFETCH(QJsonObject, event);
        QTEST(keysOf(event).join(u' '), "keys");
        QCOMPARE(event["schema"_L1].toInt(), 1);
        QCOMPARE(event["time"_L1].toString(), u"2026-10-10T12:00:00Z"_s);
    }

    void nothingChangedIsNoEvent()
    {
        FollowedSession later = fox();
        later.session.updatedAt = noon;
        later.remaining = std::chrono::seconds(5);
        QVERIFY(SessionEvents::changes(fox(), later, noon).isEmpty());
    }

    void outcomesAreWords()
    {
        FollowedSession done = fox();
        done.outcome = Outcome::Completed;
        done.localPaths = {u"/p/a.png"_s};
        const QJsonObject event = SessionEvents::ended(done, noon);
        QCOMPARE(event["outcome"_L1].toString(), u"completed"_s);
        QCOMPARE(event["local_paths"_L1][0].toString(), u"/p/a.png"_s);
        QVERIFY(event["error"_L1].isNull());
    }
};

QTEST_GUILESS_MAIN(TestSessionEvents)
#include "tst_sessionevents.moc"

// SPDX-License-Identifier: GPL-3.0-or-later
#include "interruptjob.h"
#include "scriptedserver.h"

#include <QNetworkAccessManager>
#include <QPointer>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace Say;
using Script = ScriptedServer::Script;

class TestInterruptJob : public QObject
{
    Q_OBJECT
    QNetworkAccessManager m_network;
    const Script m_forgotten{reply("{'error':'Invalid session ID.','error_id':'invalid_session_id'}", 401)};

private Q_SLOTS:
    void oneSessionIsStoppedAndNoOther_data()
    {
        QTest::addColumn<Script>("answer");
        QTest::addColumn<bool>("success");
        QTest::newRow("yes") << Script{reply("{'success':true}")} << true;
        QTest::newRow("session is gone") << m_forgotten << true;
        QTest::newRow("old name of the route")
            << Script{reply("{'error_id':'bad_route','error':'x'}", 400)} << false;
        QTest::newRow("hangs up") << Script{hangUp()} << false;
    }
    void oneSessionIsStoppedAndNoOther()
    {
        QFETCH(Script, answer);
        ScriptedServer server;
        server.on("InterruptAll", answer);
        SwarmClient client(m_network, {.url = server.url()});
        std::optional<bool> outcome;
        const QPointer job = new InterruptJob(client, u"s7"_s, this);
        connect(job, &InterruptJob::finished, this, [&](const Result<> &r) { outcome = bool(r); });
        QVERIFY(!outcome);
        QTRY_VERIFY(outcome);
        QTEST(*outcome, "success");
        const QJsonObject asked = server.asked("InterruptAll").first().body;
        QCOMPARE(asked["session_id"_L1].toString(), u"s7"_s);
        QCOMPARE(asked["other_sessions"_L1], QJsonValue(false));
        QTRY_VERIFY(!job);
    }

    void aProbeTellsWhatASessionStillDoes_data()
    {
        QTest::addColumn<Script>("answer");
        QTest::addColumn<int>("waiting"); // -1: not told
        QTest::newRow("works") << Script{reply(status(3, 0, 1, 2).bytes)} << 3;
        QTest::newRow("idle") << Script{reply(status(0, 0, 0, 0).bytes)} << 0;
        QTest::newRow("session is gone") << m_forgotten << 0;
        QTest::newRow("something else") << Script{reply("{}")} << -1;
        QTest::newRow("hangs up") << Script{hangUp()} << -1;
    }
    void aProbeTellsWhatASessionStillDoes()
    {
        QFETCH(Script, answer);
        ScriptedServer server;
        server.on("GetCurrentStatus", answer);
        SwarmClient client(m_network, {.url = server.url()});
        std::optional<int> waiting;
        const QPointer probe = new SessionProbe(client, u"s7"_s, this);
        connect(probe, &SessionProbe::finished, this,
                [&](const Result<ServerCounts> &c) { waiting = c ? c->waitingGens : -1; });
        QTRY_VERIFY(waiting);
        QTEST(*waiting, "waiting");
        QCOMPARE(server.asked("GetCurrentStatus").first().body["session_id"_L1].toString(), u"s7"_s);
        QTRY_VERIFY(!probe);
    }
};

QTEST_GUILESS_MAIN(TestInterruptJob)
#include "tst_interruptjob.moc"

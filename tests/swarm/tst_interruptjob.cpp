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

private Q_SLOTS:
    void aProbeTellsWhatASessionStillDoes_data()
    {
        QTest::addColumn<Script>("answer");
        QTest::addColumn<int>("waiting"); // -1: not told
        QTest::newRow("works") << Script{reply(status(3, 0, 1, 2).bytes)} << 3;
        QTest::newRow("idle") << Script{reply(status(0, 0, 0, 0).bytes)} << 0;
        QTest::newRow("session is gone") << Script{forgotten()} << 0;
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

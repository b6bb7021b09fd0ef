// SPDX-License-Identifier: GPL-3.0-or-later
// Contract case 37: a server that is started anew is told from a line that broke.
#include "contractcase.h"
#include "serverinquiry.h"

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using namespace Say;
using Phase = JobProgress::Phase;
using Script = ScriptedServer::Script;

namespace
{

const QString startedAnew = u"The server %1 was started anew during the generation."_s;
const QString brokenLine = u"The line to the server %1 broke during the generation."_s;

Script sessionOf(const QByteArray &serverId)
{
    const QByteArray told = serverId.isEmpty() ? QByteArray() : ",'server_id':'" + serverId + "'";
    return {reply("{'session_id':'s1','user_id':'local'" + told + "}")};
}

} // namespace

class TestContractRestart : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aLostJobTellsWhy_data()
    {
        QTest::addColumn<QByteArrayList>("serverIds"); // before and after
        QTest::addColumn<QByteArrayList>("found");
        QTest::addColumn<QString>("outcome");
        QTest::addColumn<QString>("message");
        const auto row = [](const char *name, const QByteArrayList &ids, const QByteArrayList &found,
                            const QString &outcome, const QString &message) {
            QTest::newRow(name) << ids << found << outcome << message;
        };
        const QByteArrayList restart{"g1", "g2"};
        row("37 restart", restart, {}, u"failed 0/2"_s, startedAnew);
        row("37 restart, one image was saved before it", restart, {"7"}, u"failed 1/2"_s, startedAnew);
        row("37 restart, all images were saved before it", restart, {"7", "8"}, u"completed 2/2"_s, {});
        row("37 no restart: the line broke", {"g1", "g1"}, {}, u"connection_lost 0/2"_s, brokenLine);
        row("37 no server_id before", {"", "g2"}, {}, u"connection_lost 0/2"_s, brokenLine);
        row("37 no server_id after", {"g1", ""}, {}, u"connection_lost 0/2"_s, brokenLine);
    }
    void aLostJobTellsWhy()
    {
        QFETCH(QByteArrayList, serverIds);
        QFETCH(QByteArrayList, found);
        QFETCH(QString, message);
        for (const bool http : {false, true}) {
            JobStage stage;
            stage.server.on("GetNewSession", sessionOf(serverIds[0]));
            stage.server.on("GetNewSession", sessionOf(serverIds[1]));
            stage.server.on("ListImages", {listing(found)});
            stage.server.on(JobStage::socketRoute, {status(2, 0, 0, 2), wait(20ms), reset()});
            stage.server.on(JobStage::httpRoute, {wait(20ms), reset()});
            stage.begin(2, http ? JobStage::overHttp() : JobStage::quick());
            QVERIFY(stage.ends());
            QTEST(stage.watch->outcome(), "outcome");
            QCOMPARE(stage.message(), stage.named(message));
            QCOMPARE(stage.timesSent(), 1);
        }
    }

    void theServerIsAwayForAWhile_data()
    {
        QTest::addColumn<Script>("statusAnswer");
        QTest::newRow("37 the session is still good after the restart") << Script{};
        QTest::newRow("37 a session made under --no_persist is not known any more") << Script{forgotten()};
    }
    void theServerIsAwayForAWhile()
    {
        QFETCH(Script, statusAnswer);
        JobStage stage;
        stage.server.on("GetNewSession", sessionOf("g1"));
        stage.server.on("GetNewSession", sessionOf("g2"));
        stage.server.on(JobStage::socketRoute, {status(1, 0, 0, 1), counts(1, 0, 0, 1)});
        stage.begin(1);
        QVERIFY(stage.reaches(Phase::Sampling));
        stage.server.leave();
        QVERIFY(stage.reaches(Phase::Reconnecting));
        QTest::qWait(100);
        QVERIFY(!stage.watch->isOver());
        std::ranges::fill(stage.server.counts, 0);
        if (!statusAnswer.isEmpty())
            stage.server.on("GetCurrentStatus", statusAnswer);
        stage.server.comeBack();
        QVERIFY(stage.ends());
        QCOMPARE(stage.watch->outcome(), u"failed 0/1"_s);
        QCOMPARE(stage.message(), stage.named(startedAnew));
        QCOMPARE(stage.result().error->hint, u"What it had not finished is gone; generate it again."_s);
        QCOMPARE(stage.timesSent(), 1);
    }

    void aProxyThatKeepsTheLineTellsItToo_data()
    {
        QTest::addColumn<Script>("script");
        QTest::newRow("37 restart behind a proxy that keeps the socket") << Script{status(1, 0, 0, 1)};
    }
    void aProxyThatKeepsTheLineTellsItToo()
    {
        QFETCH(Script, script);
        JobStage stage;
        stage.server.on("GetNewSession", sessionOf("g1"));
        stage.server.on("GetNewSession", sessionOf("g2"));
        stage.server.on(JobStage::socketRoute, script);
        stage.begin(1, JobStage::impatient());
        QVERIFY(stage.ends());
        QCOMPARE(stage.message(), stage.named(startedAnew));
        QCOMPARE(stage.timesSent(), 1);
    }

    void inquiriesGoOnWithTheirSession_data()
    {
        QTest::addColumn<Script>("statusAnswer");
        QTest::addColumn<int>("sessions");
        QTest::newRow("37 same session, new server_id: nothing to renew") << Script{} << 1;
        QTest::newRow("37 session made under --no_persist: renewed once") << Script{forgotten()} << 2;
    }
    void inquiriesGoOnWithTheirSession()
    {
        QFETCH(Script, statusAnswer);
        JobStage stage;
        for (int i = 0; i < 2; ++i) {
            std::optional<ServerFacts> facts;
            const auto *inquiry = new ServerInquiry(stage.client, 5s, this);
            connect(inquiry, &ServerInquiry::finished, this, [&](const ServerFacts &f) { facts = f; });
            QTRY_VERIFY(facts);
            QCOMPARE(facts->state, ServerFacts::State::Online);
            if (!statusAnswer.isEmpty())
                stage.server.on("GetCurrentStatus", statusAnswer);
        }
        QTEST(stage.server.count("GetNewSession"), "sessions");
    }
};

QTEST_GUILESS_MAIN(TestContractRestart)
#include "tst_contractrestart.moc"

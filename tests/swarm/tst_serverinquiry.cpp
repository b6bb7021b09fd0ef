// SPDX-License-Identifier: GPL-3.0-or-later
#include "modelinquiry.h"
#include "scriptedserver.h"
#include "serverinquiry.h"

#include <QElapsedTimer>
#include <QNetworkAccessManager>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using namespace Say;
using Script = ScriptedServer::Script;
using State = ServerFacts::State;

class TestServerInquiry : public QObject
{
    Q_OBJECT
    QNetworkAccessManager m_network;

    std::optional<ServerFacts> inquire(const QUrl &url, std::chrono::milliseconds limit = 5s)
    {
        SwarmClient client(m_network, {.url = url});
        return inquire(client, limit);
    }

    std::optional<ServerFacts> inquire(SwarmClient &client, std::chrono::milliseconds limit = 5s,
                                       ServerInquiry::Parts parts = ServerInquiry::Parts::All)
    {
        std::optional<ServerFacts> facts;
        const auto *inquiry = new ServerInquiry(client, limit, this, parts);
        connect(inquiry, &ServerInquiry::finished, this, [&](const ServerFacts &f) { facts = f; });
        [&] { QVERIFY(!facts); }();
        [&] { QTRY_VERIFY(facts); }();
        return facts;
    }

    static Script backends(int secondsSinceUsed, const QByteArray &used = "just now")
    {
        return {reply("{'0':{'type':'comfyui_selfstart','status':'running','id':0,'title':'','max_usages':2,"
                      "'seconds_since_used':"
                      + QByteArray::number(secondsSinceUsed) + ",'time_since_used':'" + used
                      + "','current_model':'sdxl.safetensors'}}")};
    }
    static Script models()
    {
        return {reply("{'folders':[],'files':[{'name':'a.safetensors','loaded':true},{'name':'b.safetensors',"
                      "'loaded':false}]}")};
    }
    static Script forbidden() { return {reply("{'error_id':'bad_permissions','error':'x'}", 400)}; }

    bool namesOf(SwarmClient &client)
    {
        std::optional<bool> listed;
        const auto *inquiry = new ModelInquiry(client, {}, this);
        connect(inquiry, &ModelInquiry::finished, this, [&](const auto &models) { listed = bool(models); });
        return QTest::qWaitFor([&] { return listed.has_value(); }) && *listed;
    }

private Q_SLOTS:
    void aServerTellsAllThatItMay()
    {
        ScriptedServer server;
        server.on("ListBackends", backends(7));
        server.on("ListModels", models());
        server.on("GetGlobalStatus", {reply(status(4, 0, 1, 3).bytes)});
        const auto facts = inquire(server.url());
        QCOMPARE(facts->state, State::Online);
        QCOMPARE(facts->server, server.url());
        QCOMPARE(facts->version, u"0.9.8.2"_s);
        QVERIFY(facts->responseTime >= 0ms && facts->responseTime < 2s);
        QCOMPARE(facts->backends->size(), 1);
        QCOMPARE(facts->backends->first().modelLoaded, u"sdxl.safetensors"_s);
        QCOMPARE(*facts->models, 2);
        QCOMPARE(*facts->modelsLoaded, 1);
        QCOMPARE(*facts->counts, (ServerCounts{4, 0, 1, 3}));
        QVERIFY(!facts->countsEstimated);
        QCOMPARE(facts->backendStatus, u"running"_s);
        QVERIFY(!facts->error);
        const QJsonObject asked = server.asked("ListBackends").first().body;
        QCOMPARE(asked["session_id"_L1].toString(), u"s1"_s);
        QCOMPARE(asked["full_data"_L1], QJsonValue(true));
        QCOMPARE(asked["nonreal"_L1], QJsonValue(false));
        QCOMPARE(server.asked("ListModels").first().body["depth"_L1].toInt(), 20);
    }

    void whatIsForbiddenIsLeftOut()
    {
        ScriptedServer server;
        server.on("ListBackends", forbidden());
        server.on("ListModels", forbidden());
        server.on("GetGlobalStatus", forbidden());
        const auto facts = inquire(server.url());
        QCOMPARE(facts->state, State::Online);
        QVERIFY(!facts->backends);
        QVERIFY(!facts->models);
        QVERIFY(!facts->modelsLoaded);
        QVERIFY(!facts->counts);
        QVERIFY(!facts->error);
    }

    void countsAreEstimatedFromBackendsInUse_data()
    {
        QTest::addColumn<Script>("backends");
        QTest::addColumn<int>("live");
        QTest::newRow("used this second") << backends(0) << 1;
        QTest::newRow("used a while ago") << backends(60, "1 minute ago") << -1;
        QTest::newRow("never used") << backends(0, "Never") << -1;
    }
    void countsAreEstimatedFromBackendsInUse()
    {
        QFETCH(Script, backends);
        QFETCH(int, live);
        ScriptedServer server; // GetGlobalStatus is a route that older servers do not have
        server.on("ListBackends", backends);
        server.on("ListModels", models());
        const auto facts = inquire(server.url());
        QCOMPARE(facts->counts ? facts->counts->liveGens : -1, live);
        QCOMPARE(facts->countsEstimated, live > 0);
    }

    void aServerThatDoesNotLetInIsUnauthorised_data()
    {
        QTest::addColumn<Script>("answer");
        QTest::addColumn<State>("state");
        QTest::newRow("accounts") << Script{reply("{'error':'Invalid or unauthorized.'}")}
                                  << State::Unauthorised;
        QTest::newRow("header") << Script{reply("Unauthorized", 401)} << State::Unauthorised;
        QTest::newRow("page") << Script{reply("<html></html>")} << State::Offline;
        QTest::newRow("another JSON server") << Script{reply("{'hello':'world'}")} << State::Offline;
        QTest::newRow("silent") << Script{} << State::Offline;
    }
    void aServerThatDoesNotLetInIsUnauthorised()
    {
        QFETCH(Script, answer);
        ScriptedServer server;
        server.on("GetNewSession", answer);
        const auto facts = inquire(server.url(), 300ms);
        QTEST(facts->state, "state");
        QVERIFY(facts->error);
        QVERIFY(!facts->counts);
        QVERIFY(facts->version.isEmpty());
    }

    void aSessionThatIsForgottenMeanwhileIsRenewed()
    {
        ScriptedServer server;
        server.on("ListBackends", backends(7));
        server.on("ListModels", {forgotten()});
        server.on("ListModels", models());
        const auto facts = inquire(server.url());
        QCOMPARE(facts->models.value_or(-1), 2);
        QCOMPARE(facts->backends->size(), 1);
        QCOMPARE(server.count("GetNewSession"), 2);
    }

    /// What the server has told stays, whatever becomes of the new session.
    void whereNoNewSessionIsToBeHadTheRestIsTold()
    {
        ScriptedServer server;
        server.on("GetNewSession", {reply("{'session_id':'s1','user_id':'ada','version':'0.9.8.2'}")});
        server.on("GetNewSession", {wait(5s)});
        server.on("ListBackends", backends(7));
        server.on("ListModels", {forgotten()});
        const auto facts = inquire(server.url(), 2s);
        QCOMPARE(facts->state, State::Online);
        QCOMPARE(facts->backends->size(), 1);
        QVERIFY(!facts->models);
        QVERIFY(facts->responseTime < 1500ms);
        QCOMPARE(server.count("ListBackends"), 1);
    }

    /// And at once, without waiting for what hangs.
    void onlyWhatWasRefusedIsAskedForAgain()
    {
        ScriptedServer server;
        server.on("ListBackends", {wait(5s)});
        server.on("ListModels", {forgotten()});
        server.on("ListModels", models());
        const auto facts = inquire(server.url(), 2s);
        QVERIFY(!facts->backends);
        QCOMPARE(facts->models.value_or(-1), 2);
        QCOMPARE(server.count("ListBackends"), 1);
        QCOMPARE(server.count("ListModels"), 2);
        QCOMPARE(server.count("GetNewSession"), 2);
    }

    void aServerThatForgetsEverySessionIsAskedTwice()
    {
        ScriptedServer server;
        server.on("ListModels", {forgotten()});
        const auto facts = inquire(server.url());
        QCOMPARE(facts->state, State::Online);
        QVERIFY(!facts->models);
        QCOMPARE(server.count("ListModels"), 2);
    }

    void nobodyThereIsOffline()
    {
        const auto facts = inquire(QUrl(u"http://127.0.0.1:1"_s));
        QCOMPARE(facts->state, State::Offline);
        QCOMPARE(facts->error->details["cause"_L1].toString(), u"connection refused"_s);
    }

    void aPartThatHangsIsLeftOutInTime()
    {
        ScriptedServer server;
        server.on("ListModels", {});
        server.on("ListBackends", backends(7));
        QElapsedTimer clock;
        clock.start();
        const auto facts = inquire(server.url(), 400ms);
        QVERIFY(clock.elapsed() < 2000);
        QCOMPARE(facts->state, State::Online);
        QVERIFY(facts->backends);
        QVERIFY(!facts->models);
    }

    void inquiriesShareASession()
    {
        ScriptedServer server;
        server.on("ListBackends", backends(7));
        server.on("ListModels", models());
        SwarmClient client(m_network, {.url = server.url()});
        inquire(client);
        const auto again = inquire(client, 5s, ServerInquiry::Parts::AllButModels);
        QCOMPARE(again->state, State::Online);
        QCOMPARE(again->version, u"0.9.8.2"_s);
        QVERIFY(again->backends);
        QVERIFY(!again->models);
        QVERIFY(namesOf(client));
        QCOMPARE(server.count("GetNewSession"), 1);
        QCOMPARE(server.count("ListModels"), 2);
        for (const auto &asked : server.asked("ListModels") + server.asked("ListBackends"))
            QCOMPARE(asked.body["session_id"_L1].toString(), u"s1"_s);
    }

    void aServerThatFallsSilentIsOffline()
    {
        ScriptedServer server;
        server.on("GetCurrentStatus", {});
        SwarmClient client(m_network, {.url = server.url()});
        inquire(client);
        QCOMPARE(inquire(client, 300ms)->state, State::Offline);
        QVERIFY(!client.inquirySession());
    }
};

QTEST_GUILESS_MAIN(TestServerInquiry)
#include "tst_serverinquiry.moc"

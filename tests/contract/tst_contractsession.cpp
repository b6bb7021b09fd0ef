// SPDX-License-Identifier: GPL-3.0-or-later
// Contract cases 1 to 7: sessions, and HTTP as such.
#include "contractcase.h"
#include "interruptjob.h"
#include "modelinquiry.h"
#include "serverinquiry.h"

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using namespace Say;
using Kind = Error::Kind;
using Script = ScriptedServer::Script;
using State = ServerFacts::State;

namespace
{

constexpr auto redirect = "HTTP/1.1 302 Found\r\nLocation: /Error/BasicAPI\r\nContent-Type: text/html\r\n"
                          "Content-Length: 0\r\n\r\n";
constexpr auto bare401 = "HTTP/1.1 401 Unauthorized\r\nTransfer-Encoding: chunked\r\n\r\n"
                         "c\r\nUnauthorized\r\n0\r\n\r\n";

Script refusal(int status, const QByteArray &id, const QByteArray &words)
{
    QByteArrayList members;
    if (!id.isEmpty())
        members << "'error_id':'" + id + "'";
    if (!words.isEmpty())
        members << "'error':'" + words + "'";
    return {reply("{" + members.join(',') + "}", status)};
}

} // namespace

class TestContractSession : public QObject
{
    Q_OBJECT
    QNetworkAccessManager m_network;

    std::optional<ServerFacts> inquire(SwarmClient &client)
    {
        std::optional<ServerFacts> facts;
        const auto *inquiry = new ServerInquiry(client, 400ms, this, ServerInquiry::Parts::AllButModels);
        connect(inquiry, &ServerInquiry::finished, this, [&](const ServerFacts &f) { facts = f; });
        [&] { QTRY_VERIFY(facts); }();
        return facts;
    }
    std::optional<Result<QList<ServerModel>>> models(SwarmClient &client)
    {
        std::optional<Result<QList<ServerModel>>> listed;
        const auto *inquiry = new ModelInquiry(client, {}, this);
        connect(inquiry, &ModelInquiry::finished, this, [&](const auto &result) { listed = result; });
        [&] { QTRY_VERIFY(listed); }();
        return listed;
    }
    // What one call brings, which is told exactly once and never from inside the call.
    std::optional<Result<QJsonObject>> ask(const ScriptedServer &server)
    {
        SwarmClient client(m_network, {.url = server.url()});
        std::optional<Result<QJsonObject>> outcome;
        int ends = 0;
        const SwarmCall *call = client.post(u"ListModels", {{u"path"_s, u""_s}}, 400ms, this);
        connect(call, &SwarmCall::finished, this, [&](const Result<QJsonObject> &reply) {
            outcome.emplace(reply);
            ++ends;
        });
        [&] { QVERIFY(!outcome); }();
        [&] { QTRY_VERIFY(outcome); }();
        QTest::qWait(10);
        [&] { QCOMPARE(ends, 1); }();
        return outcome;
    }

private Q_SLOTS:
    void aSessionIsGivenOrNot_data()
    {
        QTest::addColumn<Script>("answer");
        QTest::addColumn<QString>("outcome");
        QTest::addColumn<QString>("message");
        QTest::addColumn<State>("state");
        const auto row
            = [](const char *name, const Script &answer, const QString &outcome = u"completed 1/1"_s,
                 const QString &message = {}, State state = State::Online) {
                  QTest::newRow(name) << answer << outcome << message << state;
              };
        row("1 all that a server tells", {});
        row("1 without permissions", {reply("{'session_id':'s1','user_id':'local','version':'0.9.2.3'}")});
        row("1 unknown fields", {reply("{'session_id':'s1','user_id':'local','sparkles':{'a':[1]}}")});
        row("2 refused with accounts", refusal(200, {}, "Invalid or unauthorized."), u"not_authorised 0/1"_s,
            u"The server %1 wants a sign-in."_s, State::Unauthorised);
        row("3 bare 401", {raw(bare401)}, u"not_authorised 0/1"_s,
            u"The server %1 lets nobody in without a key."_s, State::Unauthorised);
        row("6 redirect of an old server", {raw(redirect)}, u"bad_reply 0/1"_s,
            u"The server %1 answers with a redirect instead of a result."_s, State::Offline);
        row("7 HTML body", {reply("<!DOCTYPE html><html></html>")}, u"bad_reply 0/1"_s,
            u"%1 answers, but it is not a SwarmUI server."_s, State::Offline);
        row("7 truncated body", {reply("{'session_id':'5e55")}, u"bad_reply 0/1"_s,
            u"The answer of the server %1 cannot be read."_s, State::Offline);
        row("7 another JSON server", {reply("{'hello':'world'}")}, u"bad_reply 0/1"_s,
            u"%1 answers, but it is not a SwarmUI server."_s, State::Offline);
        row("7 hangs up", {hangUp()}, u"connection_lost 0/1"_s, u"The line to the server %1 broke."_s,
            State::Offline);
        row("7 accepts and says nothing", {wait(1ms)}, u"server_unreachable 0/1"_s,
            u"The server %1 does not answer (no answer within 0.3 s)."_s, State::Offline);
        row("7 headers that never end",
            {raw("HTTP/1.1 200 OK\r\nX-A: b\r\n"), wait(100ms), raw("X-B: c\r\n")},
            u"server_unreachable 0/1"_s, u"The server %1 does not answer (no answer within 0.3 s)."_s,
            State::Offline);
    }
    void aSessionIsGivenOrNot()
    {
        QFETCH(Script, answer);
        QFETCH(QString, message);
        JobStage stage;
        stage.server.on(JobStage::socketRoute, Script{image("0")} + ending());
        if (!answer.isEmpty())
            stage.server.on("GetNewSession", answer);
        const auto facts = inquire(stage.client);
        QTEST(facts->state, "state");
        QCOMPARE(facts->error.has_value(), facts->state != State::Online);
        stage.begin(1, JobStage::impatient());
        QVERIFY(stage.ends());
        QTEST(stage.watch->outcome(), "outcome");
        QCOMPARE(stage.message(), stage.named(message));
        QCOMPARE(stage.timesSent(), message.isEmpty() ? 1 : 0);
        QCOMPARE(stage.server.count("/Error/BasicAPI"), 0);
    }

    void callsAreAnsweredOrRefused_data()
    {
        QTest::addColumn<Script>("answer");
        QTest::addColumn<Kind>("kind");
        QTest::addColumn<QString>("message");
        const auto row = [](const char *name, const Script &answer, Kind kind, const QString &message) {
            QTest::newRow(name) << answer << kind << message;
        };
        const QByteArray half = "HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\n{\"fol";
        const QString keyWanted = u"The server %1 lets nobody in without a key."_s;
        const QString broke = u"The line to the server %1 broke."_s;
        row("3 bare 401", {raw(bare401)}, Kind::NotAuthorised, keyWanted);
        row("3 401 that asks for a password",
            {raw("HTTP/1.1 401 No\r\nWWW-Authenticate: Basic realm=\"x\"\r\nContent-Length: 0\r\n\r\n")},
            Kind::NotAuthorised, keyWanted);
        row("5 missing session id", refusal(400, "basic_api", "missing session id"), Kind::Refused,
            u"The server %1 does not know this request."_s);
        row("5 bad_route", refusal(400, "bad_route", "Unknown API route"), Kind::Refused,
            u"The server %1 does not know this request."_s);
        row("5 bad_permissions", refusal(400, "bad_permissions", "You lack permissions for this route."),
            Kind::NotAuthorised, u"The server %1 does not permit this to your account."_s);
        row("5 internal_error", refusal(400, "internal_error", "An internal error occurred"), Kind::Failed,
            u"The server %1 failed at this request."_s);
        row("5 error_id without error at 200", refusal(200, "ratelimit", {}), Kind::Refused,
            u"The server %1 wants a pause: too many requests came in a short time."_s);
        row("5 error without error_id at 200", refusal(200, {}, "Invalid sub-type."), Kind::Refused,
            u"The server %1 refused this: Invalid sub-type."_s);
        row("6 redirect of an old server", {raw(redirect)}, Kind::BadReply,
            u"The server %1 answers with a redirect instead of a result."_s);
        row("7 HTML body", {reply("<html></html>")}, Kind::BadReply,
            u"%1 answers, but it is not a SwarmUI server."_s);
        row("7 truncated body", {reply("{'files':[{'na")}, Kind::BadReply,
            u"The answer of the server %1 cannot be read."_s);
        row("7 no HTTP at all", {raw("SSH-2.0-OpenSSH_9.2\r\n")}, Kind::ConnectionLost, broke);
        row("7 502 of a proxy", {reply("<html></html>", 502)}, Kind::Unreachable,
            u"The server %1 does not answer (HTTP status 502)."_s);
        row("7 reset in the middle of the body", {raw(half), wait(20ms), reset()}, Kind::ConnectionLost,
            broke);
        row("7 hangs up in the middle of the body", {raw(half), wait(20ms), hangUp()}, Kind::ConnectionLost,
            broke);
        row("7 hangs up before a word", {hangUp()}, Kind::ConnectionLost, broke);
        row("7 accepts and says nothing", {}, Kind::Unreachable,
            u"The server %1 does not answer (no answer within 0.4 s)."_s);
        row("7 headers that never end", {raw("HTTP/1.1 200 OK\r\n"), wait(200ms), raw("X-A: b\r\n")},
            Kind::Unreachable, u"The server %1 does not answer (no answer within 0.4 s)."_s);
        row("7 body that never ends", {raw(half)}, Kind::Timeout,
            u"The answer of the server %1 did not come to its end in time."_s);
    }
    void callsAreAnsweredOrRefused()
    {
        QFETCH(Script, answer);
        QFETCH(QString, message);
        ScriptedServer server;
        server.on("ListModels", answer);
        const auto outcome = ask(server);
        QVERIFY(outcome && !*outcome);
        QCOMPARE(outcome->error().message, message.arg(server.url().authority()));
        QTEST(outcome->error().kind, "kind");
        QCOMPARE(server.count("/Error/BasicAPI"), 0);
    }

    void aCompressedBodyIsRead_data()
    {
        QTest::addColumn<QByteArray>("zipped");
        QTest::newRow("7 gzip body") << QByteArray::fromBase64(
            "H4sIAAAAAAACA6tWKi5NTk4tLlayKikqTa0FAN/39mYQAAAA");
    }
    void aCompressedBodyIsRead()
    {
        QFETCH(QByteArray, zipped);
        ScriptedServer server;
        server.on("ListModels",
                  {raw("HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: "
                       + QByteArray::number(zipped.size()) + "\r\n\r\n" + zipped)});
        const auto outcome = ask(server);
        QVERIFY(outcome && *outcome);
        QVERIFY((**outcome)["success"_L1].toBool());
    }

    // The fake refuses, as SwarmUI does, what is chunked, empty or not called JSON.
    void everyCallIsOneThatTheServerTakes_data()
    {
        QTest::addColumn<QString>("route");
        for (const char *route : {"GetNewSession", "GenerateText2Image", "InterruptAll", "GetCurrentStatus",
                                  "ListImages", "ListBackends", "ListModels", "GetGlobalStatus"})
            QTest::addRow("7 neither chunked nor empty: %s", route) << QString::fromLatin1(route);
    }
    void everyCallIsOneThatTheServerTakes()
    {
        QFETCH(QString, route);
        JobStage stage;
        stage.server.on(JobStage::httpRoute, {counts(1, 0, 0, 1), wait(50ms), counts(0, 0, 0, 0), reset()});
        stage.begin(1, JobStage::overHttp());
        QVERIFY(stage.ends());
        bool stopped = false;
        const auto *interrupt = new InterruptJob(stage.client, u"s1"_s, this);
        connect(interrupt, &InterruptJob::finished, this, [&](const Result<> &r) { stopped = bool(r); });
        QTRY_VERIFY(stopped);
        inquire(stage.client);
        std::ignore = models(stage.client);
        QVERIFY(stage.server.count(route.toLatin1()) > 0);
        QCOMPARE(stage.server.turnedAway(), QByteArrayList());
    }

    void aForgottenSessionIsRenewedOnce_data()
    {
        QTest::addColumn<bool>("forever");
        QTest::newRow("4 invalid_session_id once, then success with the new id") << false;
        QTest::newRow("4 invalid_session_id forever") << true;
    }
    void aForgottenSessionIsRenewedOnce()
    {
        QFETCH(bool, forever);
        ScriptedServer server;
        SwarmClient client(m_network, {.url = server.url()});
        inquire(client);
        for (const auto *route : {"GetCurrentStatus", "ListModels"})
            server.on(route, {forgotten()});
        server.on("ListBackends", forever ? Script{forgotten()} : Script{reply("{}")});
        if (!forever)
            server.on("ListModels", {reply("{'files':[]}")});
        const auto facts = inquire(client);
        QCOMPARE(facts->state, State::Online);
        QCOMPARE(facts->backends.has_value(), !forever);
        QCOMPARE(server.count("GetNewSession"), 2);
        QCOMPARE(server.asked("ListBackends").last().body["session_id"_L1].toString(), u"s2"_s);
        const auto listed = models(client);
        QCOMPARE(bool(*listed), !forever);
        QCOMPARE(server.count("GetNewSession"), 3);
        QCOMPARE(server.count("ListModels"), 2);
        if (forever)
            QCOMPARE(listed->error().kind, Kind::NotAuthorised);
    }
};

QTEST_GUILESS_MAIN(TestContractSession)
#include "tst_contractsession.moc"

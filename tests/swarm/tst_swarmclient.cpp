// SPDX-License-Identifier: GPL-3.0-or-later
#include "scriptedserver.h"
#include "swarmclient.h"

#include <QNetworkAccessManager>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using namespace Say;
using Kind = Error::Kind;

class TestSwarmClient : public QObject
{
    Q_OBJECT
    QNetworkAccessManager m_network;

    // What one call brings; none where it never ends.
    std::optional<Result<QJsonObject>> ask(SwarmClient &client, std::chrono::milliseconds limit = 5s)
    {
        std::optional<Result<QJsonObject>> outcome;
        int ends = 0;
        SwarmCall *call = client.post(u"ListModels", {{u"path"_s, u""_s}}, limit, this);
        connect(call, &SwarmCall::finished, this, [&](const Result<QJsonObject> &reply) {
            outcome.emplace(reply);
            ++ends;
        });
        [&] { QVERIFY(!outcome); }(); // never from inside the call
        [&] { QTRY_VERIFY(outcome); }();
        QTest::qWait(10);
        [&] { QCOMPARE(ends, 1); }();
        return outcome;
    }

private Q_SLOTS:
    void typedAddressesAreRead_data()
    {
        QTest::addColumn<QString>("typed");
        QTest::addColumn<QString>("url");
        QTest::newRow("whole") << u"http://localhost:7801"_s << u"http://localhost:7801"_s;
        QTest::newRow("without a scheme") << u" localhost:7801 "_s << u"http://localhost:7801"_s;
        QTest::newRow("name alone") << u"studio"_s << u"http://studio"_s;
        QTest::newRow("slash") << u"http://studio:7801/"_s << u"http://studio:7801"_s;
        QTest::newRow("path") << u"https://host/swarm/"_s << u"https://host/swarm"_s;
        QTest::newRow("socket") << u"ws://studio:7801"_s << u"http://studio:7801"_s;
        QTest::newRow("safe socket") << u"wss://studio"_s << u"https://studio"_s;
        QTest::newRow("IPv6") << u"[::1]:7801"_s << u"http://[::1]:7801"_s;
        QTest::newRow("secrets") << u"http://ada:secret@studio:7801/?token=x#y"_s << u"http://studio:7801"_s;
        QTest::newRow("upper case") << u"HTTP://Studio:7801"_s << u"http://studio:7801"_s;
        QTest::newRow("as the browser shows it")
            << u"http://studio:7801/swarm/Text2Image"_s << u"http://studio:7801/swarm"_s;
        QTest::newRow("a port alone") << u"7801"_s << QString();
        QTest::newRow("empty") << u""_s << QString();
        QTest::newRow("other scheme") << u"ftp://studio"_s << QString();
        QTest::newRow("no host") << u"http://"_s << QString();
        QTest::newRow("no port") << u"http://studio:port"_s << QString();
        QTest::newRow("port 0") << u"studio:0"_s << QString();
        QTest::newRow("spaces") << u"my studio"_s << QString();
    }
    void typedAddressesAreRead()
    {
        QFETCH(QString, typed);
        QFETCH(QString, url);
        const Result<QUrl> read = serverUrlFrom(typed);
        QCOMPARE(bool(read), !url.isEmpty());
        if (read)
            QCOMPARE(read->toString(), url);
        else
            QCOMPARE(read.error().kind, Kind::Usage);
    }

    void aWrongAddressIsShownWithoutItsSecrets()
    {
        const Result<QUrl> read = serverUrlFrom(u"ftp://ada:secret@studio/?token=hidden"_s);
        QVERIFY(!read);
        QVERIFY(!read.error().sentence().contains("secret"_L1));
        QVERIFY(!read.error().sentence().contains("hidden"_L1));
    }

    void callsAreWhatTheServerWants()
    {
        ScriptedServer server;
        server.on("ListModels", {reply("{'files':[]}")});
        SwarmClient client(m_network,
                           {.url = server.url(), .authorization = "Bearer abc", .swarmToken = "61.b.c"});
        const auto outcome = ask(client);
        QVERIFY(*outcome);
        const WireRequest wire = server.asked("ListModels").first().wire;
        QCOMPARE(wire.method, "POST");
        QCOMPARE(wire.target, "/API/ListModels");
        QCOMPARE(wire.header("Content-Type"), "application/json");
        QCOMPARE(wire.header("Content-Length"), QByteArray::number(wire.body.size()));
        QCOMPARE(wire.header("Transfer-Encoding"), QByteArray());
        QVERIFY(wire.header("User-Agent").startsWith("asset-generator/"));
        QCOMPARE(wire.header("Authorization"), "Bearer abc");
        QCOMPARE(wire.header("Cookie"), "swarm_token=61.b.c");
        QCOMPARE(wire.body, R"({"path":""})");
    }

    void aRequestThatGoesOutOnceHasALengthToo()
    {
        ScriptedServer server;
        server.on("GenerateText2Image", {reply("{'images':[]}")});
        SwarmClient client(m_network, {.url = server.url()});
        bool over = false;
        SwarmCall *call
            = client.postOnce(u"GenerateText2Image", {{u"prompt"_s, QString(300'000, u'ä')}}, this);
        connect(call, &SwarmCall::finished, this,
                [&](const Result<QJsonObject> &reply) { over = bool(reply); });
        QTRY_VERIFY(over);
        const WireRequest wire = server.asked("GenerateText2Image").first().wire;
        QCOMPARE(wire.header("Content-Length").toInt(), wire.body.size());
        QVERIFY(wire.body.size() > 600'000);
        QCOMPARE(wire.header("Transfer-Encoding"), QByteArray());
    }

    void withoutSecretsNoneAreSent()
    {
        ScriptedServer server;
        SwarmClient client(m_network, {.url = server.url()});
        ask(client);
        const WireRequest wire = server.asked("ListModels").first().wire;
        QCOMPARE(wire.header("Authorization"), QByteArray());
        QCOMPARE(wire.header("Cookie"), QByteArray());
    }

    void cookiesOfTheServerAreNotKept()
    {
        ScriptedServer server;
        server.on(
            "ListModels",
            {raw("HTTP/1.1 200 OK\r\nContent-Length: 2\r\nSet-Cookie: swarm_token=evil; path=/\r\n\r\n{}")});
        SwarmClient client(m_network, {.url = server.url()});
        ask(client);
        ask(client);
        QCOMPARE(server.asked("ListModels").last().wire.header("Cookie"), QByteArray());
    }

    void theSocketGetsTheSameSecrets()
    {
        SwarmClient client(
            m_network,
            {.url = QUrl(u"https://h/p"_s), .authorization = "Bearer abc", .swarmToken = "61.b.c"});
        const QNetworkRequest request = client.socketRequest(u"GenerateText2ImageWS");
        QCOMPARE(request.url(), QUrl(u"wss://h/p/API/GenerateText2ImageWS"_s));
        QCOMPARE(request.rawHeader("Authorization"), "Bearer abc");
        QCOMPARE(request.rawHeader("Cookie"), "swarm_token=61.b.c");
    }

    void nobodyThereIsUnreachable()
    {
        SwarmClient client(m_network, {.url = QUrl(u"http://127.0.0.1:1"_s)});
        const auto outcome = ask(client);
        QVERIFY(outcome && !*outcome);
        QCOMPARE(outcome->error().kind, Kind::Unreachable);
        QCOMPARE(outcome->error().details["cause"_L1].toString(), u"connection refused"_s);
    }

    void aDeletedCallTellsNothing()
    {
        ScriptedServer server;
        server.on("ListModels", {wait(50ms), reply("{}")});
        SwarmClient client(m_network, {.url = server.url()});
        int ends = 0;
        auto owner = std::make_unique<QObject>();
        SwarmCall *call = client.post(u"ListModels", {}, 0ms, owner.get());
        connect(call, &SwarmCall::finished, this, [&] { ++ends; });
        owner.reset();
        QTest::qWait(100);
        QCOMPARE(ends, 0);
    }

    void slowAnswers_data()
    {
        QTest::addColumn<bool>("isPatient");
        QTest::newRow("who is patient gets it") << true;
        QTest::newRow("who is not does without") << false;
    }
    void slowAnswers()
    {
        QFETCH(bool, isPatient);
        ScriptedServer server;
        ScriptedServer::Script slow{raw("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n{")};
        for (int i = 0; i < 8; ++i)
            slow += {wait(80ms), raw(" ")};
        slow += raw("}");
        server.on("ListModels", slow);
        SwarmClient client(m_network, {.url = server.url()});
        std::optional<Result<QJsonObject>> outcome;
        const SwarmCall *call = isPatient ? client.postPatiently(u"ListModels", {}, this, 400ms)
                                          : client.post(u"ListModels", {}, 400ms, this);
        connect(call, &SwarmCall::finished, this, [&](const Result<QJsonObject> &r) { outcome.emplace(r); });
        QTRY_VERIFY(outcome);
        QCOMPARE(bool(*outcome), isPatient);
        if (!*outcome) {
            QCOMPARE(outcome->error().kind, Kind::Timeout);
            QVERIFY(outcome->error().message.contains("did not come to its end in time"_L1));
        }
    }

    void whatIsTooLargeIsNoAnswer_data()
    {
        QTest::addColumn<QString>("route");
        QTest::addColumn<bool>("isTaken");
        QTest::newRow("a state") << u"GetCurrentStatus"_s << false;
        QTest::newRow("a list of models") << u"ListModels"_s << true;
    }
    void whatIsTooLargeIsNoAnswer()
    {
        QFETCH(QString, route);
        ScriptedServer server;
        server.on(route.toUtf8(), {reply("{'x':'" + QByteArray(5 * 1024 * 1024, 'x') + "'}")});
        SwarmClient client(m_network, {.url = server.url()});
        std::optional<Result<QJsonObject>> outcome;
        const SwarmCall *call = client.post(route, {}, 5s, this);
        connect(call, &SwarmCall::finished, this, [&](const Result<QJsonObject> &r) { outcome.emplace(r); });
        QTRY_VERIFY(outcome);
        QTEST(bool(*outcome), "isTaken");
        if (!*outcome)
            QCOMPARE(outcome->error().kind, Kind::BadReply);
    }
};

QTEST_GUILESS_MAIN(TestSwarmClient)
#include "tst_swarmclient.moc"

// SPDX-License-Identifier: GPL-3.0-or-later
#include "scriptedserver.h"
#include "serverinquiry.h"
#include "swarmclient.h"

#include <QNetworkAccessManager>
#include <QTest>
#include <QTimer>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace
{

/// A keychain that answers after a moment.
class SlowSource final : public CredentialSource
{
public:
    Credentials known = {};
    int asked = 0;

    void find(const ServerAddress &, QObject *context, const Take &take) override
    {
        ++asked;
        QTimer::singleShot(20ms, context, [this, take] { take(known); });
    }
};

} // namespace

/// What a client does where the server wants a sign-in and somebody may know one.
class TestCredentialSource : public QObject
{
    Q_OBJECT
    QNetworkAccessManager m_network;

    /// The answers of so many calls at once.
    QList<Result<QJsonObject>> ask(SwarmClient &client, int calls = 1)
    {
        QList<Result<QJsonObject>> outcomes;
        for (int i = 0; i < calls; ++i) {
            SwarmCall *call = client.post(u"GetNewSession", {}, 4s, this);
            connect(call, &SwarmCall::finished, this, [&](const Result<QJsonObject> &r) { outcomes << r; });
        }
        [&] { QTRY_COMPARE(outcomes.size(), calls); }();
        return outcomes;
    }

private Q_SLOTS:
    void whatIsFoundIsShownAtOnce_data()
    {
        QTest::addColumn<ScriptedServer::Step>("refusal");
        QTest::addColumn<QByteArray>("authorization");
        QTest::addColumn<QByteArray>("token");
        QTest::newRow("an account") << Say::reply("{'error':'Invalid or unauthorized.'}") << QByteArray()
                                    << QByteArray("61.b.c");
        QTest::newRow("a header") << Say::raw(
            "HTTP/1.1 401 Unauthorized\r\nContent-Length: 12\r\n\r\nUnauthorized")
                                  << QByteArray("Bearer k") << QByteArray();
    }
    void whatIsFoundIsShownAtOnce()
    {
        QFETCH(ScriptedServer::Step, refusal);
        QFETCH(QByteArray, authorization);
        QFETCH(QByteArray, token);
        ScriptedServer server;
        server.on("GetNewSession", {refusal});
        server.on("GetNewSession", {Say::reply("{'session_id':'s'}")});
        SlowSource source;
        source.known = {.authorization = authorization, .swarmToken = token};
        SwarmClient client(m_network, {.url = server.url()});
        client.setCredentialSource(source);
        QVERIFY(ask(client).first());
        QCOMPARE(source.asked, 1);
        const auto asked = server.asked("GetNewSession");
        QCOMPARE(asked.size(), 2);
        QCOMPARE(asked[0].wire.header("Cookie"), QByteArray());
        QCOMPARE(asked[1].wire.header("Authorization"), authorization);
        QCOMPARE(asked[1].wire.header("Cookie"), token.isEmpty() ? token : "swarm_token=" + token);
        // Pictures and sockets show it, too.
        QCOMPARE(client.socketRequest(u"x").rawHeader("Authorization"), authorization);
    }

    void aServerThatLetsUsInCausesNoQuestion()
    {
        ScriptedServer server;
        SlowSource source;
        SwarmClient client(m_network, {.url = server.url()});
        client.setCredentialSource(source);
        QVERIFY(ask(client).first());
        QCOMPARE(source.asked, 0);
    }

    void whatIsNoRefusalOfThisKindCausesNone()
    {
        ScriptedServer server;
        server.on("GetNewSession", {Say::reply("{'error_id':'bad_permissions','error':'x'}", 400)});
        SlowSource source;
        SwarmClient client(m_network, {.url = server.url()});
        client.setCredentialSource(source);
        QVERIFY(!ask(client).first());
        QCOMPARE(source.asked, 0);
    }

    void nothingFoundIsTheRefusal()
    {
        ScriptedServer server;
        server.on("GetNewSession", {Say::reply("{'error':'Invalid or unauthorized.'}")});
        SlowSource source;
        SwarmClient client(m_network, {.url = server.url()});
        client.setCredentialSource(source);
        for (int i = 0; i < 2; ++i)
            QCOMPARE(ask(client).first().error().kind, Error::Kind::NotAuthorised);
        QCOMPARE(source.asked, 1);
        QCOMPARE(server.count("GetNewSession"), 2);
    }

    void whatIsRefusedAgainIsNotTriedForEver()
    {
        ScriptedServer server;
        server.on("GetNewSession", {Say::reply("{'error':'Invalid or unauthorized.'}")});
        SlowSource source;
        source.known.swarmToken = "old";
        SwarmClient client(m_network, {.url = server.url()});
        client.setCredentialSource(source);
        QVERIFY(!ask(client).first());
        QVERIFY(!ask(client).first());
        QCOMPARE(source.asked, 1);
        QCOMPARE(server.count("GetNewSession"), 3);
    }

    void callsOfOneMomentAskTogether()
    {
        ScriptedServer server;
        for (int i = 0; i < 3; ++i)
            server.on("GetNewSession", {Say::reply("{'error':'Invalid or unauthorized.'}")});
        server.on("GetNewSession", {Say::reply("{'session_id':'s'}")});
        SlowSource source;
        source.known.swarmToken = "61.b.c";
        SwarmClient client(m_network, {.url = server.url()});
        client.setCredentialSource(source);
        for (const auto &outcome : ask(client, 3))
            QVERIFY(outcome);
        QCOMPARE(source.asked, 1);
    }

    void theAnswerMayComeTooLate()
    {
        ScriptedServer server;
        server.on("GetNewSession", {Say::reply("{'error':'Invalid or unauthorized.'}")});
        SlowSource source;
        auto client = std::make_unique<SwarmClient>(m_network, ServerAddress{.url = server.url()});
        client->setCredentialSource(source);
        auto owner = std::make_unique<QObject>();
        std::ignore = client->post(u"GetNewSession", {}, 4s, owner.get());
        QTRY_COMPARE(source.asked, 1);
        owner.reset();
        client.reset();
        QTest::qWait(50); // nothing is told, nothing is touched
        QCOMPARE(server.count("GetNewSession"), 1);
    }
};

QTEST_GUILESS_MAIN(TestCredentialSource)
#include "tst_credentialsource.moc"

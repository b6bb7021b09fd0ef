// SPDX-License-Identifier: GPL-3.0-or-later
#include "loginjob.h"
#include "scriptedserver.h"

#include <QNetworkAccessManager>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace Say;
using Script = ScriptedServer::Script;

namespace
{

const QByteArray token = "7465737475736572.70ce01.facade01";
const QByteArray session = "{'session_id':'s','user_id':'testuser'}";
const QByteArray refused = "{'error':'Invalid or unauthorized.'}";

Step cookie(const QByteArray &name, const QByteArray &value)
{
    return raw("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 18\r\nSet-Cookie: "
               "other=x; path=/\r\n"
               "Set-Cookie: "
               + name + '=' + value
               + "; expires=Tue, 23 Nov 2027 02:17:05 GMT; path=/; samesite=lax; httponly\r\n\r\n"
                 "{\"success\":\"true\"}");
}

} // namespace

class TestLoginJob : public QObject
{
    Q_OBJECT
    QNetworkAccessManager m_network;

    Result<QByteArray> login(const ServerAddress &address)
    {
        std::optional<Result<QByteArray>> outcome;
        int ends = 0;
        const auto *job = new LoginJob(m_network, address, {u"testuser"_s, u"not-a-real-password"_s}, this);
        connect(job, &LoginJob::finished, this, [&](const Result<QByteArray> &r) {
            outcome.emplace(r);
            ++ends;
        });
        [&] { QTRY_VERIFY(outcome); }();
        QTest::qWait(10);
        [&] { QCOMPARE(ends, 1); }();
        return outcome ? *outcome : Result<QByteArray>(Error{});
    }

private Q_SLOTS:
    void nameAndPasswordBecomeAToken()
    {
        ScriptedServer server;
        server.on("Login", {cookie("swarm_token", token)});
        server.on("GetNewSession", {reply(session)});
        const Result<QByteArray> got
            = login({.url = server.url(), .authorization = "Bearer gate", .swarmToken = "an.old.token"});
        QVERIFY(got);
        QCOMPARE(*got, token);
        const auto asked = server.asked("Login").first();
        QCOMPARE(asked.body["username"_L1].toString(), u"testuser"_s);
        // As recorded of SwarmUI's own page.
        QCOMPARE(asked.body["password"_L1].toString(),
                 u"43235139bb472e0af3234852127428d41a5b5514ce88f1ae300e72ee8e8d9a2d"_s);
        QCOMPARE(asked.wire.header("Cookie"), QByteArray());
        QCOMPARE(asked.wire.header("Authorization"), "Bearer gate");
        QVERIFY(asked.wire.header("User-Agent").startsWith("asset-generator/"));
        const auto checked = server.asked("GetNewSession");
        QCOMPARE(checked.size(), 1);
        QCOMPARE(checked.first().wire.header("Cookie"), "swarm_token=" + token);
    }

    void whatDoesNotLeadToAToken_data()
    {
        QTest::addColumn<Script>("toLogin");
        QTest::addColumn<Script>("toSession");
        QTest::addColumn<Error::Kind>("kind");
        QTest::addColumn<QString>("words");
        using enum Error::Kind;
        const Script wrong{reply("{'error_id':'invalid_login'}")};
        QTest::newRow("wrong password") << wrong << Script{reply(refused)} << NotAuthorised
                                        << u"does not accept this name and password"_s;
        QTest::newRow("no accounts") << wrong << Script{reply(session)} << Refused
                                     << u"no sign-in is needed"_s;
        QTest::newRow("too often") << Script{reply("{'error_id':'ratelimit'}")} << Script{reply(refused)}
                                   << Refused << u"wants a pause"_s;
        QTest::newRow("old server") << Script{reply("{'error_id':'bad_route','error':'x'}", 400)}
                                    << Script{reply(refused)} << Refused << u"may be too old"_s;
        QTest::newRow("older server") << Script{raw("HTTP/1.1 302 Found\r\nLocation: /Error/404\r\n"
                                                    "Content-Length: 0\r\n\r\n")}
                                      << Script{reply(refused)} << BadReply << u"redirect"_s;
        QTest::newRow("a gate in front") << Script{reply("Unauthorized", 401)} << Script{reply(refused)}
                                         << NotAuthorised << u"without a key"_s;
        QTest::newRow("no cookie") << Script{reply("{'success':'true'}")} << Script{reply(session)}
                                   << BadReply << u"gave no token"_s;
        QTest::newRow("another cookie")
            << Script{cookie("session", token)} << Script{reply(session)} << BadReply << u"gave no token"_s;
        QTest::newRow("no token in it")
            << Script{cookie("swarm_token", "x")} << Script{reply(session)} << BadReply << u"gave no token"_s;
        QTest::newRow("a token of no use") << Script{cookie("swarm_token", token)} << Script{reply(refused)}
                                           << NotAuthorised << u"wants a sign-in"_s;
        QTest::newRow("hangs up") << Script{hangUp()} << Script{} << ConnectionLost << u"broke"_s;
    }
    void whatDoesNotLeadToAToken()
    {
        QFETCH(Script, toLogin);
        QFETCH(Script, toSession);
        QFETCH(QString, words);
        ScriptedServer server;
        server.on("Login", toLogin);
        server.on("GetNewSession", toSession);
        const Result<QByteArray> got = login({.url = server.url()});
        QVERIFY(!got);
        QTEST(got.error().kind, "kind");
        QVERIFY2(got.error().sentence().contains(words), qPrintable(got.error().sentence()));
        QVERIFY(!got.error().sentence().contains(QString::fromLatin1(token)));
        QVERIFY(!got.error().sentence().contains("not-a-real-password"_L1));
    }

    void nobodyThere()
    {
        QCOMPARE(login({.url = QUrl(u"http://127.0.0.1:1"_s)}).error().kind, Error::Kind::Unreachable);
    }
};

QTEST_GUILESS_MAIN(TestLoginJob)
#include "tst_loginjob.moc"

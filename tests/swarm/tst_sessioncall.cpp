// SPDX-License-Identifier: GPL-3.0-or-later
#include "scriptedserver.h"
#include "sessioncall.h"

#include <QNetworkAccessManager>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace Say;
using Kind = Error::Kind;

class TestSessionCall : public QObject
{
    Q_OBJECT
    QNetworkAccessManager m_network;

    std::optional<Result<QJsonObject>> ask(SwarmClient &client)
    {
        std::optional<Result<QJsonObject>> answer;
        const auto *call = new SessionCall(client, u"GetMyUserData"_s, {{u"a"_s, 1}}, this);
        connect(call, &SessionCall::finished, this, [&](const auto &reply) { answer = reply; });
        [&] { QVERIFY(!answer); }();
        [&] { QTRY_VERIFY(answer); }();
        return answer;
    }

private Q_SLOTS:
    void oneSessionServesAll()
    {
        ScriptedServer server;
        server.on("GetMyUserData", {reply("{'user_name':'ada'}")});
        SwarmClient client(m_network, {.url = server.url()});
        QCOMPARE((**ask(client))["user_name"_L1].toString(), u"ada"_s);
        QVERIFY(*ask(client));
        QCOMPARE(server.count("GetNewSession"), 1);
        const QJsonObject body = server.asked("GetMyUserData").last().body;
        QCOMPARE(body["session_id"_L1].toString(), u"s1"_s);
        QCOMPARE(body["a"_L1].toInt(), 1);
    }

    void aForgottenSessionIsMadeAnewOnce()
    {
        ScriptedServer server;
        server.on("GetMyUserData", {forgotten()});
        server.on("GetMyUserData", {reply("{'user_name':'ada'}")});
        SwarmClient client(m_network, {.url = server.url()});
        client.setInquirySession(ServerSession{.id = u"old"_s});
        QVERIFY(*ask(client));
        QCOMPARE(server.count("GetNewSession"), 1);
        QCOMPARE(server.count("GetMyUserData"), 2);
        QCOMPARE(client.inquirySession()->id, u"s1"_s);
    }

    void butNotForEver_data()
    {
        QTest::addColumn<QString>("known");
        QTest::addColumn<int>("made");
        QTest::newRow("one of before") << u"old"_s << 1;
        QTest::newRow("one that was just made") << QString() << 2;
    }
    void butNotForEver()
    {
        ScriptedServer server;
        QFETCH(QString, known);
        QFETCH(int, made);
        server.on("GetMyUserData", {forgotten()});
        SwarmClient client(m_network, {.url = server.url()});
        if (!known.isEmpty())
            client.setInquirySession(ServerSession{.id = known});
        const auto answer = ask(client);
        QVERIFY(!*answer);
        QCOMPARE(answer->error().kind, Kind::NotAuthorised);
        QCOMPARE(server.count("GetNewSession"), made);
        QCOMPARE(server.count("GetMyUserData"), 2);
    }

    void whoGetsNoSessionIsTold()
    {
        ScriptedServer server;
        server.on("GetNewSession", {reply("{'error':'Invalid or unauthorized.'}")});
        SwarmClient client(m_network, {.url = server.url()});
        QCOMPARE(ask(client)->error().kind, Kind::NotAuthorised);
        QCOMPARE(server.count("GetMyUserData"), 0);
    }
};

QTEST_GUILESS_MAIN(TestSessionCall)
#include "tst_sessioncall.moc"

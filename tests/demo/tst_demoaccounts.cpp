// SPDX-License-Identifier: GPL-3.0-or-later
// The demo server where nobody gets in without an account.
#include "demoscene.h"
#include "loginlimit.h"
#include "permissions.h"

#include <QCryptographicHash>
#include <QJsonDocument>
#include <QTest>

using namespace Qt::StringLiterals;
using Role = DemoAccount::Role;

class TestDemoAccounts : public QObject
{
    Q_OBJECT

    static DemoOptions options()
    {
        return {.stepTime = std::chrono::milliseconds(1),
                .accounts = {{u"boss"_s, u"boss's word"_s, Role::Owner},
                             {u"admin"_s, u"admin's word"_s, Role::Admin},
                             {u"anna"_s, u"anna's word"_s, Role::User},
                             {u"visitor"_s, u"visitor's word"_s, Role::Guest}}};
    }

    std::unique_ptr<DemoScene> m_scene;

    QByteArray tokenOf(const QString &user)
    {
        QByteArray token;
        m_scene->with([&](demo::DemoServer &server) { token = server.makeToken(user); });
        return token;
    }

    [[nodiscard]] RawReply post(const QByteArray &route, const QJsonObject &body,
                                const QByteArray &headers = {}) const
    {
        RawHttp connection(m_scene->port());
        connection.send(
            jsonPost("/API/" + route, QJsonDocument(body).toJson(QJsonDocument::Compact), headers));
        return connection.next();
    }

    QString sessionOf(const QString &user)
    {
        return post("GetNewSession", {}, "Cookie: a=b; swarm_token=" + tokenOf(user) + "\r\n")
            .json()["session_id"_L1]
            .toString();
    }

    [[nodiscard]] RawReply login(const QString &user, const QString &password) const
    {
        return post("Login", {{"username"_L1, user}, {"password"_L1, password}}, "User-Agent: test\r\n");
    }

    /// The path of a picture of that user.
    QByteArray pictureOf(const QString &user)
    {
        const RawReply reply
            = m_scene->post("GenerateText2Image", DemoScene::request(u"a lake"_s), sessionOf(user));
        return '/' + reply.json()["images"_L1][0].toString().toUtf8().toPercentEncoding("/");
    }

private Q_SLOTS:
    void init() { m_scene = std::make_unique<DemoScene>(options()); }

    void nobodyGetsASessionWithout_data()
    {
        QTest::addColumn<QByteArray>("headers");
        QTest::newRow("nothing") << QByteArray();
        QTest::newRow("a bad cookie") << "Cookie: swarm_token=abc\r\n"_ba;
        QTest::newRow("the form of a cookie") << "Cookie: swarm_token=616e6e61.00.00\r\n"_ba;
        QTest::newRow("a user's name") << "X-SWARM-USER_ID: boss\r\n"_ba;
    }

    void nobodyGetsASessionWithout()
    {
        QFETCH(QByteArray, headers);
        const RawReply reply = post("GetNewSession", {}, headers);
        QCOMPARE(reply.status, 200);
        QCOMPARE(reply.json(), (QJsonObject{{"error"_L1, "Invalid or unauthorized."_L1}}));
    }

    void passwords_data()
    {
        QTest::addColumn<QString>("user");
        QTest::addColumn<QString>("password");
        QTest::addColumn<bool>("good");
        // SHA-256 of "swarmclientpw:anna:anna's word"
        const QString hashed = QString::fromLatin1(
            QCryptographicHash::hash("swarmclientpw:anna:anna's word", QCryptographicHash::Sha256).toHex());
        QTest::newRow("hashed by the page") << u"anna"_s << hashed << true;
        QTest::newRow("hashed by the server")
            << u"anna"_s << u"__swarmdoprehash:swarmclientpw:anna:anna's word"_s << true;
        QTest::newRow("plain") << u"anna"_s << u"anna's word"_s << false;
        QTest::newRow("wrong") << u"anna"_s << u"__swarmdoprehash:swarmclientpw:anna:other"_s << false;
        QTest::newRow("another's") << u"admin"_s << hashed << false;
        QTest::newRow("unknown user") << u"nobody"_s << hashed << false;
    }

    void passwords()
    {
        QFETCH(QString, user);
        QFETCH(QString, password);
        QFETCH(bool, good);
        const RawReply reply = login(user, password);
        QCOMPARE(reply.status, 200);
        QCOMPARE(reply.json(),
                 good ? (QJsonObject{{"success"_L1, "true"_L1}})
                      : (QJsonObject{{"error_id"_L1, "invalid_login"_L1}}));
        const QByteArray cookie = reply.header("Set-Cookie");
        QCOMPARE(cookie.isEmpty(), !good);
        if (!good)
            return;
        QVERIFY2(cookie.endsWith("; path=/; samesite=lax; httponly"), cookie.constData());
        const QByteArray token = cookie.left(cookie.indexOf(';'));
        QCOMPARE(token.count('.'), 2);
        const RawReply session = post("GetNewSession", {}, "Cookie: " + token + "\r\n");
        QCOMPARE(session.json()["user_id"_L1].toString(), user);
    }

    void withoutAUserAgentTheServerStumbles()
    {
        const RawReply reply = post("Login", {{"username"_L1, "anna"_L1}, {"password"_L1, "x"_L1}});
        QCOMPARE(reply.status, 400);
        QCOMPARE(reply.json()["error_id"_L1].toString(), u"internal_error"_s);
    }

    void tooManyAttemptsHaveToWait()
    {
        QDateTime now(QDate(2026, 1, 5), QTime(9, 30));
        DemoOptions timed = options();
        timed.clock = [&now] { return now; };
        m_scene = std::make_unique<DemoScene>(timed);
        for (int attempt = 0; attempt < 5; ++attempt)
            QCOMPARE(login(u"anna"_s, u"x"_s).json()["error_id"_L1].toString(), u"invalid_login"_s);
        const RawReply sixth = login(u"anna"_s, u"x"_s);
        QCOMPARE(sixth.status, 200);
        QCOMPARE(sixth.json(), (QJsonObject{{"error_id"_L1, "ratelimit"_L1}}));
        now = now.addSecs(60);
        QCOMPARE(login(u"anna"_s, u"x"_s).json()["error_id"_L1].toString(), u"invalid_login"_s);
    }

    void aUserIsLimitedFromManyAddresses()
    {
        demo::LoginLimit limit;
        const QDateTime now(QDate(2026, 1, 5), QTime(9, 30));
        for (int attempt = 0; attempt < 15; ++attempt)
            QVERIFY(limit.allows(u"address %1"_s.arg(attempt), u"anna"_s, now));
        QVERIFY(!limit.allows(u"address 15"_s, u"anna"_s, now));
        QVERIFY(limit.allows(u"address 15"_s, u"boss"_s, now));
        QVERIFY(limit.allows(u"address 15"_s, u"anna"_s, now.addSecs(61)));
    }

    void roles_data()
    {
        QTest::addColumn<Role>("role");
        QTest::addColumn<QString>("may");
        QTest::addColumn<QString>("mayNot");
        QTest::newRow("owner") << Role::Owner << u"*"_s << QString();
        QTest::newRow("admin") << Role::Admin << u"view_others_outputs"_s << u"shutdown"_s;
        QTest::newRow("power user") << Role::PowerUser << u"view_backends_list"_s << u"view_others_outputs"_s;
        QTest::newRow("user") << Role::User << u"model_params"_s << u"view_backends_list"_s;
        QTest::newRow("guest") << Role::Guest << u"basic_image_generation"_s << u"model_params"_s;
    }

    void roles()
    {
        QFETCH(Role, role);
        QFETCH(QString, may);
        QFETCH(QString, mayNot);
        const QStringList permissions = demo::permissionsOf(role);
        QVERIFY(permissions.contains(may) && permissions.contains("fundamental"_L1));
        QVERIFY(!permissions.contains(mayNot));
    }

    void routesNeedPermission_data()
    {
        QTest::addColumn<QString>("user");
        QTest::addColumn<QByteArray>("route");
        QTest::addColumn<bool>("allowed");
        for (const char *route : {"ListBackends", "GetServerResourceInfo", "GetGlobalStatus"}) {
            QTest::addRow("%s, user", route) << u"anna"_s << QByteArray(route) << false;
            QTest::addRow("%s, admin", route) << u"admin"_s << QByteArray(route) << true;
            QTest::addRow("%s, owner", route) << u"boss"_s << QByteArray(route) << true;
        }
        QTest::newRow("lists") << u"anna"_s << "ListT2IParams"_ba << true;
        QTest::newRow("history, user") << u"anna"_s << "ListImages"_ba << true;
        QTest::newRow("history, guest") << u"visitor"_s << "ListImages"_ba << false;
    }

    void routesNeedPermission()
    {
        QFETCH(QString, user);
        QFETCH(QByteArray, route);
        QFETCH(bool, allowed);
        const RawReply reply = m_scene->post(route, {{"path"_L1, ""_L1}, {"depth"_L1, 1}}, sessionOf(user));
        QCOMPARE(reply.status, allowed ? 200 : 400);
        if (!allowed)
            QCOMPARE(reply.json()["error"_L1].toString(), u"You lack permissions for this route."_s);
    }

    void parametersNeedPermission_data()
    {
        QTest::addColumn<QString>("user");
        QTest::addColumn<QString>("key");
        QTest::addColumn<QString>("refused");
        QTest::newRow("backend") << u"anna"_s << u"exact_backend_id"_s << u"Exact Backend ID"_s;
        QTest::newRow("backend, owner") << u"boss"_s << u"exactbackendid"_s << QString();
        QTest::newRow("model") << u"visitor"_s << u"model"_s << u"Model"_s;
    }

    void parametersNeedPermission()
    {
        QFETCH(QString, user);
        QFETCH(QString, key);
        QFETCH(QString, refused);
        QJsonObject request = DemoScene::request(u"a lake"_s);
        if (!request.contains(key))
            request[key] = 0;
        const QJsonObject reply = m_scene->post("GenerateText2Image", request, sessionOf(user)).json();
        QCOMPARE(reply["error"_L1].toString(),
                 refused.isEmpty() ? QString()
                                   : u"You do not have permission to use parameter %1."_s.arg(refused));
    }

    void socketsNeedPermissionToo()
    {
        RawSocket socket(m_scene->port(), "/API/SelectModelWS");
        socket.sendText("{\"session_id\": \"" + sessionOf(u"anna"_s).toLatin1() + "\", \"model\": \"demo\"}");
        QVERIFY(socket.closes());
        QCOMPARE(socket.messages().size(), 1);
        QCOMPARE(socket.messages()[0]["error_id"_L1].toString(), u"bad_permissions"_s);
    }

    void picturesNeedTheCookie_data()
    {
        QTest::addColumn<QString>("whose");
        QTest::addColumn<QString>("asker");
        QTest::addColumn<QString>("errorId");
        QTest::newRow("one's own") << u"anna"_s << u"anna"_s << QString();
        QTest::newRow("nobody's") << u"anna"_s << QString() << u"invalid_user"_s;
        QTest::newRow("another's") << u"boss"_s << u"anna"_s << u"unauthorized"_s;
        QTest::newRow("an admin sees all") << u"anna"_s << u"admin"_s << QString();
    }

    void picturesNeedTheCookie()
    {
        QFETCH(QString, whose);
        QFETCH(QString, asker);
        QFETCH(QString, errorId);
        const QByteArray cookie
            = asker.isEmpty() ? QByteArray() : "Cookie: swarm_token=" + tokenOf(asker) + "\r\n";
        const RawReply reply = m_scene->get(pictureOf(whose), cookie);
        QCOMPARE(reply.status, errorId.isEmpty() ? 200 : 400);
        QCOMPARE(reply.json()["error_id"_L1].toString(), errorId);
    }

    void aSessionNeedsNoCookieAndIsNone()
    {
        const QString session = sessionOf(u"anna"_s);
        QCOMPARE(m_scene->post("GetCurrentStatus", {}, session).status, 200);
        const QByteArray picture = pictureOf(u"anna"_s);
        QCOMPARE(m_scene->get(picture, "X-Session-ID: " + session.toLatin1() + "\r\n").status, 400);
    }

    void aTokenCanBeMade()
    {
        const QString session = sessionOf(u"anna"_s);
        const RawReply reply = m_scene->post("CreateAuthToken", {{"reason"_L1, "test"_L1}}, session);
        const QByteArray token = reply.json()["token"_L1].toString().toLatin1();
        QVERIFY2(token.startsWith(QByteArray("anna").toHex() + '.'), token.constData());
        const RawReply entered = post("GetNewSession", {}, "Cookie: swarm_token=" + token + "\r\n");
        QCOMPARE(entered.json()["user_id"_L1].toString(), u"anna"_s);
    }

    void logoutEndsNothing()
    {
        const QByteArray cookie = "Cookie: swarm_token=" + tokenOf(u"anna"_s) + "\r\n";
        const QString session = post("GetNewSession", {}, cookie).json()["session_id"_L1].toString();
        const RawReply reply = m_scene->post("Logout", {}, session);
        QCOMPARE(reply.json(), (QJsonObject{{"success"_L1, "true"_L1}}));
        QVERIFY(reply.header("Set-Cookie").startsWith("swarm_token=; max-age=-1;"));
        QCOMPARE(m_scene->post("GetCurrentStatus", {}, session).status, 200);
        QVERIFY(post("GetNewSession", {}, cookie).json().contains("session_id"_L1));
    }

    void sessionsOfBeforeKeepAllRights()
    {
        DemoOptions open = options();
        open.accounts.clear();
        m_scene = std::make_unique<DemoScene>(open);
        const QString session = m_scene->newSession();
        m_scene->restart([](DemoOptions &later) { later.accounts = options().accounts; });
        QVERIFY(m_scene->newSession().isEmpty());
        QCOMPARE(m_scene->post("ListBackends", {}, session).status, 200);
        QString made;
        m_scene->with([&](demo::DemoServer &server) { made = server.makeSession(u"local"_s); });
        QCOMPARE(m_scene->post("ListBackends", {}, made).status, 200);
    }

    void tokensOutliveTheServer()
    {
        const QByteArray cookie = "Cookie: swarm_token=" + tokenOf(u"anna"_s) + "\r\n";
        m_scene->restart();
        QVERIFY(post("GetNewSession", {}, cookie).json().contains("session_id"_L1));
        m_scene->restart([](DemoOptions &later) { later.accounts.remove(2); });
        QVERIFY(!post("GetNewSession", {}, cookie).json().contains("session_id"_L1)); // the account is gone
    }

    void nobodyHasATokenWithoutAnAccount()
    {
        QCOMPARE(tokenOf(u"nobody"_s), QByteArray());
        QVERIFY(tokenOf(u"anna"_s) != tokenOf(u"anna"_s));
    }

    void olderServersHadNone()
    {
        DemoOptions old = options();
        old.asVersion = u"0.9.5"_s;
        demo::DemoServer server(old);
        const Result<> listening = server.listen();
        QVERIFY(!listening);
        QCOMPARE(listening.error().kind, Error::Kind::Usage);
        QVERIFY(listening.error().sentence().contains("accounts"_L1));
    }
};

QTEST_GUILESS_MAIN(TestDemoAccounts)
#include "tst_demoaccounts.moc"

// SPDX-License-Identifier: GPL-3.0-or-later
#include "imagefetch.h"
#include "jobsocket.h"
#include "jobwatch.h"
#include "scriptedserver.h"
#include "swarmclient.h"

#include <QBuffer>
#include <QNetworkAccessManager>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace
{

const QByteArray picture = "\x89PNG\r\n\x1a\n and so on, more than a head";

} // namespace

/// Addresses as they are typed, tried in calls, sockets and pictures; and that secrets stay at their origin.
class TestHomeOrigin : public QObject
{
    Q_OBJECT
    QNetworkAccessManager m_network;

    Result<QJsonObject> ask(SwarmClient &client)
    {
        std::optional<Result<QJsonObject>> outcome;
        SwarmCall *call = client.post(u"GetNewSession", {}, 4s, this);
        connect(call, &SwarmCall::finished, this, [&](const Result<QJsonObject> &r) { outcome.emplace(r); });
        [&] { QTRY_VERIFY(outcome); }();
        return outcome ? *outcome : Result<QJsonObject>(Error{});
    }
    Result<QString> fetch(SwarmClient &client, const QString &path)
    {
        QBuffer bytes;
        [&] { QVERIFY(bytes.open(QBuffer::WriteOnly)); }();
        ImageFetch image(client, path, bytes);
        std::optional<Result<QString>> outcome;
        connect(&image, &ImageFetch::finished, this, [&](const Result<QString> &r) { outcome.emplace(r); });
        image.start();
        [&] { QTRY_VERIFY(outcome); }();
        return outcome ? *outcome : Result<QString>(Error{});
    }

private Q_SLOTS:
    void addressesAsTyped_data()
    {
        QTest::addColumn<QHostAddress>("host");
        QTest::addColumn<QString>("typed"); ///< %1: the port
        QTest::addColumn<QByteArray>("prefix");
        const QHostAddress four(QHostAddress::LocalHost);
        const QHostAddress six(QHostAddress::LocalHostIPv6);
        QTest::newRow("plain") << four << u"http://127.0.0.1:%1"_s << QByteArray();
        QTest::newRow("without a scheme") << four << u"127.0.0.1:%1/"_s << QByteArray();
        QTest::newRow("socket") << four << u"ws://127.0.0.1:%1"_s << QByteArray();
        QTest::newRow("name") << four << u"http://localhost:%1"_s << QByteArray();
        QTest::newRow("IPv6") << six << u"http://[::1]:%1"_s << QByteArray();
        QTest::newRow("IPv6 without a scheme") << six << u"[::1]:%1"_s << QByteArray();
        QTest::newRow("IPv6 written long") << six << u"http://[0:0:0:0:0:0:0:1]:%1/"_s << QByteArray();
        QTest::newRow("path") << four << u"http://127.0.0.1:%1/swarm"_s << QByteArray("/swarm");
        QTest::newRow("path and slash") << four << u"http://127.0.0.1:%1/swarm/"_s << QByteArray("/swarm");
        QTest::newRow("path and slashes")
            << four << u"http://127.0.0.1:%1/a/swarm//"_s << QByteArray("/a/swarm");
        QTest::newRow("path with a space")
            << six << u"http://[::1]:%1/my%20swarm/"_s << QByteArray("/my%20swarm");
    }
    void addressesAsTyped()
    {
        QFETCH(QHostAddress, host);
        QFETCH(QString, typed);
        QFETCH(QByteArray, prefix);
        ScriptedServer server(WireServer::Place{.host = host});
        server.on("GenerateText2ImageWS", ScriptedServer::Script{Say::image("0")} + Say::ending());
        server.on(prefix + "/View/local/raw/0.png", {Say::reply(picture)});
        const Result<QUrl> url = serverUrlFrom(typed.replace(u"%1"_s, QString::number(server.url().port())));
        QVERIFY(url);
        SwarmClient client(m_network, {.url = *url});
        GenerateJob job(client, {.prompt = u"a fox"_s});
        JobWatch watch(job);
        job.start();
        QTRY_VERIFY_WITH_TIMEOUT(watch.isOver(), 10000);
        QCOMPARE(watch.result.images.size(), 1);
        QCOMPARE(server.asked("GetNewSession").first().wire.target, prefix + "/API/GetNewSession");
        QCOMPARE(server.asked("GenerateText2ImageWS").first().wire.target,
                 prefix + "/API/GenerateText2ImageWS");
        QVERIFY(fetch(client, u"View/local/raw/0.png"_s));
    }

    void namesOfOtherAlphabets()
    {
        const Result<QUrl> url = serverUrlFrom(u"https://m\u00fcller.example/swarm/"_s);
        QVERIFY(url);
        QCOMPARE(url->toEncoded(), "https://xn--mller-kva.example/swarm");
        QCOMPARE(originOf(*url), u"https://xn--mller-kva.example:443"_s);
    }

    void originsAreWrittenOneWay_data()
    {
        QTest::addColumn<QString>("url");
        QTest::addColumn<QString>("origin");
        QTest::newRow("with its port") << u"http://studio:7801"_s << u"http://studio:7801"_s;
        QTest::newRow("usual port") << u"http://studio"_s << u"http://studio:80"_s;
        QTest::newRow("usual port of TLS") << u"https://studio/swarm"_s << u"https://studio:443"_s;
        QTest::newRow("capitals") << u"HTTP://Studio:80/"_s << u"http://studio:80"_s;
        QTest::newRow("IPv6") << u"http://[::1]:7801"_s << u"http://[::1]:7801"_s;
    }
    void originsAreWrittenOneWay()
    {
        QFETCH(QString, url);
        QTEST(originOf(QUrl(url)), "origin");
    }

    void redirectsAreNotFollowed_data()
    {
        QTest::addColumn<int>("status");
        for (const int status : {301, 302, 303, 307, 308})
            QTest::addRow("%d", status) << status;
    }
    void redirectsAreNotFollowed()
    {
        QFETCH(int, status);
        ScriptedServer elsewhere;
        ScriptedServer server;
        const ScriptedServer::Step away
            = Say::raw("HTTP/1.1 " + QByteArray::number(status) + " Away\r\nLocation: "
                       + elsewhere.url().toEncoded() + "/API/GetNewSession\r\nContent-Length: 0\r\n\r\n");
        server.on("GetNewSession", {away});
        server.on("/View/a.png", {away});
        server.on("upgrade", {away});
        SwarmClient client(m_network,
                           {.url = server.url(), .authorization = "Bearer k", .swarmToken = "61.b.c"});
        QCOMPARE(ask(client).error().kind, Error::Kind::BadReply);
        QVERIFY(!fetch(client, u"View/a.png"_s));
        JobSocket socket({});
        bool isOpen = false;
        bool isRefused = false;
        connect(&socket, &JobSocket::opened, this, [&] { isOpen = true; });
        connect(&socket, &JobSocket::notOpened, this, [&] { isRefused = true; });
        socket.open(client.socketRequest(u"GenerateText2ImageWS"));
        QTRY_VERIFY(isRefused);
        QVERIFY(!isOpen);
        QTest::qWait(20);
        QCOMPARE(elsewhere.count("GetNewSession"), 0);
    }

    void aPictureOfAnotherHostIsAskedAtHome()
    {
        // What a server names as a path stays a path: our cookie goes nowhere else.
        ScriptedServer elsewhere;
        ScriptedServer server;
        SwarmClient client(m_network, {.url = server.url(), .swarmToken = "61.b.c"});
        QVERIFY(!fetch(client, elsewhere.url().toString() + u"/View/a.png"_s));
        QVERIFY(!fetch(client, u"//127.0.0.1:%1/View/a.png"_s.arg(elsewhere.url().port())));
        QCOMPARE(elsewhere.count("/View/a.png"), 0);
    }
};

QTEST_GUILESS_MAIN(TestHomeOrigin)
#include "tst_homeorigin.moc"

// SPDX-License-Identifier: GPL-3.0-or-later
#include "environmentproxies.h"
#include "imagefetch.h"
#include "jobwatch.h"
#include "scriptedserver.h"
#include "smallproxy.h"
#include "swarmclient.h"

#include <QBuffer>
#include <QNetworkAccessManager>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

/// Calls, sockets and pictures through a proxy, to a server whose name only the proxy can find.
class TestThroughProxy : public QObject
{
    Q_OBJECT
    std::unique_ptr<ScriptedServer> m_server;
    std::unique_ptr<SmallProxy> m_proxy;
    std::unique_ptr<QNetworkAccessManager> m_network;

    static void use(const QString &proxy, const QString &exempt = {})
    {
        QProcessEnvironment environment;
        environment.insert(u"all_proxy"_s, proxy);
        environment.insert(u"no_proxy"_s, exempt);
        QNetworkProxyFactory::setApplicationProxyFactory(new EnvironmentProxies(environment));
    }
    [[nodiscard]] QString proxyUrl(const QString &signIn = {}) const
    {
        return "http://"_L1 + signIn + u"127.0.0.1:%1"_s.arg(m_proxy->port());
    }
    Result<QJsonObject> ask(const QUrl &url)
    {
        SwarmClient client(*m_network, {.url = url, .swarmToken = "61.b.c"});
        std::optional<Result<QJsonObject>> outcome;
        SwarmCall *call = client.post(u"GetNewSession", {}, 4s, this);
        connect(call, &SwarmCall::finished, this, [&](const Result<QJsonObject> &r) { outcome.emplace(r); });
        [&] { QTRY_VERIFY(outcome); }();
        return outcome ? *outcome : Result<QJsonObject>(Error{});
    }

private Q_SLOTS:
    void init()
    {
        m_server = std::make_unique<ScriptedServer>();
        m_proxy = std::make_unique<SmallProxy>(quint16(m_server->url().port()));
        m_network = std::make_unique<QNetworkAccessManager>();
    }
    void cleanup() { QNetworkProxyFactory::setApplicationProxyFactory(nullptr); }

    void aCallIsHandedOn()
    {
        use(proxyUrl());
        QVERIFY(ask(QUrl(u"http://studio.invalid:7801"_s)));
        QCOMPARE(m_proxy->asked(), QStringList{u"POST http://studio.invalid:7801/API/GetNewSession"_s});
        QCOMPARE(m_server->count("GetNewSession"), 1);
    }

    void aJobGoesThroughATunnel()
    {
        use(proxyUrl());
        m_server->on("GenerateText2ImageWS", ScriptedServer::Script{Say::image("0")} + Say::ending());
        SwarmClient client(*m_network, {.url = QUrl(u"http://studio.invalid:7801"_s)});
        GenerateJob job(client, {.prompt = u"a fox"_s});
        JobWatch watch(job);
        job.start();
        QTRY_VERIFY_WITH_TIMEOUT(watch.isOver(), 10000);
        QCOMPARE(watch.result.images.size(), 1);
        QVERIFY(m_proxy->asked().contains(u"CONNECT studio.invalid:7801"_s));
        QCOMPARE(m_server->count("GenerateText2ImageWS"), 1);
    }

    void aSecureLineIsATunnel()
    {
        use(proxyUrl());
        QVERIFY(!ask(QUrl(u"https://studio.invalid"_s))); // our server speaks no TLS
        QCOMPARE(m_proxy->asked(), QStringList{u"CONNECT studio.invalid:443"_s});
        QVERIFY(!m_proxy->heard().contains("61.b.c")); // the proxy sees no secret of the server
    }

    void aPictureToo()
    {
        use(proxyUrl());
        const QByteArray png = "\x89PNG\r\n\x1a\n and so on, more than a head";
        m_server->on("/View/a.png", {Say::reply(png)});
        SwarmClient client(*m_network, {.url = QUrl(u"http://studio.invalid:7801"_s)});
        QBuffer bytes;
        QVERIFY(bytes.open(QBuffer::WriteOnly));
        ImageFetch fetch(client, u"View/a.png"_s, bytes);
        std::optional<bool> isFetched;
        connect(&fetch, &ImageFetch::finished, this, [&](const Result<QString> &r) { isFetched = bool(r); });
        fetch.start();
        QTRY_VERIFY(isFetched);
        QVERIFY(*isFetched);
        QCOMPARE(m_proxy->asked(), QStringList{u"GET http://studio.invalid:7801/View/a.png"_s});
    }

    void loopbackAndExemptServersGoStraight()
    {
        use(proxyUrl(), u"studio.invalid"_s);
        QVERIFY(ask(m_server->url()));
        QVERIFY(!ask(QUrl(u"http://studio.invalid:7801"_s)));
        QCOMPARE(m_proxy->asked(), QStringList());
    }

    void signedIn()
    {
        m_proxy->wanted = "ada:s@cret";
        use(proxyUrl(u"ada:s%40cret@"_s));
        const Result<QJsonObject> answer = ask(QUrl(u"http://studio.invalid:7801"_s));
        QVERIFY2(answer, qPrintable(answer ? QString() : answer.error().sentence()));
        m_server->on("GenerateText2ImageWS", ScriptedServer::Script{Say::image("0")} + Say::ending());
        SwarmClient client(*m_network, {.url = QUrl(u"http://studio.invalid:7801"_s)});
        GenerateJob job(client, {.prompt = u"a fox"_s});
        JobWatch watch(job);
        job.start();
        QTRY_VERIFY_WITH_TIMEOUT(watch.isOver(), 10000);
        QCOMPARE(m_server->count("GenerateText2ImageWS"), 1);
        // What goes through the tunnel does not hold what opened it.
        QCOMPARE(m_server->asked("GenerateText2ImageWS").first().wire.header("Proxy-Authorization"),
                 QByteArray());
    }

    void whatAProxyMayDo_data()
    {
        QTest::addColumn<QString>("wanted");
        QTest::addColumn<QString>("signIn");
        QTest::addColumn<bool>("isThere");
        QTest::addColumn<QString>("server");
        QTest::addColumn<QString>("words");
        const QString http = u"http://studio.invalid:7801"_s;
        const QString https = u"https://studio.invalid"_s;
        const QString wants = u"wants a sign-in, or refuses this one"_s;
        QTest::newRow("wants a sign-in") << u"ada:x"_s << u""_s << true << http << wants;
        QTest::newRow("refuses a sign-in") << u"ada:x"_s << u"ada:hidden@"_s << true << http << wants;
        QTest::newRow("wants a sign-in for a tunnel") << u"ada:x"_s << u""_s << true << https << wants;
        QTest::newRow("is down") << u""_s << u"ada:hidden@"_s << false << http << u"refuses connections"_s;
        QTest::newRow("is down for a tunnel")
            << u""_s << u""_s << false << https << u"does not lead there (Proxy connection refused)"_s;
    }
    void whatAProxyMayDo()
    {
        QFETCH(QString, wanted);
        QFETCH(QString, signIn);
        QFETCH(bool, isThere);
        QFETCH(QString, server);
        QFETCH(QString, words);
        m_proxy->wanted = wanted.toLatin1();
        use(proxyUrl(signIn));
        const QString name = u"127.0.0.1:%1"_s.arg(m_proxy->port());
        if (!isThere)
            m_proxy.reset();
        const Result<QJsonObject> answer = ask(QUrl(server));
        QVERIFY(!answer);
        QCOMPARE(answer.error().kind, Error::Kind::Unreachable);
        const QString expected = u"The server %1 cannot be reached: the proxy %2 %3."_s.arg(
            QUrl(server).authority(), name, words);
        QCOMPARE(answer.error().message, expected);
        QVERIFY(!answer.error().sentence().contains("hidden"_L1));
        QCOMPARE(m_server->count("GetNewSession"), 0); // never straight in its place
    }

    void aProxyThatIsNotFound()
    {
        use(u"http://proxy.invalid:3128"_s);
        const Result<QJsonObject> answer = ask(QUrl(u"http://studio.invalid:7801"_s));
        QVERIFY(!answer);
        QVERIFY2(answer.error().message.contains("the proxy proxy.invalid:3128 is not found"_L1),
                 qPrintable(answer.error().message));
    }

    void aProxyThatForbids()
    {
        m_proxy->refuses = true;
        use(proxyUrl());
        const Result<QJsonObject> tunnel = ask(QUrl(u"https://studio.invalid"_s));
        QVERIFY(!tunnel);
        QVERIFY2(tunnel.error().message.contains("does not lead there"_L1),
                 qPrintable(tunnel.error().message));
    }
};

QTEST_GUILESS_MAIN(TestThroughProxy)
#include "tst_throughproxy.moc"

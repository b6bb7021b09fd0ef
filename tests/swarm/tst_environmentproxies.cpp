// SPDX-License-Identifier: GPL-3.0-or-later
#include "environmentproxies.h"

#include <QTest>

using namespace Qt::StringLiterals;

class TestEnvironmentProxies : public QObject
{
    Q_OBJECT
    using Variables = QList<std::pair<QString, QString>>;

    [[nodiscard]] static EnvironmentProxies proxies(const Variables &variables)
    {
        QProcessEnvironment environment;
        for (const auto &[name, value] : variables)
            environment.insert(name, value);
        return EnvironmentProxies(environment);
    }

private Q_SLOTS:
    void theVariableOfTheSchemeCounts_data()
    {
        QTest::addColumn<Variables>("variables");
        QTest::addColumn<QString>("server");
        QTest::addColumn<QString>("proxy");
        const Variables http{{u"http_proxy"_s, u"http://p:3128"_s}};
        const Variables https{{u"https_proxy"_s, u"http://p:3128"_s}};
        const Variables all{{u"all_proxy"_s, u"http://p:3128"_s}};
        QTest::newRow("none") << Variables{} << u"http://studio:7801"_s << QString();
        QTest::newRow("http") << http << u"http://studio:7801"_s << u"p:3128"_s;
        QTest::newRow("http for a socket") << http << u"ws://studio:7801"_s << u"p:3128"_s;
        QTest::newRow("http for https") << http << u"https://studio"_s << QString();
        QTest::newRow("https") << https << u"https://studio"_s << u"p:3128"_s;
        QTest::newRow("https for a socket") << https << u"wss://studio"_s << u"p:3128"_s;
        QTest::newRow("all for both") << all << u"https://studio"_s << u"p:3128"_s;
        QTest::newRow("its own before all")
            << Variables{{u"all_proxy"_s, u"a:1"_s}, {u"http_proxy"_s, u"h:2"_s}} << u"http://studio"_s
            << u"h:2"_s;
        QTest::newRow("capitals") << Variables{{u"HTTPS_PROXY"_s, u"p:1"_s}} << u"https://studio"_s
                                  << u"p:1"_s;
        QTest::newRow("small before capitals")
            << Variables{{u"HTTP_PROXY"_s, u"big:1"_s}, {u"http_proxy"_s, u"small:1"_s}} << u"http://studio"_s
            << u"small:1"_s;
        QTest::newRow("a visitor's header")
            << Variables{{u"HTTP_PROXY"_s, u"evil:1"_s}, {u"REQUEST_METHOD"_s, u"GET"_s}}
            << u"http://studio"_s << QString();
        QTest::newRow("empty is none")
            << Variables{{u"http_proxy"_s, u""_s}} << u"http://studio"_s << QString();
        QTest::newRow("without a port")
            << Variables{{u"http_proxy"_s, u"http://p"_s}} << u"http://studio"_s << u"p:1080"_s;
        QTest::newRow("IPv6") << Variables{{u"http_proxy"_s, u"http://[fd00::1]:3128"_s}}
                              << u"http://studio"_s << u"[fd00::1]:3128"_s;
        QTest::newRow("SOCKS") << Variables{{u"all_proxy"_s, u"socks5h://p:1081"_s}} << u"http://studio"_s
                               << u"p:1081"_s;
    }
    void theVariableOfTheSchemeCounts()
    {
        QFETCH(Variables, variables);
        QFETCH(QString, server);
        const Result<QNetworkProxy> proxy = proxies(variables).proxyFor(QUrl(server));
        QVERIFY(proxy);
        QTEST(proxyName(*proxy), "proxy");
    }

    void exemptServers_data()
    {
        QTest::addColumn<QString>("exempt");
        QTest::addColumn<QString>("server");
        QTest::addColumn<bool>("straight");
        const QString studio = u"http://studio.example:7801"_s;
        QTest::newRow("nobody") << u""_s << studio << false;
        QTest::newRow("everybody") << u"*"_s << studio << true;
        QTest::newRow("the host") << u"other, studio.example"_s << studio << true;
        QTest::newRow("its domain") << u"example"_s << studio << true;
        QTest::newRow("its domain with a point") << u".example"_s << studio << true;
        QTest::newRow("a part of the name") << u"dio.example"_s << studio << false;
        QTest::newRow("in capitals") << u"STUDIO.Example."_s << studio << true;
        QTest::newRow("with its port") << u"studio.example:7801"_s << studio << true;
        QTest::newRow("with another port") << u"studio.example:80"_s << studio << false;
        QTest::newRow("spaces between") << u"a studio.example b"_s << studio << true;
        QTest::newRow("an address") << u"10.0.0.7"_s << u"http://10.0.0.7:7801"_s << true;
        QTest::newRow("a block") << u"10.0.0.0/8"_s << u"http://10.1.2.3"_s << true;
        QTest::newRow("another block") << u"10.0.0.0/24"_s << u"http://10.1.2.3"_s << false;
        QTest::newRow("IPv6") << u"fd00::7"_s << u"http://[fd00::7]:7801"_s << true;
        QTest::newRow("a block of IPv6") << u"fd00::/8"_s << u"http://[fd00::7]:7801"_s << true;
        QTest::newRow("localhost") << u""_s << u"http://localhost:7801"_s << true;
        QTest::newRow("below localhost") << u""_s << u"http://swarm.localhost:7801"_s << true;
        QTest::newRow("loopback") << u""_s << u"http://127.0.0.2:7801"_s << true;
        QTest::newRow("loopback of IPv6") << u""_s << u"http://[::1]:7801"_s << true;
        QTest::newRow("looks like localhost") << u""_s << u"http://localhost.example"_s << false;
        QTest::newRow("nonsense") << u"/,:,[,]"_s << studio << false;
    }
    void exemptServers()
    {
        QFETCH(QString, exempt);
        QFETCH(QString, server);
        const auto some = proxies({{u"http_proxy"_s, u"http://p:3128"_s}, {u"no_proxy"_s, exempt}});
        const Result<QNetworkProxy> proxy = some.proxyFor(QUrl(server));
        QVERIFY(proxy);
        QTEST(proxyName(*proxy).isEmpty(), "straight");
    }

    void nameAndPasswordAreNotInItsName()
    {
        const auto proxy = proxies({{u"http_proxy"_s, u"http://ada:s%40cret@p:3128/"_s}})
                               .proxyFor(QUrl(u"http://studio"_s));
        QVERIFY(proxy);
        QCOMPARE(proxy->user(), u"ada"_s);
        QCOMPARE(proxy->password(), u"s@cret"_s);
        QCOMPARE(proxyName(*proxy), u"p:3128"_s);
    }

    void whatIsNoProxyIsSaidWithoutItsPassword_data()
    {
        QTest::addColumn<QString>("value");
        QTest::newRow("no host") << u"http://:secret@"_s;
        QTest::newRow("TLS to the proxy") << u"https://ada:secret@p:3128"_s;
        QTest::newRow("an old kind") << u"socks4://ada:secret@p"_s;
        QTest::newRow("no port") << u"http://ada:secret@p:port"_s;
    }
    void whatIsNoProxyIsSaidWithoutItsPassword()
    {
        QFETCH(QString, value);
        auto some = proxies({{u"ALL_PROXY"_s, value}});
        const Result<QNetworkProxy> proxy = some.proxyFor(QUrl(u"https://studio"_s));
        QVERIFY(!proxy);
        QCOMPARE(proxy.error().kind, Error::Kind::Usage);
        QVERIFY(proxy.error().message.contains("ALL_PROXY"_L1));
        QVERIFY(!proxy.error().sentence().contains("secret"_L1));
        // A connection that is made all the same does not go straight.
        const QList<QNetworkProxy> used = some.queryProxy(QNetworkProxyQuery(QUrl(u"https://studio"_s)));
        QCOMPARE(proxyName(used.first()), u"proxy.invalid:1080"_s);
    }
};

QTEST_GUILESS_MAIN(TestEnvironmentProxies)
#include "tst_environmentproxies.moc"

// SPDX-License-Identifier: GPL-3.0-or-later
#include "swarmclients.h"

#include <QNetworkAccessManager>
#include <QTest>

using namespace Qt::StringLiterals;

class TestSwarmClients : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void secretsGoToTheMainServerOnly_data();
    void secretsGoToTheMainServerOnly();
    void thereIsOneForEachServer();
    void anotherMainServer();

private:
    QNetworkAccessManager m_network;
    std::unique_ptr<SwarmClients> m_clients;
};

void TestSwarmClients::init()
{
    m_clients = std::make_unique<SwarmClients>(
        m_network, ServerAddress{.url = QUrl(u"http://studio:7801"_s), .authorization = "Bearer secret"});
}

void TestSwarmClients::secretsGoToTheMainServerOnly_data()
{
    QTest::addColumn<QUrl>("server");
    QTest::addColumn<bool>("secret");

    QTest::newRow("the main one") << QUrl(u"http://studio:7801"_s) << true;
    QTest::newRow("written with a slash") << QUrl(u"http://studio:7801/"_s) << true;
    QTest::newRow("another host") << QUrl(u"http://evil:7801"_s) << false;
    QTest::newRow("another port") << QUrl(u"http://studio:7802"_s) << false;
    QTest::newRow("another scheme") << QUrl(u"https://studio:7801"_s) << false;
}

void TestSwarmClients::secretsGoToTheMainServerOnly()
{
    QFETCH(QUrl, server);
    QFETCH(bool, secret);
    QCOMPARE(!m_clients->of(server).address().authorization.isEmpty(), secret);
}

void TestSwarmClients::thereIsOneForEachServer()
{
    SwarmClient &main = m_clients->main();
    QCOMPARE(&m_clients->of(QUrl(u"http://studio:7801"_s)), &main);
    QVERIFY(&m_clients->of(QUrl(u"http://other:7801"_s)) != &main);
}

void TestSwarmClients::anotherMainServer()
{
    SwarmClient &before = m_clients->main();
    m_clients->setMain({.url = QUrl(u"http://127.0.0.1:4711"_s)});
    QCOMPARE(m_clients->main().address().url, QUrl(u"http://127.0.0.1:4711"_s));
    QVERIFY(m_clients->main().address().authorization.isEmpty());
    QCOMPARE(&m_clients->of(QUrl(u"http://studio:7801"_s)), &before); // its sessions go on
}

QTEST_GUILESS_MAIN(TestSwarmClients)
#include "tst_swarmclients.moc"

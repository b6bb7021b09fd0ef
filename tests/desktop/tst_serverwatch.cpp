// SPDX-License-Identifier: GPL-3.0-or-later
#include "scriptedserver.h"
#include "serverwatch.h"

#include <QNetworkAccessManager>
#include <QSignalSpy>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using namespace Say;
using State = ServerFacts::State;

class TestServerWatch : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void aHealthyServerIsOnline();
    void itIsAskedOnlyWithAReason();
    void whileSessionsLiveItIsAskedAgain();
    void anOldAnswerIsRenewed();
    void offlineIsSaidAfterTwoFailures();
    void whoeverLooksSeesItComeBack();
    void modelsAreListed();
    void anotherServerStartsAnew();

private:
    static constexpr ServerWatch::Pauses quick{.between = 100ms, .secondTry = 100ms, .old = 60000ms};
    [[nodiscard]] int asked() const { return m_server->count("ListBackends"); }
    void makeWatch(const QUrl &url, ServerWatch::Pauses pauses = quick)
    {
        m_watch.reset();
        m_clients = std::make_unique<SwarmClients>(m_network, ServerAddress{.url = url});
        m_watch = std::make_unique<ServerWatch>(*m_clients, pauses, [this] { return m_time; });
    }
    /// Where nobody listens.
    static QUrl nobody() { return QUrl(u"http://127.0.0.1:9"_s); }

    QNetworkAccessManager m_network;
    std::chrono::milliseconds m_time{0};
    std::unique_ptr<ScriptedServer> m_server;
    std::unique_ptr<SwarmClients> m_clients;
    std::unique_ptr<ServerWatch> m_watch;
};

void TestServerWatch::init()
{
    m_server = std::make_unique<ScriptedServer>();
    m_server->on("ListBackends", {reply("{}")});
    m_server->on("ListModels", {reply("{'folders':[],'files':[{'name':'a.safetensors','loaded':true}]}")});
    m_server->on("GetGlobalStatus", {reply(status(0, 0, 0, 0).bytes)});
    makeWatch(m_server->url());
}

void TestServerWatch::aHealthyServerIsOnline()
{
    QCOMPARE(m_watch->facts().state, State::Unknown);
    QCOMPARE(m_watch->facts().server, m_server->url());
    m_watch->check();
    QTRY_COMPARE(m_watch->facts().state, State::Online);
}

void TestServerWatch::itIsAskedOnlyWithAReason()
{
    m_watch->check();
    QTRY_COMPARE(m_watch->facts().state, State::Online);
    m_watch->setLookedAt(true); // it answers: no reason
    const int before = asked();
    QTest::qWait(350);
    QCOMPARE(asked(), before);
}

void TestServerWatch::whileSessionsLiveItIsAskedAgain()
{
    m_watch->check();
    QTRY_COMPARE(m_watch->facts().state, State::Online);
    m_watch->setSessionsLive(true);
    const int before = asked();
    QTRY_VERIFY(asked() >= before + 2);
    m_watch->setSessionsLive(false);
    QTest::qWait(150);
    const int then = asked();
    QTest::qWait(300);
    QCOMPARE(asked(), then);
}

void TestServerWatch::anOldAnswerIsRenewed()
{
    m_watch->check();
    QTRY_COMPARE(m_watch->facts().state, State::Online);
    const int before = asked();
    m_time += 59s;
    m_watch->checkIfOld();
    QTest::qWait(100);
    QCOMPARE(asked(), before);
    m_time += 2s;
    m_watch->checkIfOld();
    QTRY_COMPARE(asked(), before + 1);
}

void TestServerWatch::offlineIsSaidAfterTwoFailures()
{
    makeWatch(nobody(), {.between = 60000ms, .secondTry = 300ms, .old = 60000ms});
    QSignalSpy changed(m_watch.get(), &ServerWatch::factsChanged);
    m_watch->check();
    QTest::qWait(150);
    QCOMPARE(m_watch->facts().state, State::Unknown); // one may be a hiccup
    QTRY_COMPARE(m_watch->facts().state, State::Offline);
    QCOMPARE(changed.size(), 1);
    QVERIFY(m_watch->facts().error);
}

void TestServerWatch::whoeverLooksSeesItComeBack()
{
    makeWatch(nobody());
    m_watch->check();
    QTRY_COMPARE(m_watch->facts().state, State::Offline);
    m_watch->setLookedAt(true);
    m_clients->setMain({.url = m_server->url()}); // as if it listened again
    QTRY_COMPARE(m_watch->facts().state, State::Online);
}

void TestServerWatch::modelsAreListed()
{
    QSignalSpy listed(m_watch.get(), &ServerWatch::modelsChanged);
    m_watch->check();
    QTRY_COMPARE(listed.size(), 1);
    QCOMPARE(m_watch->models().size(), 1);
    QCOMPARE(m_watch->models().first().name, u"a.safetensors"_s);
    m_watch->check(); // the same again is no news
    QTest::qWait(200);
    QCOMPARE(listed.size(), 1);
}

void TestServerWatch::anotherServerStartsAnew()
{
    m_watch->check();
    QTRY_VERIFY(!m_watch->models().isEmpty());
    m_clients->setMain({.url = nobody()});
    m_watch->startAnew();
    QCOMPARE(m_watch->facts().state, State::Unknown);
    QCOMPARE(m_watch->facts().server, nobody());
    QVERIFY(m_watch->models().isEmpty());
    QTRY_COMPARE(m_watch->facts().state, State::Offline);
}

QTEST_GUILESS_MAIN(TestServerWatch)
#include "tst_serverwatch.moc"

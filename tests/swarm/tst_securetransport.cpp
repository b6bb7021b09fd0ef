// SPDX-License-Identifier: GPL-3.0-or-later
#include "jobsocket.h"
#include "jobwatch.h"
#include "scriptedserver.h"
#include "securetransport.h"
#include "swarmclient.h"
#include "throwawayauthority.h"

#include <QNetworkAccessManager>
#include <QSslSocket>
#include <QStandardPaths>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

/// A real TLS server on the loopback, with certificates that are made on the spot.
class TestSecureTransport : public QObject
{
    Q_OBJECT
    std::unique_ptr<ThrowawayAuthority> m_ours;
    std::unique_ptr<ThrowawayAuthority> m_strangers;

    [[nodiscard]] static QList<QSslCertificate> certificates(const ThrowawayAuthority &authority)
    {
        return QSslCertificate::fromPath(authority.file(), QSsl::Pem);
    }

    Result<QJsonObject> ask(SwarmClient &client)
    {
        std::optional<Result<QJsonObject>> outcome;
        SwarmCall *call = client.post(u"GetNewSession", {}, 5s, this);
        connect(call, &SwarmCall::finished, this, [&](const Result<QJsonObject> &r) { outcome.emplace(r); });
        [&] { QTRY_VERIFY(outcome); }();
        return outcome ? *outcome : Result<QJsonObject>(Error{});
    }

private Q_SLOTS:
    void initTestCase()
    {
        if (!QSslSocket::supportsSsl() || QStandardPaths::findExecutable(u"openssl"_s).isEmpty())
            QSKIP("TLS or the tool openssl is not here");
        m_ours = std::make_unique<ThrowawayAuthority>(u"Authority of the house"_s);
        m_strangers = std::make_unique<ThrowawayAuthority>(u"Authority of strangers"_s);
    }

    void certificatesOfOurOwnAreAddedToTheSystems()
    {
        const auto system = QSslConfiguration::systemCaCertificates();
        const auto all = SecureTransport::trusting(certificates(*m_ours)).caCertificates();
        QCOMPARE(all.size(), system.size() + 1);
        QVERIFY(all.contains(certificates(*m_ours).first()));
    }

    void whomWeTrust_data()
    {
        QTest::addColumn<QString>("names");
        QTest::addColumn<int>("from");
        QTest::addColumn<int>("to");
        QTest::addColumn<bool>("isOurs");
        QTest::addColumn<QString>("words"); ///< empty: it is trusted
        const QString here = u"IP:127.0.0.1"_s;
        QTest::newRow("its authority") << here << -1 << 30 << true << QString();
        QTest::newRow("another authority")
            << here << -1 << 30 << false << u"comes from “Authority of the house”"_s;
        QTest::newRow("another host") << u"DNS:studio.example"_s << -1 << 30 << true
                                      << u"for another host: a server of a test, studio.example"_s;
        QTest::newRow("expired") << here << -30 << -2 << true << u"its certificate expired on "_s;
        QTest::newRow("not yet valid") << here << 5 << 30 << true << u"is not valid before "_s;
    }
    void whomWeTrust()
    {
        QFETCH(QString, names);
        QFETCH(int, from);
        QFETCH(int, to);
        QFETCH(bool, isOurs);
        QFETCH(QString, words);
        ScriptedServer server(WireServer::Place{.tls = m_ours->server(names, from, to)});
        QNetworkAccessManager network;
        SwarmClient client(network,
                           {.url = server.url(),
                            .swarmToken = "61.b.c",
                            .authorities = certificates(isOurs ? *m_ours : *m_strangers)});
        const Result<QJsonObject> answer = ask(client);
        QCOMPARE(bool(answer), words.isEmpty());
        QCOMPARE(server.count("GetNewSession"), words.isEmpty() ? 1 : 0);
        if (answer)
            return;
        QCOMPARE(answer.error().kind, Error::Kind::Unreachable);
        QVERIFY2(answer.error().message.contains(words), qPrintable(answer.error().message));
        QVERIFY(answer.error().message.startsWith("There is no secure line to the server 127.0.0.1:"_L1));
        QVERIFY(!answer.error().hint.isEmpty());
    }

    void withoutTheOptionTheSystemDecides()
    {
        ScriptedServer server(WireServer::Place{.tls = m_ours->server(u"IP:127.0.0.1"_s)});
        QNetworkAccessManager network;
        SwarmClient client(network, {.url = server.url()});
        const Result<QJsonObject> answer = ask(client);
        QVERIFY(!answer);
        QVERIFY(answer.error().hint.contains("--ca-file"_L1));
        QCOMPARE(server.count("GetNewSession"), 0);
    }

    void aJobGoesOverTheSecureSocket()
    {
        ScriptedServer server(WireServer::Place{.tls = m_ours->server(u"IP:127.0.0.1"_s)});
        server.on("GenerateText2ImageWS", ScriptedServer::Script{Say::image("0")} + Say::ending());
        QNetworkAccessManager network;
        SwarmClient client(network, {.url = server.url(), .authorities = certificates(*m_ours)});
        QCOMPARE(client.socketRequest(u"x").url().scheme(), u"wss"_s);
        GenerateJob job(client, {.prompt = u"a fox"_s});
        JobWatch watch(job);
        job.start();
        QTRY_VERIFY_WITH_TIMEOUT(watch.isOver(), 10000);
        QCOMPARE(watch.result.images.size(), 1);
        QCOMPARE(server.count("GenerateText2Image"), 0);
    }

    void theSecureSocketTrustsNobodyElse()
    {
        // The session comes over a line that is trusted; the socket meets a server that is not.
        QNetworkAccessManager network;
        ScriptedServer stranger(WireServer::Place{.tls = m_strangers->server(u"IP:127.0.0.1"_s)});
        SwarmClient client(network, {.url = stranger.url(), .authorities = certificates(*m_ours)});
        JobSocket socket({});
        bool isRefused = false;
        connect(&socket, &JobSocket::notOpened, this, [&] { isRefused = true; });
        connect(&socket, &JobSocket::opened, this, [] { QFAIL("a stranger is trusted"); });
        socket.open(client.socketRequest(u"GenerateText2ImageWS"));
        QTRY_VERIFY(isRefused);
        QCOMPARE(stranger.count("GenerateText2ImageWS"), 0);
    }

    void plainHttpOnThatPort()
    {
        QTcpServer plain; // says what web servers say to a greeting of TLS
        QVERIFY(plain.listen(QHostAddress::LocalHost));
        QByteArray heard;
        connect(&plain, &QTcpServer::newConnection, this, [&] {
            QTcpSocket *socket = plain.nextPendingConnection();
            connect(socket, &QTcpSocket::readyRead, this, [&heard, socket] {
                heard += socket->readAll();
                socket->write("HTTP/1.1 400 Bad Request\r\nConnection: close\r\nContent-Length: 0\r\n\r\n");
                socket->disconnectFromHost();
            });
        });
        QNetworkAccessManager network;
        SwarmClient client(
            network,
            {.url = QUrl(u"https://127.0.0.1:%1"_s.arg(plain.serverPort())), .swarmToken = "61.b.c"});
        const Result<QJsonObject> answer = ask(client);
        QVERIFY(!answer);
        QCOMPARE(answer.error().kind, Error::Kind::Unreachable);
        QVERIFY2(answer.error().message.contains("does not speak TLS"_L1),
                 qPrintable(answer.error().message));
        QVERIFY(!heard.contains("61.b.c")); // nor is http tried in its place
        QVERIFY(!heard.contains("POST"));
    }

    void tlsOnAPlainPortIsNoSwarm()
    {
        ScriptedServer server(WireServer::Place{.tls = m_ours->server(u"IP:127.0.0.1"_s)});
        QUrl url = server.url();
        url.setScheme(u"http"_s);
        QNetworkAccessManager network;
        SwarmClient client(network, {.url = url});
        QVERIFY(!ask(client));
        QCOMPARE(server.count("GetNewSession"), 0);
    }
};

QTEST_GUILESS_MAIN(TestSecureTransport)
#include "tst_securetransport.moc"

// SPDX-License-Identifier: GPL-3.0-or-later
#include "websockethandshake.h"

#include <QNetworkRequest>
#include <QTest>
#include <QUrl>

using namespace Qt::StringLiterals;

namespace
{

// RFC 6455, 1.3
const QByteArray key = "dGhlIHNhbXBsZSBub25jZQ==";
const QByteArray accept = "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=";

QByteArray answer(const QByteArray &more = {}, const QByteArray &accepted = accept)
{
    return "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: keep-alive, Upgrade\r\n"
           "Sec-WebSocket-Accept: "
        + accepted + "\r\n" + more + "\r\n";
}

} // namespace

class TestWebSocketHandshake : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void asksWithTheRequestsHeaders()
    {
        QNetworkRequest request(QUrl(u"ws://studio:7801/under/API/GenerateText2ImageWS"_s));
        request.setRawHeader("Cookie", "swarm_token=61.b.c");
        request.setRawHeader("X-Odd", "a\r\nHost: elsewhere");
        const QList<QByteArray> lines = WebSocketHandshake::question(request, key).split('\n');
        QCOMPARE(lines.first(), "GET /under/API/GenerateText2ImageWS HTTP/1.1\r");
        QVERIFY(lines.contains("Host: studio:7801\r"));
        QVERIFY(lines.contains("Upgrade: websocket\r"));
        QVERIFY(lines.contains("Connection: Upgrade\r"));
        QVERIFY(lines.contains("Sec-WebSocket-Version: 13\r"));
        QVERIFY(lines.contains("Sec-WebSocket-Key: " + key + '\r'));
        QVERIFY(lines.contains("Cookie: swarm_token=61.b.c\r"));
        QVERIFY(!lines.contains("Host: elsewhere\r"));
        QCOMPARE(lines.mid(lines.size() - 2), QList<QByteArray>({"\r", ""}));
    }

    void namesTheHostAsItIsAsked_data()
    {
        QTest::addColumn<QString>("url");
        QTest::addColumn<QByteArray>("host");
        QTest::newRow("usual port") << u"wss://studio/API/X"_s << QByteArray("studio");
        QTest::newRow("IPv6") << u"ws://[::1]:7801/API/X"_s << QByteArray("[::1]:7801");
        QTest::newRow("beyond ASCII")
            << u"ws://bücher.example/API/X"_s << QByteArray("xn--bcher-kva.example");
        QTest::newRow("with a user") << u"ws://ada:secret@studio:1/API/X"_s << QByteArray("studio:1");
    }
    void namesTheHostAsItIsAsked()
    {
        QFETCH(QString, url);
        QFETCH(QByteArray, host);
        const QByteArray question = WebSocketHandshake::question(QNetworkRequest(QUrl(url)), key);
        QVERIFY2(question.contains("\r\nHost: " + host + "\r\n"), question.constData());
        QVERIFY(!question.contains("secret"));
    }

    void answersAreAcceptedOrNot_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<bool>("accepted");
        QTest::newRow("right") << answer() << true;
        QTest::newRow("spelled otherwise")
            << answer().replace("Upgrade: websocket", "UPGRADE:WebSocket") << true;
        QTest::newRow("unknown headers") << answer("X: y\r\nno header\r\n") << true;
        QTest::newRow("another key") << answer({}, "AAAAAAAAAAAAAAAAAAAAAAAAAAA=") << false;
        QTest::newRow("a compression that was not asked for")
            << answer("Sec-WebSocket-Extensions: permessage-deflate\r\n") << false;
        QTest::newRow("a protocol that was not asked for")
            << answer("Sec-WebSocket-Protocol: chat\r\n") << false;
        QTest::newRow("no upgrade") << answer().replace("Upgrade: websocket\r\n", "") << false;
        QTest::newRow("refused") << QByteArray("HTTP/1.1 401 Unauthorized\r\n\r\n") << false;
        QTest::newRow("redirect") << answer().replace("101", "302") << false;
        QTest::newRow("empty") << QByteArray("\r\n\r\n") << false;
    }
    void answersAreAcceptedOrNot()
    {
        QFETCH(QByteArray, bytes);
        QTEST(WebSocketHandshake::isAccepted(bytes, key), "accepted");
    }

    void framesOfAClientAreMasked()
    {
        // RFC 6455, 5.7
        quint32 mask = 0;
        std::memcpy(&mask, "\x37\xfa\x21\x3d", sizeof mask);
        QCOMPARE(clientFrame(WebSocketOpcode::Text, "Hello", mask),
                 QByteArray("\x81\x85\x37\xfa\x21\x3d\x7f\x9f\x4d\x51\x58"));
        const QByteArray medium = clientFrame(WebSocketOpcode::Text, QByteArray(300, 'x'), mask);
        QCOMPARE(medium.first(4), QByteArray("\x81\xfe\x01\x2c"));
        QCOMPARE(medium.size(), 300 + 8);
        const QByteArray large = clientFrame(WebSocketOpcode::Text, QByteArray(70000, 'x'), mask);
        QCOMPARE(large.first(10), QByteArray("\x81\xff\0\0\0\0\0\x01\x11\x70", 10));
        QCOMPARE(large.size(), 70000 + 14);
    }
};

QTEST_GUILESS_MAIN(TestWebSocketHandshake)
#include "tst_websockethandshake.moc"

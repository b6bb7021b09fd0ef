// SPDX-License-Identifier: GPL-3.0-or-later
#include "httpreply.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace demo;
using Outcome = HttpReading::Outcome;

class TestDemoHttp : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void requestsAreRead_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<Outcome>("outcome");
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<int>("left");
        const QByteArray post = "POST /API/X HTTP/1.1\r\nContent-Length: 4\r\n\r\n";
        QTest::newRow("nothing yet") << ""_ba << Outcome::NeedsMore << ""_ba << 0;
        QTest::newRow("half a head") << "GET / HT"_ba << Outcome::NeedsMore << ""_ba << 8;
        QTest::newRow("half a body") << post + "ab" << Outcome::NeedsMore << ""_ba << int(post.size()) + 2;
        QTest::newRow("whole") << post + "abcd" << Outcome::Request << "abcd"_ba << 0;
        QTest::newRow("two in a row") << post + "abcdGET" << Outcome::Request << "abcd"_ba << 3;
        QTest::newRow("no body") << "GET / HTTP/1.1\r\n\r\n"_ba << Outcome::Request << ""_ba << 0;
        QTest::newRow("chunked stays on the wire")
            << "POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nab\r\n0\r\n\r\n"_ba
            << Outcome::Request << ""_ba << 0;
        QTest::newRow("too long stays on the wire")
            << "POST / HTTP/1.1\r\nContent-Length: 300\r\n\r\nabc"_ba << Outcome::Request << ""_ba << 0;
        QTest::newRow("no HTTP") << "hello\r\n\r\n"_ba << Outcome::Broken << ""_ba << 9;
        QTest::newRow("the greeting of a TLS client") << "\x16\x03\x01"_ba << Outcome::Broken << ""_ba << 3;
        QTest::newRow("length is no number")
            << "POST / HTTP/1.1\r\nContent-Length: x\r\n\r\n"_ba << Outcome::Broken << ""_ba << 38;
        QTest::newRow("length is negative")
            << "POST / HTTP/1.1\r\nContent-Length: -1\r\n\r\n"_ba << Outcome::Broken << ""_ba << 39;
        QTest::newRow("header without a colon")
            << "GET / HTTP/1.1\r\nnonsense\r\n\r\n"_ba << Outcome::Broken << ""_ba << 28;
        QTest::newRow("endless head") << QByteArray(64 * 1024, 'x') << Outcome::Broken << ""_ba << 64 * 1024;
    }

    void requestsAreRead()
    {
        QFETCH(QByteArray, bytes);
        QFETCH(Outcome, outcome);
        const HttpReading reading = takeRequest(bytes, 200);
        QCOMPARE(reading.outcome, outcome);
        QTEST(reading.request.body, "body");
        QTEST(int(bytes.size()), "left");
    }

    void partsAreTakenApart()
    {
        QByteArray bytes = "GET /View/a?preview=true HTTP/1.1\r\nHOST: x\r\nCookie:  swarm_token=1 \r\n\r\n";
        const HttpRequest request = takeRequest(bytes, 200).request;
        QCOMPARE(request.method, "GET"_ba);
        QCOMPARE(request.path(), "/View/a"_ba);
        QCOMPARE(request.query(), "preview=true"_ba);
        QCOMPARE(request.header("host"), "x"_ba);
        QCOMPARE(request.header("cookie"), "swarm_token=1"_ba);
        QCOMPARE(request.header("Missing"), ""_ba);
        QVERIFY(!request.length && !request.bodyLeftOut());
    }

    void connectionsAreKept_data()
    {
        QTest::addColumn<QByteArray>("version");
        QTest::addColumn<QByteArray>("wish");
        QTest::addColumn<bool>("kept");
        QTest::newRow("usual") << "HTTP/1.1"_ba
                               << ""_ba << true;
        QTest::newRow("unwanted") << "HTTP/1.1"_ba
                                  << "Close"_ba << false;
        QTest::newRow("old") << "HTTP/1.0"_ba
                             << ""_ba << false;
        QTest::newRow("old, wanted") << "HTTP/1.0"_ba
                                     << "keep-alive"_ba << true;
    }

    void connectionsAreKept()
    {
        QFETCH(QByteArray, version);
        QFETCH(QByteArray, wish);
        const HttpRequest request{.version = version, .headers = {{"Connection", wish}}};
        QTEST(request.keepsConnection(), "kept");
        QCOMPARE(HttpReply{}.wireBytes(request).contains("Connection: close"), !request.keepsConnection());
    }

    void onlyAWholeHandshakeAsksForAWebSocket()
    {
        HttpRequest request{
            .method = "GET",
            .headers
            = {{"Upgrade", "WebSocket"}, {"Connection", "keep-alive, Upgrade"}, {"Sec-WebSocket-Key", "x"}}};
        QVERIFY(request.asksForWebSocket());
        request.headers.removeLast();
        QVERIFY(!request.asksForWebSocket());
    }

    void answersAreWritten_data()
    {
        QTest::addColumn<QByteArray>("method");
        QTest::addColumn<HttpReply>("reply");
        QTest::addColumn<QList<QByteArray>>("has");
        QTest::addColumn<QList<QByteArray>>("lacks");
        const HttpReply refusal = HttpReply::refusal("basic_api", "Wrong content type");
        QTest::newRow("refusal") << "POST"_ba << refusal
                                 << QList<QByteArray>{"HTTP/1.1 400 Bad Request\r\n",
                                                      "Content-Type: application/json\r\n",
                                                      "Cache-Control: no-store\r\n",
                                                      "\"error_id\":\"basic_api\""}
                                 << QList<QByteArray>{"chunked", "gzip"};
        QTest::newRow("redirect") << "GET"_ba << HttpReply::redirect("/Error/404")
                                  << QList<QByteArray>{"302 Found", "Location: /Error/404",
                                                       "Content-Length: 0\r\n"}
                                  << QList<QByteArray>{"Content-Type"};
        QTest::newRow("redirect of HEAD")
            << "HEAD"_ba << HttpReply::redirect("/Error/404") << QList<QByteArray>{"302 Found"}
            << QList<QByteArray>{"Content-Length"};
        QTest::newRow("bare refusal") << "POST"_ba << HttpReply::unauthorized()
                                      << QList<QByteArray>{"401 Unauthorized", "Transfer-Encoding: chunked",
                                                           "c\r\nUnauthorized\r\n0\r\n\r\n"}
                                      << QList<QByteArray>{"Content-Type", "Content-Length"};
        QTest::newRow("page") << "GET"_ba << HttpReply::page("<p>")
                              << QList<QByteArray>{"text/html", "3\r\n<p>\r\n0"} << QList<QByteArray>{};
        QTest::newRow("only GET") << "HEAD"_ba << HttpReply::onlyGet()
                                  << QList<QByteArray>{"405 Method Not Allowed", "Allow: GET"}
                                  << QList<QByteArray>{"Content-Length"};
    }

    void answersAreWritten()
    {
        QFETCH(QByteArray, method);
        QFETCH(HttpReply, reply);
        QFETCH(QList<QByteArray>, has);
        QFETCH(QList<QByteArray>, lacks);
        const QByteArray wire = reply.wireBytes({.method = method, .version = "HTTP/1.1"});
        for (const QByteArray &part : has)
            QVERIFY2(wire.contains(part), wire.constData());
        for (const QByteArray &part : lacks)
            QVERIFY2(!wire.contains(part), wire.constData());
    }

    void compressedWhereThatIsOffered()
    {
        const HttpRequest offering{
            .method = "POST", .version = "HTTP/1.1", .headers = {{"Accept-Encoding", "br, gzip"}}};
        const QByteArray wire = HttpReply::json({{"a"_L1, QString(500, u'x')}}).wireBytes(offering);
        QVERIFY(wire.contains("Content-Encoding: gzip\r\n"));
        QVERIFY(wire.contains("Transfer-Encoding: chunked\r\n"));
        QVERIFY(!wire.contains("Content-Length"));
        QVERIFY(wire.contains("\r\n\x1f\x8b"));
        QVERIFY(wire.size() < 500);
    }
};

QTEST_GUILESS_MAIN(TestDemoHttp)
#include "tst_demohttp.moc"

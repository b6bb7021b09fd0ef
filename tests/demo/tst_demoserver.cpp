// SPDX-License-Identifier: GPL-3.0-or-later
// The demo server as HTTP: what it refuses, how it hands out pictures.
#include "demoscene.h"

#include <QImage>
#include <QJsonArray>
#include <QJsonDocument>
#include <QTest>

#include <memory>

using namespace Qt::StringLiterals;

class TestDemoServer : public QObject
{
    Q_OBJECT
    std::unique_ptr<DemoScene> m_scene;
    QString m_session;
    QByteArray m_image; ///< target of a picture, each segment encoded
    QByteArray m_file;

private Q_SLOTS:
    void initTestCase()
    {
        m_scene = std::make_unique<DemoScene>();
        m_session = m_scene->newSession();
        const QJsonObject made
            = m_scene->post("GenerateText2Image", DemoScene::request(u"download me"_s), m_session).json();
        m_image = '/' + made["images"_L1][0].toString().toUtf8().toPercentEncoding("/");
        m_file = m_scene->get(m_image).body;
        QVERIFY(m_file.startsWith("\x89PNG"));
    }

    void cleanupTestCase() { m_scene.reset(); }

    void itListensOnLoopbackAlone()
    {
        QCOMPARE(m_scene->url().host(), u"127.0.0.1"_s);
        QVERIFY(m_scene->port() > 0);
    }

    void aTakenPortIsAnError()
    {
        demo::DemoServer second({.port = m_scene->port()});
        const Result<> listening = second.listen();
        QVERIFY(!listening);
        QCOMPARE(listening.error().kind, Error::Kind::Failed);
        QVERIFY(listening.error().message.contains(QString::number(m_scene->port())));
        QVERIFY(second.address().isEmpty());
    }

    void optionsThatMakeNoSenseAreRefused_data()
    {
        QTest::addColumn<DemoOptions>("options");
        QTest::newRow("unknown failure") << DemoOptions{.failures = {u"explode"_s}};
        QTest::newRow("negative time") << DemoOptions{.stepTime = std::chrono::milliseconds(-1)};
        QTest::newRow("too many backends") << DemoOptions{.backends = 1000};
        QTest::newRow("too many chosen ones") << DemoOptions{.chosenBackends = QList<DemoBackend>(17)};
    }

    void optionsThatMakeNoSenseAreRefused()
    {
        QFETCH(DemoOptions, options);
        demo::DemoServer server(options);
        const Result<> listening = server.listen();
        QVERIFY(!listening);
        QCOMPARE(listening.error().kind, Error::Kind::Usage);
        QVERIFY(!listening.error().hint.isEmpty());
    }

    void wrongRequestsAreRefused_data()
    {
        QTest::addColumn<QByteArray>("head");
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<int>("status");
        QTest::addColumn<QByteArray>("answer");
        const QByteArray post = "POST /API/GetCurrentStatus HTTP/1.1\r\nHost: demo\r\n";
        const QByteArray json = post + "Content-Type: application/json\r\n";
        const QByteArray type = R"({"error":"Wrong content type","error_id":"basic_api"})";
        const QByteArray length = R"({"error":"bad content length","error_id":"basic_api"})";
        const QByteArray internal = R"({"error":"An internal error occurred","error_id":"internal_error"})";
        const QByteArray missing = R"({"error":"missing session id","error_id":"basic_api"})";
        const QByteArray invalid
            = R"({"error":"Invalid session ID. You may need to refresh the page.","error_id":"invalid_session_id"})";
        QTest::newRow("text/plain") << post + "Content-Type: text/plain\r\n"
                                    << "{}"_ba << 400 << type;
        QTest::newRow("form") << post + "Content-Type: application/x-www-form-urlencoded\r\n"
                              << "{}"_ba << 400 << type;
        QTest::newRow("no type") << post << "{}"_ba << 400 << type;
        QTest::newRow("no body") << json << ""_ba << 400 << length;
        QTest::newRow("broken") << json << "{not json"_ba << 400 << internal;
        QTest::newRow("array") << json << "[1,2]"_ba << 400 << internal;
        QTest::newRow("text") << json << "\"text\""_ba << 400 << internal;
        QTest::newRow("byte order mark") << json << "\xef\xbb\xbf{}"_ba << 400 << internal;
        QTest::newRow("no session") << json << "{}"_ba << 400 << missing;
        QTest::newRow("empty session") << json << R"({"session_id":""})"_ba << 401 << invalid;
        QTest::newRow("null session") << json << R"({"session_id":null})"_ba << 401 << invalid;
        QTest::newRow("unknown session")
            << json << R"({"session_id":"0123456789abcdef0123456789abcdef01234567"})"_ba << 401 << invalid;
    }

    void wrongRequestsAreRefused()
    {
        QFETCH(QByteArray, head);
        QFETCH(QByteArray, body);
        QFETCH(int, status);
        QFETCH(QByteArray, answer);
        RawHttp connection(m_scene->port());
        connection.send(head + "Content-Length: " + QByteArray::number(body.size()) + "\r\n\r\n" + body);
        const RawReply reply = connection.next();
        QCOMPARE(reply.status, status);
        QCOMPARE(reply.body, answer);
        QCOMPARE(reply.header("Content-Type"), "application/json"_ba);
        QCOMPARE(reply.header("Cache-Control"), "no-store"_ba);
    }

    void bodiesOfNoKnownLengthAreRefusedUnread_data()
    {
        QTest::addColumn<QByteArray>("headers");
        QTest::addColumn<QByteArray>("rest");
        QTest::newRow("no length") << ""_ba
                                   << ""_ba;
        QTest::newRow("chunked") << "Transfer-Encoding: chunked\r\n"_ba
                                 << "2\r\n{}\r\n0\r\n\r\n"_ba;
        QTest::newRow("300 MB announced") << "Content-Length: 300000000\r\n"_ba
                                          << "{}"_ba;
    }

    void bodiesOfNoKnownLengthAreRefusedUnread()
    {
        QFETCH(QByteArray, headers);
        QFETCH(QByteArray, rest);
        RawHttp connection(m_scene->port());
        connection.send("POST /API/GetCurrentStatus HTTP/1.1\r\nContent-Type: application/json\r\n" + headers
                        + "\r\n" + rest);
        const RawReply reply = connection.next();
        QCOMPARE(reply.status, 400);
        QCOMPARE(reply.json()["error"_L1].toString(), u"bad content length"_s);
    }

    void otherMethodsAreSentAway_data()
    {
        QTest::addColumn<QByteArray>("request");
        QTest::addColumn<int>("status");
        QTest::addColumn<QByteArray>("where");
        for (const QByteArray &method : {"GET"_ba, "HEAD"_ba, "PUT"_ba, "DELETE"_ba, "OPTIONS"_ba})
            QTest::newRow(method.constData())
                << method + " /API/GetCurrentStatus" << 302 << "/Error/NoGetAPI"_ba;
        QTest::newRow("the API itself") << "GET /API"_ba << 302 << "/Error/NoGetAPI"_ba;
        QTest::newRow("POST elsewhere") << "POST /Other/Thing"_ba << 302 << "/Error/404"_ba;
        QTest::newRow("unknown file") << "GET /imgs/nosuchfile.jpg"_ba << 302 << "/Error/404"_ba;
        QTest::newRow("outside the folder")
            << "GET /View/local/%2E%2E/%2E%2E/Data/Settings.fds"_ba << 302 << "/Error/404"_ba;
        QTest::newRow("the page it points to") << "GET /Error/404"_ba << 200 << ""_ba;
        QTest::newRow("the root") << "GET /"_ba << 302 << "Text2Image"_ba;
        QTest::newRow("the front page") << "GET /Text2Image"_ba << 200 << ""_ba;
    }

    void otherMethodsAreSentAway()
    {
        QFETCH(QByteArray, request);
        RawHttp connection(m_scene->port());
        connection.send(request + " HTTP/1.1\r\nHost: demo\r\n\r\n");
        const RawReply reply = connection.next(request.startsWith("HEAD"));
        QTEST(reply.status, "status");
        QTEST(reply.header("Location"), "where");
    }

    void routesAreNamedInAnyCase_data()
    {
        QTest::addColumn<QByteArray>("route");
        QTest::addColumn<QString>("errorId");
        QTest::newRow("other case") << "/api/getcurrentSTATUS"_ba << QString();
        QTest::newRow("+json") << "/API/GetCurrentStatus"_ba << QString();
        QTest::newRow("trailing slash") << "/API/GetCurrentStatus/"_ba << u"bad_route"_s;
        QTest::newRow("unknown") << "/API/NoSuchRoute"_ba << u"bad_route"_s;
        QTest::newRow("InterruptGeneration never was") << "/API/InterruptGeneration"_ba << u"bad_route"_s;
        QTest::newRow("needs a WebSocket") << "/API/GenerateText2ImageWS"_ba << u"bad_request_method"_s;
    }

    void routesAreNamedInAnyCase()
    {
        QFETCH(QByteArray, route);
        RawHttp connection(m_scene->port());
        const QByteArray body = QJsonDocument(QJsonObject{{"session_id"_L1, m_session}}).toJson();
        connection.send(
            "POST " + route
            + " HTTP/1.1\r\nContent-Type: application/vnd.api+json; charset=utf-8\r\nContent-Length: "
            + QByteArray::number(body.size()) + "\r\n\r\n" + body);
        const RawReply reply = connection.next();
        QTEST(reply.json()["error_id"_L1].toString(), "errorId");
        QCOMPARE(reply.status, reply.json().contains("error"_L1) ? 400 : 200);
    }

    void theSessionMayBeInAHeader()
    {
        RawHttp connection(m_scene->port());
        connection.send(
            jsonPost("/API/GetCurrentStatus", "{}", "X-Session-ID: " + m_session.toLatin1() + "\r\n"));
        QCOMPARE(connection.next().status, 200);
    }

    void aConnectionServesManyRequests()
    {
        RawHttp connection(m_scene->port());
        const QByteArray one = jsonPost("/API/GetNewSession", "{}");
        connection.send(one + one + one.left(20));
        QCOMPARE(connection.next().status, 200);
        QCOMPARE(connection.next().status, 200);
        connection.send(one.mid(20));
        QCOMPARE(connection.next().status, 200);
        connection.send(jsonPost("/API/GetNewSession", "{}", "Connection: close\r\n"));
        QCOMPARE(connection.next().header("Connection"), "close"_ba);
        QVERIFY(connection.isClosed());
    }

    void aCarefulClientIsToldToGoOn()
    {
        RawHttp connection(m_scene->port());
        const QByteArray whole = jsonPost("/API/GetNewSession", "{}", "Expect: 100-continue\r\n");
        connection.send(whole.chopped(2));
        QCOMPARE(connection.next(true).status, 100);
        connection.send("{}");
        QCOMPARE(connection.next().status, 200);
    }

    void noHttpAtAllEndsTheConnection()
    {
        RawHttp connection(m_scene->port());
        connection.send("\x16\x03\x01 no HTTP at all\r\n\r\n");
        QCOMPARE(connection.next().status, 400);
        QVERIFY(connection.isClosed());
    }

    void picturesAreFiles_data()
    {
        QTest::addColumn<QByteArray>("change"); // what is put for "View/local"
        QTest::addColumn<int>("status");
        QTest::addColumn<QString>("errorId");
        QTest::newRow("whole") << "/View/local"_ba << 200 << QString();
        QTest::newRow("prefix without the user") << "/Output"_ba << 200 << QString();
        QTest::newRow("prefix with the user") << "/Output/local"_ba << 404 << u"file_not_found"_s;
        QTest::newRow("lower case") << "/view/local"_ba << 400 << u"bad_path"_s;
        QTest::newRow("another user") << "/View/somebody"_ba << 404 << u"file_not_found"_s;
        QTest::newRow("model thumbnail") << "/ViewSpecial/LoRA"_ba << 404 << u"file_not_found"_s;
    }

    void picturesAreFiles()
    {
        QFETCH(QByteArray, change);
        QFETCH(int, status);
        const RawReply reply = m_scene->get(QByteArray(m_image).replace("/View/local", change));
        QCOMPARE(reply.status, status);
        QTEST(reply.json()["error_id"_L1].toString(), "errorId");
        if (status == 200) {
            QCOMPARE(reply.body, m_file);
            QCOMPARE(reply.header("Content-Type"), "image/png"_ba);
            QCOMPARE(reply.header("Cache-Control"), "private, max-age=30"_ba);
        }
    }

    void aFolderIsNoPicture()
    {
        const RawReply reply = m_scene->get("/View/local/raw");
        QCOMPARE(reply.status, 500);
        QCOMPARE(reply.json()["error_id"_L1].toString(), u"file_error"_s);
    }

    void partsOfAPicture_data()
    {
        QTest::addColumn<QByteArray>("range");
        QTest::addColumn<int>("status");
        QTest::addColumn<QByteArray>("told");
        QTest::addColumn<QByteArray>("part");
        const QByteArray size = QByteArray::number(m_file.size());
        const QByteArray last = QByteArray::number(m_file.size() - 1);
        QTest::newRow("first eight") << "bytes=0-7"_ba << 206 << "bytes 0-7/" + size << m_file.left(8);
        QTest::newRow("last twelve") << "bytes=-12"_ba << 206
                                     << "bytes " + QByteArray::number(m_file.size() - 12) + '-' + last + '/'
                + size << m_file.right(12);
        QTest::newRow("from ten on") << "bytes=10-"_ba << 206 << "bytes 10-" + last + '/' + size
                                     << m_file.mid(10);
        QTest::newRow("beyond the end") << "bytes=999999-"_ba << 416 << "bytes */" + size << ""_ba;
        QTest::newRow("nonsense") << "lines=1-2"_ba << 200 << ""_ba << m_file;
    }

    void partsOfAPicture()
    {
        QFETCH(QByteArray, range);
        const RawReply reply = m_scene->get(m_image, "Range: " + range + "\r\nAccept-Encoding: gzip\r\n");
        QTEST(reply.status, "status");
        QTEST(reply.header("Content-Range"), "told");
        QTEST(reply.body, "part");
        QVERIFY(!reply.has("Content-Encoding"));
    }

    void onlyGetIsForPictures_data()
    {
        QTest::addColumn<QByteArray>("method");
        QTest::newRow("HEAD") << "HEAD"_ba;
        QTest::newRow("POST") << "POST"_ba;
    }

    void onlyGetIsForPictures()
    {
        QFETCH(QByteArray, method);
        RawHttp connection(m_scene->port());
        connection.send(method + ' ' + m_image + " HTTP/1.1\r\nContent-Length: 0\r\n\r\n");
        const RawReply reply = connection.next(method == "HEAD");
        QCOMPARE(reply.status, 405);
        QCOMPARE(reply.header("Allow"), "GET"_ba);
    }

    void aThumbnailIsAJpegOfAnOddType()
    {
        const RawReply reply = m_scene->get(m_image + "?preview=true");
        QCOMPARE(reply.status, 200);
        QCOMPARE(reply.header("Content-Type"), "image/jpg"_ba);
        QCOMPARE(QImage::fromData(reply.body, "jpg").size(), QSize(256, 256));
    }

    void pathsAreDecodedTwice_data()
    {
        QTest::addColumn<QString>("prompt");
        QTest::addColumn<QByteArray>("found"); // what finds it in place of the percent sign and what follows
        QTest::addColumn<QByteArray>("lost");
        QTest::newRow("followed by a blank") << u"100% sure"_s << "100%2525%20sure"_ba
                                             << "100%252525%20sure"_ba;
        QTest::newRow("bare") << u"70% sure"_s << "70%%20sure"_ba
                              << "70%252525%20sure"_ba;
        QTest::newRow("followed by digits") << u"50%25 off"_s << "50%252525%20off"_ba
                                            << "50%2525%20off"_ba;
        QTest::newRow("plus is literal") << u"a+b"_s << "a+b"_ba
                                         << "a%20b"_ba;
    }

    void pathsAreDecodedTwice()
    {
        QFETCH(QString, prompt);
        QFETCH(QByteArray, found);
        QFETCH(QByteArray, lost);
        const QString path = m_scene->post("GenerateText2Image", DemoScene::request(prompt), m_session)
                                 .json()["images"_L1][0]
                                 .toString();
        QVERIFY(path.contains(prompt));
        QCOMPARE(m_scene->get('/' + path.toUtf8().replace(prompt.toUtf8(), found)).status, 200);
        QCOMPARE(m_scene->get('/' + path.toUtf8().replace(prompt.toUtf8(), lost)).status, 404);
    }

    void aRequiredHeaderIsRequiredEverywhere_data()
    {
        QTest::addColumn<QByteArray>("request");
        QTest::newRow("API") << jsonPost("/API/GetNewSession", "{}");
        QTest::newRow("wrong") << jsonPost("/API/GetNewSession", "{}", "Authorization: Bearer wrong\r\n");
        QTest::newRow("other case") << jsonPost("/API/GetNewSession", "{}", "Authorization: bearer demo\r\n");
        QTest::newRow("picture") << "GET /View/local/x.png HTTP/1.1\r\n\r\n"_ba;
        QTest::newRow("page") << "GET / HTTP/1.1\r\n\r\n"_ba;
        QTest::newRow("handshake") << "GET /API/GenerateText2ImageWS HTTP/1.1\r\nUpgrade: websocket\r\n"
                                      "Connection: Upgrade\r\nSec-WebSocket-Key: eA==\r\n\r\n"_ba;
    }

    void aRequiredHeaderIsRequiredEverywhere()
    {
        QFETCH(QByteArray, request);
        const DemoScene scene(DemoScene::Setting{.authorization = "Bearer demo"});
        RawHttp connection(scene.port());
        connection.send(request);
        const RawReply reply = connection.next();
        QCOMPARE(reply.status, 401);
        QCOMPARE(reply.body, "Unauthorized"_ba);
        QVERIFY(!reply.has("Content-Type"));
        connection.send(jsonPost("/API/GetNewSession", "{}", "Authorization: Bearer demo\r\n"));
        QCOMPARE(connection.next().status, 200);
    }
};

QTEST_GUILESS_MAIN(TestDemoServer)
#include "tst_demoserver.moc"

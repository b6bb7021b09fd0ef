// SPDX-License-Identifier: GPL-3.0-or-later
// Named failures of the wire itself: answers, messages and pictures that are not what they should be.
#include "demoscene.h"
#include "gzip.h"
#include "messagemischief.h"

#include <QElapsedTimer>
#include <QJsonArray>
#include <QJsonDocument>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

class TestDemoMischief : public QObject
{
    Q_OBJECT

    static std::unique_ptr<DemoScene> failing(const QString &name)
    {
        DemoScene::Setting setting;
        setting.failures = QStringList{name};
        return std::make_unique<DemoScene>(setting);
    }

    /// All messages of a generation that goes wrong by a word in its prompt.
    static QList<QJsonObject> told(const QString &word, int images = 1)
    {
        const DemoScene scene;
        const auto socket = scene.generate(scene.newSession(), DemoScene::request(word, images, 6));
        return socket->closes() ? socket->messages() : QList<QJsonObject>();
    }

    static QByteArray pictureIn(const DemoScene &scene)
    {
        const RawReply made
            = scene.post("GenerateText2Image", DemoScene::request(u"a lake"_s), scene.newSession());
        return '/' + made.json()["images"_L1][0].toString().toUtf8().toPercentEncoding("/");
    }

    static demo::MessageMischief mischief(const QString &name)
    {
        return demo::MessageMischief(*demo::Failures::read({name}));
    }

private Q_SLOTS:
    void sessionsAreForgotten_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QList<int>>("statuses"); // of new sessions, one after the other
        QTest::newRow("once") << u"invalid-session"_s << QList{401, 200, 200};
        QTest::newRow("twice") << u"invalid-session=2"_s << QList{401, 401, 200};
        QTest::newRow("always") << u"invalid-session=0"_s << QList{401, 401, 401};
    }

    void sessionsAreForgotten()
    {
        QFETCH(QString, name);
        QFETCH(QList<int>, statuses);
        const auto scene = failing(name);
        for (const int status : statuses) {
            const QString session = scene->newSession();
            QCOMPARE(scene->post("GetCurrentStatus", {}, session).status, status);
            QCOMPARE(scene->post("GetCurrentStatus", {}, session).status, status); // for good
        }
    }

    void forgottenOverASocketToo()
    {
        const auto scene = failing(u"invalid-session"_s);
        const auto socket = scene->generate(scene->newSession(), DemoScene::request(u"a lake"_s));
        QVERIFY(socket->closes());
        QCOMPARE(socket->closeCode(), 1000);
        QCOMPARE(socket->messages().value(0)["error_id"_L1].toString(), u"invalid_session_id"_s);
    }

    void routesRefuse_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<int>("status");
        QTest::addColumn<QString>("errorId");
        QTest::newRow("only an id") << u"rate-limit"_s << 200 << u"ratelimit"_s;
        QTest::newRow("they stumble") << u"internal-error"_s << 400 << u"internal_error"_s;
    }

    void routesRefuse()
    {
        QFETCH(QString, name);
        const auto scene = failing(name);
        const QString session = scene->newSession();
        QVERIFY(!session.isEmpty()); // so that there is something to refuse
        const RawReply reply = scene->post("ListModels", {}, session);
        QTEST(reply.status, "status");
        QTEST(reply.json()["error_id"_L1].toString(), "errorId");
        const auto socket = scene->generate(session, DemoScene::request(u"a lake"_s));
        QVERIFY(socket->closes());
        QTEST(socket->messages().value(0)["error_id"_L1].toString(), "errorId");
    }

    void everythingIsAPage_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<int>("status");
        QTest::newRow("elsewhere") << u"redirect"_s << 302;
        QTest::newRow("here") << u"html"_s << 200;
    }

    void everythingIsAPage()
    {
        QFETCH(QString, name);
        const auto scene = failing(name);
        const RawReply reply = scene->post("GetNewSession", {});
        QTEST(reply.status, "status");
        QCOMPARE(reply.header("Location").isEmpty(), reply.status == 200);
        QVERIFY(reply.status == 302 || reply.body.startsWith("<!DOCTYPE html>"));
        QTEST(RawSocket(scene->port(), "/API/GenerateText2ImageWS").handshake().status, "status");
        QCOMPARE(scene->get("/View/local/x.png").status, 404); // pictures are not of the API
    }

    void anAnswerIsCutInTheMiddle()
    {
        const auto scene = failing(u"truncated"_s);
        RawHttp connection(scene->port());
        connection.send(jsonPost("/API/GetNewSession", "{}"));
        QByteArray got;
        QVERIFY(comesTrue(connection.socket(), [&] {
            got += connection.socket().readAll();
            return connection.socket().state() != QAbstractSocket::ConnectedState;
        }));
        got += connection.socket().readAll();
        QVERIFY(got.startsWith("HTTP/1.1 200 OK\r\n"));
        QVERIFY(got.contains("{\"output_append_user\"") && !got.contains("version"));
    }

    void compressedUnasked()
    {
        const auto scene = failing(u"gzip"_s);
        const RawReply reply = scene->post("GetNewSession", {});
        QCOMPARE(reply.header("Content-Encoding"), "gzip"_ba);
        QVERIFY(QJsonDocument::fromJson(gunzipped(reply.body, 100000)).object().contains("session_id"_L1));
    }

    void byteByByte()
    {
        const auto scene = failing(u"slow-headers=20"_s);
        RawHttp connection(scene->port());
        QElapsedTimer clock;
        clock.start();
        connection.send(jsonPost("/API/GetNewSession", "{}"));
        QVERIFY(comesTrue(connection.socket(), [&] { return connection.socket().bytesAvailable() >= 10; }));
        QVERIFY(clock.elapsed() >= 150);
        QVERIFY(connection.socket().bytesAvailable() < 100);
    }

    void withoutEnd()
    {
        const auto scene = failing(u"endless-body"_s);
        RawHttp connection(scene->port());
        connection.send(jsonPost("/API/GetNewSession", "{}"));
        qint64 got = 0;
        QVERIFY(comesTrue(connection.socket(), [&] {
            got += connection.socket().readAll().size();
            return got > 8'000'000;
        }));
        QVERIFY(scene->get("/").status == 302); // the server lives on
    }

    void nothingIsEverSaid()
    {
        const auto scene = failing(u"mute"_s);
        RawHttp connection(scene->port());
        connection.send("GET / HTTP/1.1\r\nHost: demo\r\n\r\n");
        QVERIFY(!comesTrue(
            connection.socket(), [&] { return connection.socket().bytesAvailable() > 0; }, 200));
        QCOMPARE(connection.socket().state(), QAbstractSocket::ConnectedState);
    }

    void onlySignsOfLife()
    {
        demo::Tempo tempo = DemoScene::quick();
        tempo.keepAlive = 20ms;
        const DemoScene scene({.backends = 1}, tempo);
        const QString session = scene.newSession();
        const auto socket = scene.generate(session, DemoScene::request(u"demo-keep-alive-only"_s));
        QVERIFY(socket->hears([&] { return wordsOf(socket->messages()).count(u"keep"_s) >= 3; }));
        QCOMPARE(kindsOf(socket->messages()), (QStringList{u"status"_s, u"keep"_s}));
        scene.post("InterruptAll", {}, session); // which it still hears
        QVERIFY(socket->closes());
    }

    void endsOfSockets_data()
    {
        QTest::addColumn<QString>("word");
        QTest::addColumn<int>("code");
        QTest::addColumn<QString>("kinds");
        QTest::newRow("without a word") << u"demo-silent"_s << 1000 << u"status intention status"_s;
        QTest::newRow("an internal error") << u"demo-close-1011=1"_s << 1011 << u"status progress"_s;
    }

    void endsOfSockets()
    {
        QFETCH(QString, word);
        const DemoScene scene;
        const auto socket = scene.generate(scene.newSession(), DemoScene::request(word, 1, 6));
        QVERIFY(socket->closes());
        QTEST(socket->closeCode(), "code");
        QTEST(kindsOf(socket->messages()).join(u' '), "kinds");
    }

    void silentOverHttpToo()
    {
        const DemoScene scene;
        const RawReply reply
            = scene.post("GenerateText2Image", DemoScene::request(u"demo-silent"_s), scene.newSession());
        QCOMPARE(reply.status, 400);
    }

    void noStatus()
    {
        const QStringList kinds = kindsOf(told(u"demo-no-status"_s));
        QVERIFY(kinds.contains(u"image"_s) && !kinds.contains(u"status"_s));
    }

    void deliveredPicturesAreTakenBack()
    {
        const QList<QJsonObject> messages = told(u"demo-discard"_s, 2);
        const auto discard = std::ranges::find_if(
            messages, [](const QJsonObject &message) { return message.contains("discard_indices"_L1); });
        QVERIFY(discard != messages.end());
        QCOMPARE((*discard)["discard_indices"_L1].toArray(), (QJsonArray{0, 1}));
    }

    void anotherModelDraws()
    {
        for (const QJsonObject &message : told(u"demo-fuzzy"_s)) {
            if (!message.contains("image"_L1))
                continue;
            const QJsonObject metadata
                = QJsonDocument::fromJson(message["metadata"_L1].toString().toUtf8()).object();
            const QString used = metadata["sui_image_params"_L1]["model"_L1].toString();
            QVERIFY2(!used.isEmpty() && used != "demo"_L1, qPrintable(used));
        }
    }

    void oddProgress()
    {
        demo::MessageMischief odd = mischief(u"odd-progress"_s);
        QJsonArray shares;
        for (int i = 0; i < 6; ++i) {
            const QJsonObject progress{{"overall_percent"_L1, 0.5}, {"preview"_L1, "data:x"_L1}};
            const QJsonValue here = odd.spoiled({{"gen_progress"_L1, progress}})[0]["gen_progress"_L1];
            shares.append(here["overall_percent"_L1]);
            QVERIFY(here["preview"_L1].toString().contains("%%%"_L1));
        }
        QCOMPARE(shares[0].toDouble(), 1.07);
        QVERIFY(shares[1].toDouble() < shares[0].toDouble());
        QCOMPARE(shares[2].toString(), u"NaN"_s);
        QVERIFY(shares[3].isNull());
    }

    void oddMetadata()
    {
        demo::MessageMischief odd = mischief(u"odd-metadata"_s);
        QList<QJsonValue> all;
        for (int i = 0; i < 4; ++i)
            all << odd.spoiled({{"image"_L1, "x"_L1}, {"metadata"_L1, "{}"_L1}})[0]["metadata"_L1];
        QVERIFY(all[0].isNull() && all[1].isString() && all[1].toString().isEmpty());
        QVERIFY(all[2].toString().startsWith("no JSON"_L1));
        QVERIFY(all[3].toString().startsWith("[[[["_L1));
    }

    void unknownMessagesComeBetween()
    {
        const QList<QJsonObject> messages = told(u"demo-odd-messages"_s);
        const auto has = [&](QLatin1String key) {
            return std::ranges::any_of(messages, [&](const QJsonObject &one) { return one.contains(key); });
        };
        QVERIFY(has("unknown_kind"_L1) && has("surprise"_L1) && has("image"_L1));
        QVERIFY(std::ranges::any_of(
            messages, [](const QJsonObject &one) { return one["socket_intention"_L1] == "stay"_L1; }));
    }

    void nonsenseComesBetween()
    {
        const DemoScene scene;
        const auto socket = scene.generate(scene.newSession(), DemoScene::request(u"demo-odd-frames"_s));
        QVERIFY(socket->closes());
        QSet<QByteArray> texts;
        for (const RawSocket::Frame &frame : socket->frames())
            texts << frame.payload;
        QVERIFY(texts.contains("[1, 2, 3]") && texts.contains("") && texts.contains("this is no JSON"));
    }

    void messagesComeInPieces()
    {
        const DemoScene scene;
        const auto socket = scene.generate(scene.newSession(), DemoScene::request(u"demo-fragments"_s));
        QVERIFY(socket->closes());
        constexpr int continuation = 0;
        constexpr int ping = 9;
        QVERIFY(std::ranges::count(socket->frames(), continuation, &RawSocket::Frame::opcode) > 10);
        QVERIFY(std::ranges::count(socket->frames(), ping, &RawSocket::Frame::opcode) > 1);
    }

    void picturesComeLate()
    {
        const auto scene = failing(u"image-once-404"_s);
        const QByteArray path = pictureIn(*scene);
        QCOMPARE(scene->get(path).status, 404);
        QCOMPARE(scene->get(path).status, 200);
    }

    void picturesArePages()
    {
        const auto scene = failing(u"image-html"_s);
        const RawReply reply = scene->get(pictureIn(*scene));
        QCOMPARE(reply.status, 200);
        QVERIFY(reply.header("Content-Type").startsWith("text/html"));
    }

    void picturesAreOfAnotherKind()
    {
        const auto scene = failing(u"wrong-type"_s);
        const RawReply reply = scene->get(pictureIn(*scene));
        QCOMPARE(reply.header("Content-Type"), "image/png"_ba);
        QVERIFY(reply.body.startsWith("\xff\xd8\xff"));
    }
};

QTEST_GUILESS_MAIN(TestDemoMischief)
#include "tst_demomischief.moc"

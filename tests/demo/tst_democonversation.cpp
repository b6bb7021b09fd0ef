// SPDX-License-Identifier: GPL-3.0-or-later
// What the demo server says over a WebSocket, and in which order.
#include "demoscene.h"

#include <QElapsedTimer>
#include <QJsonArray>
#include <QJsonDocument>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

class TestDemoConversation : public QObject
{
    Q_OBJECT
    std::unique_ptr<DemoScene> m_scene;
    QString m_session;

    QList<QJsonObject> whole(const QJsonObject &request)
    {
        const auto socket = m_scene->generate(m_session, request);
        if (!socket->closes() || socket->closeCode() != 1000)
            qWarning("not closed as it should");
        return socket->messages();
    }

    void loadModel() { m_scene->post("SelectModel", {{"model"_L1, "demo"_L1}}, m_session); }

    static QList<QJsonObject> with(const QList<QJsonObject> &messages, QLatin1String key)
    {
        QList<QJsonObject> found;
        for (const QJsonObject &message : messages) {
            if (message.contains(key))
                found << message;
        }
        return found;
    }

    static QJsonObject metadataOf(const QJsonObject &message)
    {
        return QJsonDocument::fromJson(message["metadata"_L1].toString().toUtf8()).object();
    }

private Q_SLOTS:
    void init()
    {
        m_scene = std::make_unique<DemoScene>();
        m_session = m_scene->newSession();
        QTest::failOnWarning(QRegularExpression(u".*"_s));
    }
    void cleanup() { m_scene.reset(); }

    void oneImageWordForWord()
    {
        loadModel();
        const QStringList expected{
            u"status 1 0 0 0"_s, u"status 1 0 1 0"_s, u"status 1 0 0 0"_s, u"status 1 0 0 1"_s, // launched
            u"progress 0"_s,     u"progress 0"_s,     u"progress 0"_s,     u"progress 0"_s,
            u"progress 0"_s, // parts
            u"progress 0"_s,     u"preview 0"_s,      u"progress 0"_s,     u"preview 0"_s, // two steps
            u"progress 0"_s,     u"progress 0"_s,     u"progress 0"_s, // parts
            u"image 0"_s,        u"status 0 0 0 0"_s, u"keep"_s,           u"discard"_s,
            u"intention"_s,      u"status 0 0 0 0"_s};
        QCOMPARE(wordsOf(whole(DemoScene::request(u"a lake"_s))), expected);
    }

    void theFirstTimeTheModelIsLoaded()
    {
        const QStringList words = wordsOf(whole(DemoScene::request(u"a lake"_s)));
        QCOMPARE(words.mid(0, 5),
                 (QStringList{u"status 1 0 0 0"_s, u"status 1 0 1 0"_s, u"status 1 1 1 0"_s,
                              u"status 1 0 0 0"_s, u"status 1 0 0 1"_s}));
    }

    void progressIsAsTheRealOne()
    {
        loadModel();
        const QList<QJsonObject> messages = whole(DemoScene::request(u"a lake"_s, 1, 4));
        QList<double> overall;
        QList<double> previews;
        for (const QJsonObject &message : with(messages, "gen_progress"_L1)) {
            const QJsonObject progress = message["gen_progress"_L1].toObject();
            (progress.contains("preview"_L1) ? previews : overall)
                << progress["overall_percent"_L1].toDouble();
            QCOMPARE(progress["batch_index"_L1], QJsonValue(u"0"_s));
            QCOMPARE(progress["request_id"_L1], QJsonValue(u"1001"_s));
            QCOMPARE(progress.contains("metadata"_L1), overall.size() == 1 && previews.isEmpty());
            if (progress.contains("preview"_L1))
                QVERIFY(progress["preview"_L1].toString().startsWith("data:image/jpeg;base64,/9j/"_L1));
        }
        QCOMPARE(
            overall,
            (QList<double>{0.125, 0.25, 0.375, 0.5, 0.625, 0.65625, 0.6875, 0.71875, 0.75, 0.75, 0.875, 1}));
        QCOMPARE(previews,
                 (QList<double>{0.75, 0.78571427, 0.8214286, 0.85714287})); // more than the others say
    }

    void whatIsKnownAlreadyIsNotDoneAgain()
    {
        const auto first = [this](const QString &prompt) {
            return with(whole(DemoScene::request(prompt)),
                        "gen_progress"_L1)[0]["gen_progress"_L1]["overall_percent"_L1]
                .toDouble();
        };
        QCOMPARE(first(u"a lake"_s), 0.125); // nothing known
        QCOMPARE(first(u"a lake"_s), 0.5); // all
        QCOMPARE(first(u"a hill"_s), 0.375); // all but the prompt
    }

    void theImageTellsHowItWasMade()
    {
        QJsonObject request = DemoScene::request(u"caf\u00e9 at night"_s);
        request["cfg_scale"_L1] = "6.5"_L1;
        const QList<QJsonObject> messages = whole(request);
        const QJsonObject image = with(messages, "image"_L1)[0];
        QCOMPARE(image.keys(), (QStringList{u"batch_index"_s, u"image"_s, u"metadata"_s, u"request_id"_s}));
        QVERIFY(image["metadata"_L1].toString().contains("caf\\u00e9"_L1));
        const QJsonObject metadata = metadataOf(image);
        QCOMPARE(metadata["sui_image_params"_L1],
                 (QJsonObject{{"prompt"_L1, u"caf\u00e9 at night"_s},
                              {"negativeprompt"_L1, ""_L1},
                              {"model"_L1, "demo"_L1},
                              {"width"_L1, 64},
                              {"height"_L1, 64},
                              {"steps"_L1, 2},
                              {"seed"_L1, 100},
                              {"cfgscale"_L1, 6.5},
                              {"swarm_version"_L1, "0.9.8.2"_L1}}));
        QCOMPARE(metadata["sui_extra_data"_L1].toObject().keys(),
                 (QStringList{u"date"_s, u"generation_time"_s, u"prep_time"_s}));
        QCOMPARE(metadata["sui_models"_L1][0]["name"_L1].toString(), u"demo.safetensors"_s);
        QCOMPARE(metadata["sui_models"_L1][0]["hash"_L1].toString().size(), 66);
        const QJsonObject preview
            = metadataOf(with(messages, "gen_progress"_L1)[0]["gen_progress"_L1].toObject());
        QVERIFY(preview["sui_image_params"_L1]["is_preview"_L1].toBool());
        QVERIFY(!preview.contains("sui_models"_L1));
        // the same text is in the file
        const QByteArray file
            = m_scene->get('/' + image["image"_L1].toString().toUtf8().toPercentEncoding("/")).body;
        QVERIFY(file.contains("tEXtparameters" + QByteArray(1, '\0')
                              + image["metadata"_L1].toString().toLatin1()));
    }

    void fourImagesInterleave()
    {
        loadModel();
        const QList<QJsonObject> messages = whole(DemoScene::request(u"a lake"_s, 4));
        QStringList events;
        for (const QString &word : wordsOf(messages)) {
            if (!word.startsWith("progress"_L1) && !word.startsWith("preview"_L1)
                && !word.startsWith("status"_L1))
                events << word;
        }
        QCOMPARE(events.filter(u"image"_s),
                 (QStringList{u"image 0"_s, u"image 1"_s, u"image 2"_s, u"image 3"_s}));
        QCOMPARE(events.mid(events.indexOf(u"image 3"_s)),
                 (QStringList{u"image 3"_s, u"keep"_s, u"discard"_s, u"intention"_s}));
        QVERIFY(events.count(u"keep"_s) <= 4);
        for (int i = 0; i < 4; ++i) {
            const QJsonObject image = with(messages, "image"_L1)[i];
            QCOMPARE(metadataOf(image)["sui_image_params"_L1]["seed"_L1].toInt(), 100 + i);
            QCOMPARE(metadataOf(image)["sui_image_params"_L1]["images"_L1].toInt(), 4);
        }
    }

    void twoAtATimeHaveASlot()
    {
        loadModel();
        const QStringList words = wordsOf(whole(DemoScene::request(u"a lake"_s, 4, 30)));
        QVERIFY2(words.contains(u"status 4 0 2 2"_s), qPrintable(words.join(u'\n')));
        QVERIFY(words.contains(u"status 3 0 1 2"_s));
        QCOMPARE(words.filter(QRegularExpression(u"^status .* [3-9]$"_s)), QStringList{});
    }

    void theNextImageBeginsBeforeTheLastOneIsTold()
    {
        loadModel();
        const QStringList words = wordsOf(whole(DemoScene::request(u"a lake"_s, 2, 30)));
        const qsizetype image = words.indexOf(u"image 0"_s);
        QCOMPARE(
            words.mid(image, 5),
            (QStringList{u"image 0"_s, u"progress 1"_s, u"progress 1"_s, u"status 1 0 0 1"_s, u"keep"_s}));
    }

    void batchesCountTheirImages()
    {
        loadModel();
        QJsonObject request = DemoScene::request(u"a lake"_s, 2, 1);
        request["batchsize"_L1] = 2;
        const QList<QJsonObject> messages = whole(request);
        QStringList indices;
        for (const QJsonObject &image : with(messages, "image"_L1)) {
            indices << image["batch_index"_L1].toString();
            QCOMPARE(metadataOf(image)["sui_image_params"_L1]["seed"_L1].toInt(),
                     100 + indices.last().toInt());
        }
        QCOMPARE(indices, (QStringList{u"0"_s, u"1"_s, u"2"_s, u"3"_s}));
        QStringList previews;
        for (const QJsonObject &message : with(messages, "gen_progress"_L1)) {
            const QJsonObject progress = message["gen_progress"_L1].toObject();
            const QJsonValue index = progress["batch_index"_L1];
            if (progress.contains("preview"_L1))
                previews << (index.isDouble() ? u"number %1"_s.arg(index.toInt()) : index.toString());
            else
                QVERIFY(index == u"0"_s || index == u"2"_s);
        }
        QCOMPARE(previews, (QStringList{u"0"_s, u"number 1"_s, u"2"_s, u"number 3"_s}));
    }

    void switchesOfARequest()
    {
        QJsonObject request = DemoScene::request(u"a lake"_s, 2, 1);
        request["nopreviews"_L1] = true;
        request["noseedincrement"_L1] = true;
        request["forwardswarmdata"_L1] = true;
        request["donotsave"_L1] = true;
        const QList<QJsonObject> messages = whole(request);
        QVERIFY(wordsOf(messages).filter(u"preview"_s).isEmpty());
        for (const QJsonObject &image : with(messages, "image"_L1)) {
            QVERIFY(image["image"_L1].toString().startsWith("data:image/png;base64,iVBOR"_L1));
            QCOMPARE(metadataOf(image)["sui_image_params"_L1]["seed"_L1].toInt(), 100);
        }
        const QStringList words = wordsOf(messages);
        QCOMPARE(words[words.indexOf(u"image 0"_s) - 1], u"raw_swarm_data"_s);
    }

    void picturesBetweenAndBeyond()
    {
        const QList<QJsonObject> between = whole(DemoScene::request(u"demo-intermediate=2"_s));
        QCOMPARE(wordsOf(between).filter(u"image"_s),
                 (QStringList{u"image -11"_s, u"image -12"_s, u"image 0"_s}));
        QCOMPARE(metadataOf(with(between, "image"_L1)[0])["sui_extra_data"_L1]["intermediate"_L1].toString(),
                 u"intermediate output"_s);
        const QList<QJsonObject> beyond = whole(DemoScene::request(u"demo-extra=2"_s, 2));
        QCOMPARE(wordsOf(beyond).filter(u"image"_s),
                 (QStringList{u"image 0"_s, u"image 3"_s, u"image 4"_s, u"image 1"_s, u"image 5"_s,
                              u"image 6"_s}));
    }

    void aRandomSeedIsTold()
    {
        QJsonObject request = DemoScene::request(u"a lake"_s);
        request.remove("seed"_L1);
        const qint64 first
            = metadataOf(with(whole(request), "image"_L1)[0])["sui_image_params"_L1]["seed"_L1].toInteger();
        const qint64 second
            = metadataOf(with(whole(request), "image"_L1)[0])["sui_image_params"_L1]["seed"_L1].toInteger();
        QVERIFY(first >= 0 && first <= 0x7fffffff && first != second);
    }

    void wrongFirstMessages_data()
    {
        QTest::addColumn<QByteArray>("route");
        QTest::addColumn<QByteArray>("message");
        QTest::addColumn<QJsonObject>("answer");
        const QByteArray generate = "/API/GenerateText2ImageWS";
        const QJsonObject internal{{"error_id"_L1, "internal_error"_L1},
                                   {"error"_L1, "An internal error occurred"_L1}};
        const QJsonObject missing{{"error_id"_L1, "basic_api"_L1}, {"error"_L1, "missing session id"_L1}};
        QTest::newRow("no JSON") << generate << "hello"_ba << internal;
        QTest::newRow("array") << generate << "[1]"_ba << internal;
        QTest::newRow("nothing") << generate << ""_ba << internal;
        QTest::newRow("no session") << generate << R"({"images":1})"_ba << missing;
        QTest::newRow("unknown session")
            << generate << R"({"session_id":"0123456789abcdef0123456789abcdef01234567","images":1})"_ba
            << QJsonObject{{"error_id"_L1, "invalid_session_id"_L1},
                           {"error"_L1, "Invalid session ID. You may need to refresh the page."_L1}};
        QTest::newRow("no images") << generate << R"({"session_id":"$","prompt":"x"})"_ba
                                   << QJsonObject{{"error"_L1, "Missing required parameter 'images'"_L1}};
        QTest::newRow("images no number")
            << generate << R"({"session_id":"$","images":"many"})"_ba
            << QJsonObject{
                   {"error"_L1, "Invalid value 'many' for parameter 'images', must be type 'Int32'"_L1}};
        QTest::newRow("a route of HTTP")
            << "/API/GetNewSession"_ba
            << R"({"session_id":"$"})"_ba
            << QJsonObject{{"error_id"_L1, "bad_request_method"_L1},
                           {"error"_L1, "API route needs HTTP, request is websocket"_L1}};
        QTest::newRow("unknown route")
            << "/API/NoSuchRoute"_ba
            << R"({"session_id":"$"})"_ba
            << QJsonObject{{"error_id"_L1, "bad_route"_L1}, {"error"_L1, "Unknown API route."_L1}};
    }

    void wrongFirstMessages()
    {
        QFETCH(QByteArray, route);
        QFETCH(QByteArray, message);
        RawSocket socket(m_scene->port(), route);
        QCOMPARE(socket.handshake().status, 101);
        socket.sendText(message.replace('$', m_session.toLatin1()));
        QVERIFY(socket.closes());
        QCOMPARE(socket.closeCode(), 1000);
        QCOMPARE(socket.messages().size(), 1);
        QTEST(socket.messages().first(), "answer");
    }

    void refusedValues_data()
    {
        QTest::addColumn<QJsonObject>("change");
        QTest::addColumn<QStringList>("words");
        const auto refused = [](const QString &first) {
            return QStringList{first, u"error"_s, u"intention"_s, u"status 0 0 0 0"_s};
        };
        QTest::newRow("out of range") << QJsonObject{{"width"_L1, 7}} << refused(u"status 1 0 0 0"_s);
        QTest::newRow("unknown model")
            << QJsonObject{{"model"_L1, "nosuchmodel"_L1}} << refused(u"status 1 0 0 0"_s);
        QTest::newRow("no images") << QJsonObject{{"images"_L1, 0}} << refused(u"status 0 0 0 0"_s);
        QTest::newRow("too many images")
            << QJsonObject{{"images"_L1, 20000}} << refused(u"status 20000 0 0 0"_s);
        QTest::newRow("broken without a word")
            << QJsonObject{{"initimage"_L1, "AAAAAAAAAAAAA"_L1}}
            << QStringList{u"status 1 0 0 0"_s, u"intention"_s, u"status 0 0 0 0"_s};
    }

    void refusedValues()
    {
        QFETCH(QJsonObject, change);
        QJsonObject request = DemoScene::request(u"a lake"_s);
        for (auto one = change.begin(); one != change.end(); ++one)
            request[one.key()] = one.value();
        QTEST(wordsOf(whole(request)), "words");
    }

    void aBinaryFirstMessageIsAsGood()
    {
        RawSocket socket(m_scene->port(), "/api/generatetext2imagews",
                         "Sec-WebSocket-Extensions: permessage-deflate\r\nSec-WebSocket-Protocol: "
                         "x\r\nOrigin: http://x\r\n");
        QVERIFY(!socket.handshake().has("Sec-WebSocket-Extensions"));
        QVERIFY(!socket.handshake().has("Sec-WebSocket-Protocol"));
        QJsonObject request = DemoScene::request(u"a lake"_s);
        request["session_id"_L1] = m_session;
        const QByteArray message = QJsonDocument(request).toJson();
        socket.sendFrame(0x2, message.left(20), false);
        socket.sendFrame(0x9, "hello");
        socket.sendFrame(0x0, message.mid(20));
        QVERIFY(socket.closes());
        QVERIFY(wordsOf(socket.messages()).contains(u"image 0"_s));
        QCOMPARE(socket.frames().first().opcode, 0xa); // the answer to the Ping, before all else
        QCOMPARE(socket.frames().first().payload, "hello"_ba);
    }

    void nothingOutsideTheApiIsASocket()
    {
        const RawSocket socket(m_scene->port(), "/View/local/x");
        QCOMPARE(socket.handshake().status, 404);
        QVERIFY(socket.handshake().body.contains("file_not_found"));
    }

    void aFollowUpGoesOnWithTheCount()
    {
        loadModel();
        const auto socket = m_scene->generate(m_session, DemoScene::request(u"first"_s, 2, 120));
        QTRY_VERIFY_WITH_TIMEOUT(wordsOf(socket->messages()).contains(u"preview 0"_s), patience);
        socket->sendText(QJsonDocument(DemoScene::request(u"second"_s)).toJson());
        QVERIFY(socket->closes());
        const QList<QJsonObject> images = with(socket->messages(), "image"_L1);
        QCOMPARE(wordsOf(images), (QStringList{u"image 0"_s, u"image 1"_s, u"image 2"_s}));
        QCOMPARE(images[1]["request_id"_L1].toString(), u"1001"_s);
        QCOMPARE(images[2]["request_id"_L1].toString(), u"1002"_s);
        const QStringList words = wordsOf(socket->messages());
        QCOMPARE(words.count(u"discard"_s), 2);
        QCOMPARE(words.count(u"intention"_s), 1);
        QVERIFY(words.contains(u"status 3 0 1 2"_s));
    }

    void aFollowUpThatIsNoJsonIsTheLastThatIsHeard()
    {
        const auto socket = m_scene->generate(m_session, DemoScene::request(u"first"_s, 1, 120));
        QTRY_VERIFY_WITH_TIMEOUT(wordsOf(socket->messages()).contains(u"preview 0"_s), patience);
        socket->sendText("hello");
        socket->sendText(QJsonDocument(DemoScene::request(u"second"_s)).toJson());
        QVERIFY(socket->closes());
        QCOMPARE(wordsOf(socket->messages()).filter(u"image"_s), QStringList{u"image 0"_s});
    }

    void aRefusedFollowUpLeavesTheOthersAlone()
    {
        loadModel();
        const auto socket = m_scene->generate(m_session, DemoScene::request(u"first"_s, 1, 120));
        QTRY_VERIFY_WITH_TIMEOUT(wordsOf(socket->messages()).contains(u"preview 0"_s), patience);
        QJsonObject bad = DemoScene::request(u"second"_s);
        bad["width"_L1] = 7;
        socket->sendText(QJsonDocument(bad).toJson());
        QVERIFY(socket->closes());
        const QStringList words = wordsOf(socket->messages());
        QCOMPARE(words[words.indexOf(u"error"_s) - 1], u"status 2 0 0 1"_s);
        QCOMPARE(words.filter(u"image"_s), QStringList{u"image 0"_s});
        QCOMPARE(words.last(), u"status 0 0 0 0"_s);
    }

    void aFollowUpWithoutImagesIsOneAndDoesNotCount()
    {
        const auto socket = m_scene->generate(m_session, DemoScene::request(u"first"_s, 1, 120));
        QTRY_VERIFY_WITH_TIMEOUT(wordsOf(socket->messages()).contains(u"preview 0"_s), patience);
        QJsonObject request = DemoScene::request(u"second"_s);
        request.remove("images"_L1);
        socket->sendText(QJsonDocument(request).toJson());
        socket->sendText(QJsonDocument(DemoScene::request(u"third"_s)).toJson());
        QVERIFY(socket->closes());
        QCOMPARE(wordsOf(socket->messages()).filter(u"image"_s),
                 (QStringList{u"image 0"_s, u"image 1"_s, u"image 1"_s}));
    }

    void aRequestWithinTheLingerIsTaken()
    {
        demo::Tempo tempo = DemoScene::quick();
        tempo.linger = 400ms;
        m_scene = std::make_unique<DemoScene>(DemoScene::Setting{.tempo = tempo});
        m_session = m_scene->newSession();
        const auto socket = m_scene->generate(m_session, DemoScene::request(u"first"_s));
        QTRY_VERIFY_WITH_TIMEOUT(wordsOf(socket->messages()).contains(u"intention"_s), patience);
        QElapsedTimer sinceIntention;
        sinceIntention.start();
        socket->sendText(QJsonDocument(DemoScene::request(u"late"_s)).toJson());
        QTRY_VERIFY_WITH_TIMEOUT(wordsOf(socket->messages()).contains(u"image 1"_s), patience);
        QTRY_COMPARE_WITH_TIMEOUT(wordsOf(socket->messages()).count(u"intention"_s), 2, patience);
        QVERIFY(sinceIntention.elapsed() >= 350); // not before the first linger is over
        QVERIFY(socket->closes());
        QVERIFY(sinceIntention.elapsed() >= 700);
    }

    void theLingerIsTwoSecondsByItself() { QCOMPARE(demo::Tempo{}.linger, 2000ms); }

    void aSilentJobKeepsItsSocketAlive()
    {
        demo::Tempo tempo = DemoScene::quick();
        tempo.keepAlive = 60ms;
        m_scene = std::make_unique<DemoScene>(DemoScene::Setting{.tempo = tempo});
        m_session = m_scene->newSession();
        const auto socket = m_scene->generate(m_session, DemoScene::request(u"demo-step=400"_s, 1, 1));
        QVERIFY(socket->closes());
        int pongs = 0;
        for (const RawSocket::Frame &frame : socket->frames())
            pongs += frame.opcode == 0xa && frame.payload.isEmpty() ? 1 : 0;
        QVERIFY2(pongs >= 3, qPrintable(QString::number(pongs)));
        QVERIFY(wordsOf(socket->messages()).count(u"keep"_s) >= 3);
    }

    void aClientThatSaysNothingIsCutOff()
    {
        demo::Tempo tempo = DemoScene::quick();
        tempo.firstMessage = 50ms;
        m_scene = std::make_unique<DemoScene>(DemoScene::Setting{.tempo = tempo});
        RawSocket socket(m_scene->port(), "/API/GenerateText2ImageWS");
        QTRY_VERIFY_WITH_TIMEOUT(!socket.isConnected(), patience);
        QCOMPARE(socket.closeCode(), 0);
    }

    void manySessionsAtOnce()
    {
        std::vector<std::unique_ptr<RawSocket>> sockets;
        for (int i = 0; i < 30; ++i)
            sockets.push_back(
                m_scene->generate(m_scene->newSession(), DemoScene::request(u"job %1"_s.arg(i), 1, 1)));
        for (const auto &socket : sockets) {
            QVERIFY(socket->closes());
            QVERIFY(wordsOf(socket->messages()).contains(u"image 0"_s));
        }
        QCOMPARE(wordOf(m_scene->post("GetGlobalStatus", {}, m_session).json()), u"status 0 0 0 0"_s);
    }
};

QTEST_GUILESS_MAIN(TestDemoConversation)
#include "tst_democonversation.moc"

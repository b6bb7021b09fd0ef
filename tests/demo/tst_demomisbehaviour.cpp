// SPDX-License-Identifier: GPL-3.0-or-later
// The demo server's named failures, as a client meets them.
#include "demoscene.h"

#include <QElapsedTimer>
#include <QJsonArray>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

class TestDemoMisbehaviour : public QObject
{
    Q_OBJECT

    static QStringList endOf(const DemoScene &scene, const QJsonObject &request)
    {
        const auto socket = scene.generate(scene.newSession(), request);
        if (!socket->closes())
            return {u"not closed"_s};
        const QStringList kinds = kindsOf(socket->messages());
        return kinds.mid(std::max<qsizetype>(0, kinds.indexOf(u"status"_s)));
    }

private Q_SLOTS:
    void everythingFailsAtTheBackend()
    {
        const DemoScene scene(DemoScene::Setting{.failures = {u"backend-error"_s}});
        const QString session = scene.newSession();
        const auto socket = scene.generate(session, DemoScene::request(u"a lake"_s, 1, 4));
        QVERIFY(socket->closes());
        QCOMPARE(kindsOf(socket->messages()),
                 (QStringList{u"status"_s, u"progress"_s, u"error"_s, u"status"_s, u"keep"_s, u"discard"_s,
                              u"intention"_s, u"status"_s}));
        QCOMPARE(wordsOf(socket->messages()).count(u"preview 0"_s), 2); // half way
    }

    void theMiddleOneFails()
    {
        const DemoScene scene;
        const QString session = scene.newSession();
        scene.post("SelectModel", {{"model"_L1, "demo"_L1}}, session);
        const auto socket = scene.generate(session, DemoScene::request(u"demo-fail-seed=101"_s, 3, 20));
        QVERIFY(socket->closes());
        QStringList events;
        for (const QString &word : wordsOf(socket->messages())) {
            if (word.startsWith("image"_L1) || word == "error"_L1 || word == "discard"_L1)
                events << word;
        }
        // the third was in a slot already and still comes
        QCOMPARE(events, (QStringList{u"image 0"_s, u"error"_s, u"image 2"_s, u"discard"_s}));
    }

    void whatHadNoSlotIsDroppedAfterAFailure()
    {
        const DemoScene scene;
        const QString session = scene.newSession();
        scene.post("SelectModel", {{"model"_L1, "demo"_L1}}, session);
        const auto socket = scene.generate(session, DemoScene::request(u"demo-fail-seed=101"_s, 6, 20));
        QVERIFY(socket->closes());
        QCOMPARE(wordsOf(socket->messages()).filter(u"image"_s), (QStringList{u"image 0"_s, u"image 2"_s}));
        QCOMPARE(wordsOf(socket->messages()).count(u"error"_s), 1);
        QCOMPARE(wordsOf(socket->messages()).last(), u"status 0 0 0 0"_s);
    }

    void anErrorIsKeptQuietWhereThatIsAsked()
    {
        const DemoScene scene;
        QJsonObject request = DemoScene::request(u"demo-fail-seed=101"_s, 4);
        request["continueaftererrors"_L1] = true;
        const auto socket = scene.generate(scene.newSession(), request);
        QVERIFY(socket->closes());
        QCOMPARE(wordsOf(socket->messages()).filter(u"image"_s),
                 (QStringList{u"image 0"_s, u"image 2"_s, u"image 3"_s}));
        QVERIFY(!wordsOf(socket->messages()).contains(u"error"_s));
    }

    void nothingIsDrawn()
    {
        const DemoScene scene(DemoScene::Setting{.failures = {u"empty-result"_s}});
        QCOMPARE(endOf(scene, DemoScene::request(u"a lake"_s)),
                 (QStringList{u"status"_s, u"progress"_s, u"error"_s, u"status"_s, u"keep"_s, u"discard"_s,
                              u"intention"_s, u"status"_s}));
    }

    void noProgress()
    {
        const DemoScene scene(DemoScene::Setting{.failures = {u"no-progress"_s}});
        QCOMPARE(endOf(scene, DemoScene::request(u"a lake"_s)),
                 (QStringList{u"status"_s, u"image"_s, u"status"_s, u"keep"_s, u"discard"_s, u"intention"_s,
                              u"status"_s}));
    }

    void noWebSockets()
    {
        const DemoScene scene(DemoScene::Setting{.failures = {u"refuse-upgrade"_s}});
        QCOMPARE(RawSocket(scene.port(), "/API/GenerateText2ImageWS").handshake().status, 502);
        const QJsonObject made
            = scene.post("GenerateText2Image", DemoScene::request(u"a lake"_s), scene.newSession()).json();
        QCOMPARE(made["images"_L1].toArray().size(), 1);
    }

    void theSocketIsCut()
    {
        const DemoScene scene(DemoScene::Setting{.failures = {u"drop-socket=3"_s}});
        const QString session = scene.newSession();
        const auto socket = scene.generate(session, DemoScene::request(u"a lake"_s));
        QTRY_VERIFY(!socket->isConnected());
        QCOMPARE(socket->closeCode(), 0);
        QCOMPARE(wordsOf(socket->messages()).filter(u"progress"_s).size(), 3);
        QTRY_COMPARE(scene.counts(session), u"0 0 0 0"_s);
        const QJsonObject list
            = scene.post("ListImages", {{"path"_L1, ""_L1}, {"depth"_L1, 3}}, session).json();
        QCOMPARE(list["files"_L1].toArray().size(), 1); // the job went on
    }

    void theSocketStaysOpen()
    {
        const DemoScene scene(DemoScene::Setting{.failures = {u"never-close"_s}});
        const auto socket = scene.generate(scene.newSession(), DemoScene::request(u"a lake"_s));
        QTRY_VERIFY(wordsOf(socket->messages()).contains(u"intention"_s));
        QVERIFY(!socket->closes(300));
        QVERIFY(socket->isConnected());
    }

    void noSessionWithoutAnAccount()
    {
        const DemoScene scene(DemoScene::Setting{.failures = {u"login"_s}});
        const RawReply reply = scene.post("GetNewSession", {});
        QCOMPARE(reply.status, 200);
        QCOMPARE(reply.body, R"({"error":"Invalid or unauthorized."})"_ba);
    }

    void aBareRefusal()
    {
        const DemoScene scene(DemoScene::Setting{.failures = {u"unauthorized"_s}});
        const RawReply reply = scene.post("GetNewSession", {});
        QCOMPARE(reply.status, 401);
        QCOMPARE(reply.body, "Unauthorized"_ba);
        QVERIFY(!reply.has("Content-Type"));
        QCOMPARE(RawSocket(scene.port(), "/API/GenerateText2ImageWS").handshake().status, 401);
        QCOMPARE(scene.get("/View/local/x.png").status, 401);
    }

    void anotherServerAltogether()
    {
        const DemoScene scene(DemoScene::Setting{.failures = {u"not-swarm"_s}});
        for (const RawReply &reply :
             {scene.post("GetNewSession", {}), scene.get("/View/local/x.png"), scene.get("/")}) {
            QCOMPARE(reply.status, 200);
            QVERIFY(reply.header("Content-Type").startsWith("text/html"));
            QVERIFY(reply.body.startsWith("<!DOCTYPE html>"));
        }
        QCOMPARE(RawSocket(scene.port(), "/API/GenerateText2ImageWS").handshake().status, 200);
    }

    void slowAnswers()
    {
        const DemoScene scene(DemoScene::Setting{.failures = {u"slow=150"_s}});
        QElapsedTimer clock;
        clock.start();
        QCOMPARE(scene.post("GetNewSession", {}).status, 200);
        QVERIFY2(clock.elapsed() >= 140, qPrintable(QString::number(clock.elapsed())));
    }

    void noBackends()
    {
        const DemoScene scene(DemoScene::Setting{.failures = {u"no-backends"_s}});
        const QString session = scene.newSession();
        const QJsonObject status
            = scene.post("GetCurrentStatus", {}, session).json()["backend_status"_L1].toObject();
        QCOMPARE(status["status"_L1].toString(), u"empty"_s);
        QVERIFY(status["message"_L1].toString().startsWith("No backends present."_L1));
        QCOMPARE(scene.post("ListBackends", {}, session).json(), QJsonObject{});
        QCOMPARE(scene.post("SelectModel", {{"model"_L1, "demo"_L1}}, session).json()["error"_L1].toString(),
                 u"Model failed to load."_s);
        const auto socket = scene.generate(session, DemoScene::request(u"a lake"_s, 2));
        QVERIFY(socket->closes());
        QCOMPARE(wordsOf(socket->messages()),
                 (QStringList{u"status 2 0 0 0"_s, u"status 2 0 1 0"_s, u"status 2 0 2 0"_s, u"error"_s,
                              u"status 2 0 1 0"_s, u"error"_s, u"status 2 0 0 0"_s, u"keep"_s, u"discard"_s,
                              u"intention"_s, u"status 0 0 0 0"_s}));
    }

    void picturesAreGone()
    {
        const DemoScene scene(DemoScene::Setting{.failures = {u"image-404"_s}});
        const QJsonObject made
            = scene.post("GenerateText2Image", DemoScene::request(u"a lake"_s), scene.newSession()).json();
        const RawReply reply
            = scene.get('/' + made["images"_L1][0].toString().toUtf8().toPercentEncoding("/"));
        QCOMPARE(reply.status, 404);
        QCOMPARE(reply.json()["error_id"_L1].toString(), u"file_not_found"_s);
    }
};

QTEST_GUILESS_MAIN(TestDemoMisbehaviour)
#include "tst_demomisbehaviour.moc"

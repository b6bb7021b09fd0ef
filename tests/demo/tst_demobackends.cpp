// SPDX-License-Identifier: GPL-3.0-or-later
// Backends of other kinds, and those that do not answer.
#include "demoscene.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using Kind = DemoBackend::Kind;

class TestDemoBackends : public QObject
{
    Q_OBJECT

    static std::unique_ptr<DemoScene> sceneWith(const QList<DemoBackend> &backends)
    {
        return std::make_unique<DemoScene>(DemoOptions{.stepTime = 1ms, .chosenBackends = backends});
    }

    static QString stateOf(const DemoScene &scene)
    {
        return scene.post("GetCurrentStatus", {}, scene.newSession())
            .json()["backend_status"_L1]["status"_L1]
            .toString();
    }

    static QJsonValue listed(const DemoScene &scene, const QString &key, const QString &id = u"0"_s)
    {
        return scene.post("ListBackends", {{"full_data"_L1, true}}, scene.newSession()).json()[id][key];
    }

    /// What a request over HTTP came to: "" for pictures.
    static QString outcome(const DemoScene &scene, const QJsonObject &request)
    {
        return scene.post("GenerateText2Image", request, scene.newSession()).json()["error"_L1].toString();
    }

    /// Edits the first backend so that it may be idle, or not.
    static QJsonObject edit(const DemoScene &scene, bool mayIdle)
    {
        return scene
            .post("EditBackend",
                  {{"backend_id"_L1, 0},
                   {"title"_L1, "edited"_L1},
                   {"settings"_L1, QJsonObject{{"AllowIdle"_L1, mayIdle}}}},
                  scene.newSession())
            .json();
    }

private Q_SLOTS:
    void aWebUiTellsNothingWhileItDraws()
    {
        const auto scene = sceneWith({{.kind = Kind::WebUi}});
        const auto socket = scene->generate(scene->newSession(), DemoScene::request(u"a lake"_s, 2, 4));
        QVERIFY(socket->closes());
        QCOMPARE(kindsOf(socket->messages()).join(u' '),
                 u"status image status keep status image status keep discard intention status"_s);
    }

    void aWebUiHasOneSlotAndOtherFeatures()
    {
        const auto scene = sceneWith({{.kind = Kind::WebUi}});
        QCOMPARE(listed(*scene, u"type"_s).toString(), u"auto_webui_api"_s);
        QCOMPARE(listed(*scene, u"max_usages"_s).toInt(), 1);
        QCOMPARE(listed(*scene, u"time_since_used"_s).toString(), u"Never"_s);
        const QJsonObject status = scene->post("GetCurrentStatus", {}, scene->newSession()).json();
        QCOMPARE(status["supported_features"_L1].toArray(),
                 (QJsonArray{"variation_seed"_L1, "autowebui"_L1}));
    }

    void whatEachRefuses_data()
    {
        QTest::addColumn<QList<DemoBackend>>("backends");
        QTest::addColumn<QString>("key");
        QTest::addColumn<QString>("value");
        QTest::addColumn<QString>("flag"); // that is missing
        const QList<DemoBackend> comfy{{}};
        const QList<DemoBackend> webUi{{.kind = Kind::WebUi}};
        QTest::newRow("comfy's sampler") << webUi << u"sampler"_s << u"euler"_s << u"comfyui"_s;
        QTest::newRow("its own") << webUi << u"autowebuisampler"_s << u"Euler a"_s << QString();
        QTest::newRow("the other way round")
            << comfy << u"autowebuisampler"_s << u"Euler a"_s << u"autowebui"_s;
        QTest::newRow("comfy's own") << comfy << u"sampler"_s << u"euler"_s << QString();
        QTest::newRow("one of two") << comfy + webUi << u"autowebuisampler"_s << u"Euler"_s << QString();
        QTest::newRow("a kind of model is no feature")
            << comfy << u"fluxguidancescale"_s << u"3"_s << QString();
    }

    void whatEachRefuses()
    {
        QFETCH(QList<DemoBackend>, backends);
        QFETCH(QString, key);
        QFETCH(QString, value);
        QFETCH(QString, flag);
        const auto scene = sceneWith(backends);
        QJsonObject request = DemoScene::request(u"a lake"_s);
        request[key] = value;
        const QString error = outcome(*scene, request);
        QCOMPARE(error.isEmpty(), flag.isEmpty());
        QVERIFY2(flag.isEmpty()
                     || error.endsWith(
                         u"- Request requires flag '%1' which is not present on the backend"_s.arg(flag)),
                 qPrintable(error));
    }

    void aWebUiNeedsNoModel()
    {
        const auto scene = sceneWith({{.kind = Kind::WebUi}});
        QJsonObject request = DemoScene::request(u"a lake"_s);
        request.remove("model"_L1);
        const auto socket = scene->generate(scene->newSession(), request);
        QVERIFY(socket->closes());
        QJsonObject image;
        for (const QJsonObject &message : socket->messages()) {
            if (message.contains("image"_L1))
                image = message;
        }
        QVERIFY(image["image"_L1].toString().endsWith("-a lake-unknown.png"_L1));
        QVERIFY(!image["metadata"_L1].toString().contains("sui_models"_L1));
    }

    void aWebUiSaysLittleOfFailures_data()
    {
        QTest::addColumn<QString>("word");
        QTest::addColumn<QString>("error");
        const QString wrong = u"Something went wrong while generating images."_s;
        QTest::newRow("breaks") << u"demo-fail"_s << wrong;
        QTest::newRow("refuses") << u"demo-reject"_s << wrong;
        QTest::newRow("nothing drawn")
            << u"demo-empty"_s
            << u"No images were generated (all refused, or failed - check server logs for details)."_s;
    }

    void aWebUiSaysLittleOfFailures()
    {
        QFETCH(QString, word);
        const auto scene = sceneWith({{.kind = Kind::WebUi}});
        QTEST(outcome(*scene, DemoScene::request(word)), "error");
    }

    void aWebUiCannotBeInterrupted()
    {
        const auto scene = sceneWith({{.kind = Kind::WebUi}});
        const QString session = scene->newSession();
        scene->post("SelectModel", {{"model"_L1, "demo"_L1}}, session);
        const auto socket = scene->generate(session, DemoScene::request(u"demo-step=30 lake"_s, 3, 10));
        QVERIFY(socket->hears([&] { return scene->counts(session).endsWith("1"_L1); }));
        QCOMPARE(scene->post("InterruptAll", {}, session).json(), (QJsonObject{{"success"_L1, true}}));
        QVERIFY(socket->closes());
        const QStringList words = wordsOf(socket->messages());
        QCOMPARE(words.filter(u"image"_s), QStringList{u"image 0"_s}); // the one that was drawn already
        QVERIFY(words.filter(u"error"_s).isEmpty());
        QCOMPARE(words.mid(words.size() - 3),
                 (QStringList{u"discard"_s, u"intention"_s, u"status 0 0 0 0"_s}));
    }

    void oneThatDoesNotAnswer_data()
    {
        QTest::addColumn<bool>("mayIdle");
        QTest::addColumn<QString>("state");
        QTest::newRow("is errored") << false << u"errored"_s;
        QTest::newRow("is idle where it may") << true << u"idle"_s;
    }

    void oneThatDoesNotAnswer()
    {
        QFETCH(bool, mayIdle);
        QFETCH(QString, state);
        demo::Tempo tempo = DemoScene::quick();
        tempo.look = 300ms;
        DemoScene scene({.chosenBackends = {{.reachable = false, .mayIdle = mayIdle}}}, tempo);
        QCOMPARE(stateOf(scene), u"loading"_s);
        QCOMPARE(listed(scene, u"status"_s).toString(), u"waiting"_s);
        QTRY_COMPARE(stateOf(scene), state);
        QCOMPARE(listed(scene, u"status"_s).toString(), state);
        QCOMPARE(outcome(scene, DemoScene::request(u"a lake"_s)), u"No backends available!"_s);
    }

    void workWaitsForOneThatIsLookedAt()
    {
        demo::Tempo tempo = DemoScene::quick();
        tempo.look = 100ms;
        DemoScene scene({.stepTime = 1ms, .chosenBackends = {{}}}, tempo);
        QCOMPARE(edit(scene, true)["status"_L1].toString(), u"waiting"_s);
        QCOMPARE(outcome(scene, DemoScene::request(u"a lake"_s)), QString());
    }

    void anIdleOneComesBackByItself()
    {
        const auto scene = sceneWith({{.reachable = false, .mayIdle = true}});
        QTRY_COMPARE(stateOf(*scene), u"idle"_s);
        scene->with([](demo::DemoServer &server) { server.setReachable(0, true); });
        QCOMPARE(stateOf(*scene), u"running"_s);
        QCOMPARE(outcome(*scene, DemoScene::request(u"a lake"_s)), QString());
    }

    void anErroredOneMustBeEdited()
    {
        const auto scene = sceneWith({{.reachable = false}});
        QTRY_COMPARE(stateOf(*scene), u"errored"_s);
        scene->with([](demo::DemoServer &server) { server.setReachable(0, true); });
        QCOMPARE(stateOf(*scene), u"errored"_s);
        const QJsonObject row = edit(*scene, true);
        QCOMPARE(row["modcount"_L1].toInt(), 1);
        QCOMPARE(row["title"_L1].toString(), u"edited"_s);
        QVERIFY(row["settings"_L1]["AllowIdle"_L1].toBool());
        QTRY_COMPARE(stateOf(*scene), u"running"_s);
    }

    void oneThatIsLostFailsWhatItDraws()
    {
        const auto scene = sceneWith({{.mayIdle = true}});
        const auto socket
            = scene->generate(scene->newSession(), DemoScene::request(u"demo-step=20 lake"_s, 2, 400));
        QVERIFY(socket->hears([&] { return kindsOf(socket->messages()).contains(u"progress"_s); }));
        scene->with([](demo::DemoServer &server) {
            server.setReachable(0, false);
            server.setReachable(7, false); // there is none
        });
        QVERIFY(socket->closes());
        const QList<QJsonObject> messages = socket->messages();
        QVERIFY(std::ranges::any_of(messages, [](const QJsonObject &message) {
            return message["error"_L1] == "Something went wrong while generating images."_L1;
        }));
        QCOMPARE(messages.last()["backend_status"_L1]["status"_L1].toString(), u"idle"_s);
        QCOMPARE(messages.last()["supported_features"_L1].toArray(), QJsonArray());
        QCOMPARE(listed(*scene, u"current_model"_s), QJsonValue());
    }

    void aModelIsNotLoadedByOneThatIsLost()
    {
        demo::Tempo tempo = DemoScene::quick();
        tempo.load = 30s;
        DemoScene scene({.chosenBackends = {{}}}, tempo);
        RawSocket socket(scene.port(), "/API/SelectModelWS");
        socket.sendText("{\"session_id\": \"" + scene.newSession().toLatin1() + "\", \"model\": \"demo\"}");
        QVERIFY(socket.hears([&] { return !socket.messages().isEmpty(); }));
        scene.with([](demo::DemoServer &server) { server.setReachable(0, false); });
        QVERIFY(socket.closes());
        QCOMPARE(wordsOf(socket.messages()).value(1), u"error"_s);
    }

    void stateOfAll_data()
    {
        QTest::addColumn<QList<DemoBackend>>("backends");
        QTest::addColumn<QString>("state");
        QTest::addColumn<QString>("grade");
        const DemoBackend good;
        const DemoBackend off{.enabled = false};
        const DemoBackend away{.reachable = false, .mayIdle = true};
        QTest::newRow("one runs") << QList{good, off} << u"running"_s << QString();
        QTest::newRow("all off") << QList{off, off} << u"all_disabled"_s << u"error"_s;
        QTest::newRow("one is looked at") << QList{good, away} << u"some_loading"_s << u"warn"_s;
        QTest::newRow("all are") << QList{away, off} << u"loading"_s << u"soft"_s;
    }

    void stateOfAll()
    {
        QFETCH(QList<DemoBackend>, backends);
        demo::Tempo tempo = DemoScene::quick();
        tempo.look = 30s;
        DemoScene scene({.chosenBackends = backends}, tempo);
        const QJsonValue status
            = scene.post("GetCurrentStatus", {}, scene.newSession()).json()["backend_status"_L1];
        QTEST(status["status"_L1].toString(), "state");
        QTEST(status["class"_L1].toString(), "grade");
    }

    void memoryIsFreed()
    {
        const auto scene = sceneWith({{}, {}});
        const QString session = scene->newSession();
        scene->post("SelectModel", {{"model"_L1, "demo"_L1}, {"backendId"_L1, 1}}, session);
        QVERIFY(!listed(*scene, u"current_model"_s, u"1"_s).isNull());
        const QJsonObject one
            = scene->post("FreeBackendMemory", {{"system_ram"_L1, true}, {"backend"_L1, "1"_L1}}, session)
                  .json();
        QCOMPARE(one, (QJsonObject{{"result"_L1, true}, {"count"_L1, 1}}));
        QVERIFY(listed(*scene, u"current_model"_s, u"1"_s).isNull());
        QCOMPARE(scene->post("FreeBackendMemory", {}, session).json()["count"_L1].toInt(), 2);
    }

    void unknownOnesAreRefused()
    {
        const auto scene = sceneWith({{}});
        const QJsonObject body{{"backend_id"_L1, "x"_L1},
                               {"enabled"_L1, true},
                               {"title"_L1, ""_L1},
                               {"settings"_L1, QJsonObject()}};
        for (const char *route : {"ToggleBackend", "EditBackend"})
            QCOMPARE(scene->post(route, body, scene->newSession()).json()["error"_L1].toString(),
                     u"Invalid backend ID x"_s);
    }
};

QTEST_GUILESS_MAIN(TestDemoBackends)
#include "tst_demobackends.moc"

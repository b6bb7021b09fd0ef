// SPDX-License-Identifier: GPL-3.0-or-later
// The demo server's routes: what each answers.
#include "demoscene.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QRegularExpression>
#include <QTest>

using namespace Qt::StringLiterals;

class TestDemoRoutes : public QObject
{
    Q_OBJECT
    std::unique_ptr<DemoScene> m_scene;
    QString m_session;

    QJsonObject ask(const QByteArray &route, const QJsonObject &body = {}) const
    {
        return m_scene->post(route, body, m_session).json();
    }
    static QStringList keys(const QJsonObject &object) { return object.keys(); }

private Q_SLOTS:
    void init()
    {
        m_scene = std::make_unique<DemoScene>(DemoScene::Setting{.backends = 2});
        m_session = m_scene->newSession();
    }
    void cleanup() { m_scene.reset(); }

    void aNewSessionEachTime()
    {
        const QJsonObject first = m_scene->post("GetNewSession", {{"unknown"_L1, 1}}).json();
        const QJsonObject second = m_scene->post("GetNewSession", {}).json();
        QCOMPARE(keys(first),
                 (QStringList{u"output_append_user"_s, u"permissions"_s, u"server_id"_s, u"session_id"_s,
                              u"user_id"_s, u"version"_s}));
        static const QRegularExpression form(u"^[0-9a-f]{40}$"_s);
        QVERIFY(form.match(first["session_id"_L1].toString()).hasMatch());
        QVERIFY(first["session_id"_L1] != second["session_id"_L1]);
        QCOMPARE(first["server_id"_L1], second["server_id"_L1]);
        QCOMPARE(first["user_id"_L1].toString(), u"local"_s);
        QVERIFY(first["permissions"_L1].toArray().contains(u"*"_s));
        QVERIFY(DemoScene().post("GetNewSession", {}).json()["server_id"_L1] != first["server_id"_L1]);
    }

    void nobodyIsImpersonated()
    {
        for (const QJsonValue &user : {QJsonValue(u"nobodyhere"_s), QJsonValue()}) {
            const RawReply reply = m_scene->post("GetNewSession", {{"impersonateUser"_L1, user}});
            QCOMPARE(reply.status, 200);
            QCOMPARE(reply.json()["error_id"_L1].toString(), u"bad_impersonate"_s);
        }
    }

    void theUserHeaderMakesAUser()
    {
        RawHttp connection(m_scene->port());
        connection.send(jsonPost("/API/GetNewSession", "{}", "X-SWARM-USER_ID: somebody\r\n"));
        const QString session = connection.next().json()["session_id"_L1].toString();
        QCOMPARE(m_scene->post("GetMyUserData", {}, session).json()["user_name"_L1].toString(),
                 u"somebody"_s);
        const QJsonObject made
            = m_scene->post("GenerateText2Image", DemoScene::request(u"x"_s), session).json();
        QVERIFY(made["images"_L1][0].toString().startsWith("View/somebody/raw/"_L1));
    }

    void anIdleServerCountsNothing()
    {
        for (const QByteArray route : {"GetCurrentStatus", "GetGlobalStatus"}) {
            const QJsonObject status = ask(route);
            QCOMPARE(wordOf(status), u"status 0 0 0 0"_s);
            QCOMPARE(status["backend_status"_L1],
                     (QJsonObject{{"status"_L1, "running"_L1},
                                  {"class"_L1, ""_L1},
                                  {"message"_L1, ""_L1},
                                  {"any_loading"_L1, false}}));
            QVERIFY(status["supported_features"_L1].toArray().contains(u"comfyui"_s));
        }
    }

    void backendsAreAMap()
    {
        const QJsonObject plain = ask("ListBackends", {{"nonreal"_L1, true}});
        QCOMPARE(keys(plain), (QStringList{u"0"_s, u"1"_s}));
        QVERIFY(!plain["0"_L1].toObject().contains("current_model"_L1));
        QJsonObject full = ask("ListBackends", {{"full_data"_L1, "true"_L1}})["0"_L1].toObject();
        QVERIFY(full.contains("current_model"_L1) && full["current_model"_L1].isNull());
        QCOMPARE(full["max_usages"_L1].toInt(), 2);
        QCOMPARE(full["status"_L1].toString(), u"running"_s);
        ask("SelectModel", {{"model"_L1, "demo"_L1}, {"backendId"_L1, "0"_L1}});
        full = ask("ListBackends", {{"full_data"_L1, true}})["0"_L1].toObject();
        QCOMPARE(full["current_model"_L1].toString(), u"demo.safetensors"_s);
    }

    void aBackendCanBeSwitchedOff()
    {
        for (const QString &id : {u"0"_s, u"1"_s})
            QCOMPARE(
                ask("ToggleBackend", {{"backend_id"_L1, id}, {"enabled"_L1, false}})["result"_L1].toString(),
                u"Success."_s);
        const QJsonObject status = ask("GetCurrentStatus")["backend_status"_L1].toObject();
        QCOMPARE(status["status"_L1].toString(), u"all_disabled"_s);
        QCOMPARE(status["class"_L1].toString(), u"error"_s);
        QCOMPARE(ask("ListBackends")["1"_L1]["status"_L1].toString(), u"disabled"_s);
        QVERIFY(ask("ToggleBackend", {{"backend_id"_L1, "9"_L1}, {"enabled"_L1, true}}).contains("error"_L1));
    }

    void modelsAreListed_data()
    {
        QTest::addColumn<QJsonObject>("body");
        QTest::addColumn<int>("models"); // -1: refused
        QTest::addColumn<QString>("error");
        QTest::newRow("models") << QJsonObject{{"path"_L1, ""_L1}, {"depth"_L1, 10}} << 4 << QString();
        QTest::newRow("LoRAs") << QJsonObject{{"path"_L1, ""_L1}, {"depth"_L1, 10}, {"subtype"_L1, "LoRA"_L1}}
                               << 2 << QString();
        QTest::newRow("VAEs") << QJsonObject{{"path"_L1, ""_L1}, {"depth"_L1, 10}, {"subtype"_L1, "VAE"_L1}}
                              << 1 << QString();
        QTest::newRow("wildcards") << QJsonObject{{"path"_L1, ""_L1},
                                                  {"depth"_L1, 10},
                                                  {"subtype"_L1, "Wildcards"_L1}}
                                   << 0 << QString();
        QTest::newRow("unknown kind")
            << QJsonObject{{"path"_L1, ""_L1}, {"depth"_L1, 10}, {"subtype"_L1, "Nothing"_L1}} << -1
            << u"Invalid sub-type."_s;
        QTest::newRow("unknown sort")
            << QJsonObject{{"path"_L1, ""_L1}, {"depth"_L1, 10}, {"sortBy"_L1, "Nothing"_L1}} << -1
            << u"Invalid sort mode 'Nothing'."_s;
        QTest::newRow("nothing said") << QJsonObject{} << -1 << u"Missing required parameter 'path'"_s;
    }

    void modelsAreListed()
    {
        QFETCH(QJsonObject, body);
        QFETCH(int, models);
        const QJsonObject reply = ask("ListModels", body);
        QTEST(reply["error"_L1].toString(), "error");
        QCOMPARE(reply.contains("files"_L1) ? int(reply["files"_L1].toArray().size()) : -1, models);
    }

    void modelsAreSorted()
    {
        const auto names = [this](bool reversed) {
            QStringList found;
            const QJsonObject reply
                = ask("ListModels", {{"path"_L1, ""_L1}, {"depth"_L1, 1}, {"sortReverse"_L1, reversed}});
            for (const QJsonValue &row : reply["files"_L1].toArray())
                found << row["name"_L1].toString();
            return found;
        };
        QCOMPARE(names(false), (QStringList{u"demo.safetensors"_s, u"unlisted-arch.safetensors"_s}));
        QCOMPARE(names(true), (QStringList{u"unlisted-arch.safetensors"_s, u"demo.safetensors"_s}));
    }

    void aModelIsDescribed()
    {
        QCOMPARE(ask("DescribeModel", {{"modelName"_L1, "demo"_L1}})["model"_L1]["title"_L1].toString(),
                 u"Demo Landscapes"_s);
        QCOMPARE(
            ask("DescribeModel",
                {{"modelName"_L1, "style-a"_L1}, {"subtype"_L1, "LoRA"_L1}})["model"_L1]["trigger_phrase"_L1]
                .toString(),
            u"style-a"_s);
        QCOMPARE(ask("DescribeModel", {{"modelName"_L1, "nosuchmodel"_L1}})["error"_L1].toString(),
                 u"Model not found."_s);
    }

    void aModelIsSelectedByItsExactName()
    {
        QCOMPARE(ask("ListLoadedModels")["models"_L1].toArray().size(), 0);
        QCOMPARE(ask("SelectModel", {{"model"_L1, "xl"_L1}})["error"_L1].toString(), u"Model not found."_s);
        QVERIFY(
            ask("SelectModel", {{"model"_L1, "folder one/demo-xl.safetensors"_L1}})["success"_L1].toBool());
        const QJsonArray loaded = ask("ListLoadedModels")["models"_L1].toArray();
        QCOMPARE(loaded.size(), 1);
        QCOMPARE(loaded[0]["name"_L1].toString(), u"folder one/demo-xl.safetensors"_s);
        QVERIFY(loaded[0]["loaded"_L1].toBool());
    }

    void aModelIsSelectedOverASocket_data()
    {
        QTest::addColumn<QString>("model");
        QTest::addColumn<QStringList>("words");
        QTest::newRow("known") << u"demo"_s
                               << QStringList{u"status 0 1 0 0"_s, u"success"_s, u"status 0 0 0 0"_s};
        QTest::newRow("unknown") << u"nosuchmodel"_s << QStringList{u"error"_s, u"status 0 0 0 0"_s};
    }

    void aModelIsSelectedOverASocket()
    {
        QFETCH(QString, model);
        RawSocket socket(m_scene->port(), "/API/SelectModelWS");
        socket.sendText(R"({"session_id":")" + m_session.toLatin1() + R"(","model":")" + model.toLatin1()
                        + R"("})");
        QVERIFY(socket.closes());
        QCOMPARE(socket.closeCode(), 1000);
        QTEST(wordsOf(socket.messages()), "words");
    }

    void parametersAreListedWithTheirModels()
    {
        for (const QByteArray route : {"ListT2IParams", "TriggerRefresh"}) {
            const QJsonObject lists = ask(route);
            QCOMPARE(keys(lists),
                     (QStringList{u"groups"_s, u"list"_s, u"model_classes"_s, u"model_compat_classes"_s,
                                  u"models"_s, u"param_edits"_s, u"wildcards"_s}));
            QVERIFY(lists["list"_L1].toArray().size() >= 30);
            QCOMPARE(lists["models"_L1]["LoRA"_L1][0][0].toString(), u"style-a.safetensors"_s);
            QVERIFY(lists["models"_L1]["Stable-Diffusion"_L1][3][1].isNull());
        }
    }

    void userAndMachineTellOfThemselves()
    {
        QCOMPARE(keys(ask("GetMyUserData")),
                 (QStringList{u"autocompletions"_s, u"language"_s, u"model_preset_links"_s, u"permissions"_s,
                              u"presets"_s, u"starred_models"_s, u"user_name"_s}));
        const QJsonObject machine = ask("GetServerResourceInfo");
        QVERIFY(!machine.contains("gpus"_L1));
        QVERIFY(machine["cpu"_L1]["cores"_L1].toInt() > 0);
        QVERIFY(machine["system_ram"_L1]["total"_L1].toInteger()
                > machine["system_ram"_L1]["free"_L1].toInteger());
    }

    void picturesAreListed()
    {
        ask("GenerateText2Image", DemoScene::request(u"one"_s));
        ask("GenerateText2Image", DemoScene::request(u"two"_s));
        const QJsonArray folders
            = ask("ListImages", {{"path"_L1, ""_L1}, {"depth"_L1, 2}})["folders"_L1].toArray();
        QCOMPARE(folders.size(), 2);
        const QString day = folders[1].toString();
        const auto names = [&](QJsonObject body) {
            body["path"_L1] = day;
            body["depth"_L1] = 1;
            QStringList found;
            for (const QJsonValue &file : ask("ListImages", body)["files"_L1].toArray())
                found << file["src"_L1].toString().section(u'-', 1, 1);
            return found;
        };
        QCOMPARE(names({}), (QStringList{u"two"_s, u"one"_s}));
        QCOMPARE(names({{"sortReverse"_L1, true}}), (QStringList{u"one"_s, u"two"_s}));
        QCOMPARE(names({{"sortBy"_L1, "Date"_L1}}), (QStringList{u"two"_s, u"one"_s}));
        const QJsonObject deep = ask("ListImages", {{"path"_L1, "raw"_L1}, {"depth"_L1, 2}});
        QVERIFY(deep["files"_L1][0]["src"_L1].toString().startsWith(day.section(u'/', 1) + u'/'));
        QVERIFY(deep["files"_L1][0]["metadata"_L1].toString().contains("\"prompt\": \"two\""_L1));
    }

    void unknownFoldersAreNoError_data()
    {
        QTest::addColumn<QJsonObject>("body");
        QTest::addColumn<QJsonObject>("reply");
        const QJsonObject nothing{{"folders"_L1, QJsonArray()}, {"files"_L1, QJsonArray()}};
        QTest::newRow("unknown") << QJsonObject{{"path"_L1, "nosuchfolder"_L1}, {"depth"_L1, 1}} << nothing;
        QTest::newRow("outside") << QJsonObject{{"path"_L1, "../.."_L1}, {"depth"_L1, 1}} << nothing;
        QTest::newRow("unknown sort")
            << QJsonObject{{"path"_L1, ""_L1}, {"depth"_L1, 1}, {"sortBy"_L1, "Nothing"_L1}}
            << QJsonObject{{"error"_L1, "Invalid sort mode 'Nothing'."_L1}};
    }

    void unknownFoldersAreNoError()
    {
        QFETCH(QJsonObject, body);
        QTEST(ask("ListImages", body), "reply");
    }

    void picturesAreMadeOverHttp_data()
    {
        QTest::addColumn<QJsonObject>("change");
        QTest::addColumn<int>("images");
        QTest::addColumn<QString>("end");
        QTest::newRow("one") << QJsonObject{} << 1 << u"-demo.png"_s;
        QTest::newRow("three") << QJsonObject{{"images"_L1, 3}} << 3 << u"-demo-2.png"_s;
        QTest::newRow("a batch of two") << QJsonObject{{"batchsize"_L1, 2}} << 2 << u"-demo-1.png"_s;
        QTest::newRow("JPEG") << QJsonObject{{"imageformat"_L1, "JPG"_L1}} << 1 << u"-demo.jpg"_s;
        QTest::newRow("no steps") << QJsonObject{{"steps"_L1, 0}} << 1 << u"-demo.png"_s;
        QTest::newRow("two more than asked")
            << QJsonObject{{"prompt"_L1, "x demo-extra=2"_L1}} << 3 << u"-demo-2.png"_s;
        QTest::newRow("two before") << QJsonObject{{"prompt"_L1, "x demo-intermediate=2"_L1}} << 3
                                    << u"-demo-2.png"_s;
        QTest::newRow("unknown preset")
            << QJsonObject{{"presets"_L1, QJsonArray{u"none"_s}}} << 1 << u"-demo.png"_s;
    }

    void picturesAreMadeOverHttp()
    {
        QFETCH(QJsonObject, change);
        QFETCH(int, images);
        QFETCH(QString, end);
        QJsonObject request = DemoScene::request(u"a lake"_s);
        for (auto one = change.begin(); one != change.end(); ++one)
            request[one.key()] = one.value();
        const QJsonObject reply = ask("GenerateText2Image", request);
        QCOMPARE(keys(reply), QStringList{u"images"_s});
        const QJsonArray paths = reply["images"_L1].toArray();
        QCOMPARE(paths.size(), images);
        QVERIFY2(paths.last().toString().endsWith(end), qPrintable(paths.last().toString()));
        for (const QJsonValue &path : paths)
            QCOMPARE(m_scene->get('/' + path.toString().toUtf8().toPercentEncoding("/")).status, 200);
        QCOMPARE(m_scene->counts(m_session), u"0 0 0 0"_s);
    }

    void anUnsavedPictureIsADataUrl()
    {
        QJsonObject request = DemoScene::request(u"a lake"_s);
        request["donotsave"_L1] = true;
        const QString image = ask("GenerateText2Image", request)["images"_L1][0].toString();
        QVERIFY(image.startsWith("data:image/png;base64,"_L1));
        QVERIFY(!QByteArray::fromBase64(image.mid(22).toLatin1()).contains("tEXt"));
        QCOMPARE(ask("ListImages", {{"path"_L1, ""_L1}, {"depth"_L1, 3}})["files"_L1].toArray().size(), 0);
    }

    void failuresOverHttp_data()
    {
        QTest::addColumn<QJsonObject>("change");
        QTest::addColumn<int>("status");
        QTest::addColumn<QString>("error");
        QTest::newRow("no number") << QJsonObject{{"images"_L1, "many"_L1}} << 200
                                   << u"Invalid value 'many' for parameter 'images', must be type 'Int32'"_s;
        QTest::newRow("no model there") << QJsonObject{{"model"_L1, QJsonValue::Undefined}} << 200
                                        << u"No model input given. Did your UI load properly?"_s;
        QTest::newRow("unknown architecture") << QJsonObject{{"model"_L1, "unlisted"_L1}} << 200
                                              << u"Something went wrong while generating images."_s;
        QTest::newRow("half way") << QJsonObject{{"prompt"_L1, "demo-fail"_L1}} << 200
                                  << u"ComfyUI execution error: "_s;
        QTest::newRow("one of three") << QJsonObject{{"prompt"_L1, "demo-fail-seed=101"_L1}, {"images"_L1, 3}}
                                      << 200 << u"ComfyUI execution error: "_s;
        QTest::newRow("without a word")
            << QJsonObject{{"initimage"_L1, "AAAAAAAAAAAAA"_L1}} << 400 << u"An internal error occurred"_s;
    }

    void failuresOverHttp()
    {
        QFETCH(QJsonObject, change);
        QFETCH(QString, error);
        QJsonObject request = DemoScene::request(u"a lake"_s);
        for (auto one = change.begin(); one != change.end(); ++one)
            request[one.key()] = one.value();
        if (QTest::currentDataTag() == "no model there"_ba)
            request.remove("model"_L1);
        const RawReply reply = m_scene->post("GenerateText2Image", request, m_session);
        QTEST(reply.status, "status");
        QVERIFY2(reply.json()["error"_L1].toString().startsWith(error), reply.body.constData());
        QCOMPARE(m_scene->counts(m_session), u"0 0 0 0"_s);
    }

    void aJobGoesOnWithoutItsHttpClient()
    {
        RawHttp client(m_scene->port());
        QJsonObject request = DemoScene::request(u"http client left"_s, 1, 300);
        request["session_id"_L1] = m_session;
        client.send(jsonPost("/API/GenerateText2Image", QJsonDocument(request).toJson()));
        QTRY_COMPARE_WITH_TIMEOUT(m_scene->counts(m_session), u"1 0 0 1"_s, patience);
        client.socket().abort();
        QTRY_COMPARE_WITH_TIMEOUT(m_scene->counts(m_session), u"0 0 0 0"_s, patience);
        QCOMPARE(ask("ListImages", {{"path"_L1, ""_L1}, {"depth"_L1, 3}})["files"_L1].toArray().size(), 1);
    }

    void picturesAreStarredAndDeleted()
    {
        const DemoScene scene;
        const QString session = scene.newSession();
        const QJsonObject made
            = scene.post("GenerateText2Image", DemoScene::request(u"a star"_s), session).json();
        const QString path = made["images"_L1][0].toString().section(u'/', 2);
        const QJsonObject body{{u"path"_s, path}};
        const auto listed = [&] {
            const QJsonObject all{{u"path"_s, u""_s}, {u"depth"_s, 5}};
            return scene.post("ListImages", all, session).json()["files"_L1].toArray();
        };
        QCOMPARE(scene.post("ToggleImageStarred", body, session).json(),
                 (QJsonObject{{u"new_state"_s, true}}));
        QVERIFY(listed()[0]["metadata"_L1].toString().contains("is_starred"_L1));
        QCOMPARE(scene.post("ToggleImageStarred", body, session).json(),
                 (QJsonObject{{u"new_state"_s, false}}));
        QVERIFY(!listed()[0]["metadata"_L1].toString().contains("is_starred"_L1));
        QCOMPARE(scene.post("DeleteImage", body, session).json(), (QJsonObject{{u"success"_s, true}}));
        QVERIFY(listed().isEmpty());
        QCOMPARE(scene.post("DeleteImage", body, session).json()["error"_L1].toString(),
                 u"That file does not exist, cannot delete."_s);
    }
};

QTEST_GUILESS_MAIN(TestDemoRoutes)
#include "tst_demoroutes.moc"

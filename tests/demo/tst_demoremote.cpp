// SPDX-License-Identifier: GPL-3.0-or-later
// The demo server behind a real one: what a SwarmUI asks of another that it uses as a backend, call by call.
#include "comfywords.h"
#include "demoscene.h"

#include <QJsonDocument>
#include <QSet>
#include <QTest>

using namespace Qt::StringLiterals;

class TestDemoRemote : public QObject
{
    Q_OBJECT

    std::unique_ptr<DemoScene> m_scene;
    QString m_session;

    [[nodiscard]] QJsonObject ask(const QByteArray &route, const QJsonObject &body = {}) const
    {
        const RawReply reply = m_scene->post(route, body, m_session);
        return reply.status == 200 ? reply.json() : QJsonObject{{"status"_L1, reply.status}};
    }

    /// As the asking server sends one task on.
    [[nodiscard]] QJsonObject task(const QString &prompt, int steps = 3) const
    {
        QJsonObject request = DemoScene::request(prompt, 1, steps);
        request["donotsave"_L1] = true;
        request["exactbackendid"_L1] = 1;
        request["forwardswarmdata"_L1] = true;
        return request;
    }

private Q_SLOTS:
    void init()
    {
        DemoScene::Setting setting;
        setting.backends = 2;
        m_scene = std::make_unique<DemoScene>(setting);
        m_session = m_scene->newSession();
    }

    void itIsAnotherServerThanTheAsker()
    {
        const QString id = m_scene->post("GetNewSession", {}).json()["server_id"_L1].toString();
        QVERIFY(!id.isEmpty());
        const DemoScene asker;
        QVERIFY(asker.post("GetNewSession", {}).json()["server_id"_L1].toString() != id);
    }

    void backendsAreTold()
    {
        const QJsonObject rows = ask("ListBackends", {{"nonreal"_L1, true}, {"full_data"_L1, true}});
        QCOMPARE(rows.keys(), (QStringList{u"0"_s, u"1"_s}));
        for (const QString &key : {u"status"_s, u"id"_s, u"type"_s, u"title"_s, u"features"_s,
                                   u"can_load_models"_s, u"max_usages"_s, u"current_model"_s})
            QVERIFY2(rows["0"_L1].toObject().contains(key), qPrintable(key));
    }

    void modelsOfEveryKindAreListed_data()
    {
        QTest::addColumn<QString>("kind");
        for (const char *kind : {"Stable-Diffusion", "VAE", "LoRA", "Embedding", "ControlNet", "Clip",
                                 "ClipVision", "Wildcards"})
            QTest::newRow(kind) << QString::fromLatin1(kind);
    }

    void modelsOfEveryKindAreListed()
    {
        QFETCH(QString, kind);
        const QJsonObject lists = ask("ListModels",
                                      {{"path"_L1, ""_L1},
                                       {"depth"_L1, 999},
                                       {"subtype"_L1, kind},
                                       {"allowRemote"_L1, false},
                                       {"dataImages"_L1, true}});
        QVERIFY(lists["folders"_L1].isArray() && lists["files"_L1].isArray());
        for (const QJsonValue &model : lists["files"_L1].toArray()) {
            const QString preview = model["preview_image"_L1].toString();
            QVERIFY2(preview.startsWith("data:image/jpeg;base64,/9j/"_L1) || preview.startsWith("imgs/"_L1),
                     qPrintable(preview.left(40)));
        }
    }

    void previewsHaveAnAddressOtherwise()
    {
        const QJsonValue model
            = ask("DescribeModel", {{"modelName"_L1, "flux/demo-flux-dev"_L1}})["model"_L1];
        const QString preview = model["preview_image"_L1].toString();
        QVERIFY(preview.startsWith("/ViewSpecial/Stable-Diffusion/flux/demo-flux-dev.safetensors?"_L1));
        const RawReply picture = m_scene->get(preview.toUtf8());
        QCOMPARE(picture.status, 200);
        QCOMPARE(picture.header("Content-Type"), "image/jpeg"_ba);
        QVERIFY(picture.body.startsWith("\xff\xd8\xff"));
        QCOMPARE(m_scene->get("/ViewSpecial/Stable-Diffusion/unlisted-arch.safetensors").status, 404);
    }

    void aModelIsLoadedOnOneBackend()
    {
        QCOMPARE(ask("SelectModel", {{"model"_L1, "demo.safetensors"_L1}, {"backendId"_L1, 1}}),
                 (QJsonObject{{"success"_L1, true}}));
        const QJsonObject rows = ask("ListBackends", {{"full_data"_L1, true}});
        QVERIFY(rows["0"_L1]["current_model"_L1].isNull());
        QCOMPARE(rows["1"_L1]["current_model"_L1].toString(), u"demo.safetensors"_s);
    }

    void aTaskComesBackWhole()
    {
        const auto socket = m_scene->generate(m_session, task(u"a lake"_s));
        QVERIFY(socket->closes());
        const QList<QJsonObject> messages = socket->messages();
        const auto image = std::ranges::find_if(
            messages, [](const QJsonObject &message) { return message.contains("image"_L1); });
        QVERIFY(image != messages.end() && image != messages.begin());
        QVERIFY((*image)["image"_L1].toString().startsWith("data:image/png;base64,"_L1));
        const QJsonObject before = *std::prev(image); // what the asker needs to know of it
        QVERIFY(before["raw_swarm_data"_L1]["params_used"_L1].toArray().contains(u"prompt"_s));
        const QJsonObject metadata
            = QJsonDocument::fromJson((*image)["metadata"_L1].toString().toUtf8()).object();
        QVERIFY(!metadata["sui_image_params"_L1].toObject().contains("forwardswarmdata"_L1));
        QCOMPARE(metadata["sui_extra_data"_L1]["unused_parameters"_L1].toArray(),
                 (QJsonArray{"donotsave"_L1, "forwardswarmdata"_L1}));
        QCOMPARE(ask("ListImages", {{"path"_L1, ""_L1}, {"depth"_L1, 5}})["files"_L1].toArray(),
                 QJsonArray());
    }

    void aTaskIsInterrupted()
    {
        const auto socket = m_scene->generate(m_session, task(u"demo-step=20"_s, 400));
        QVERIFY(socket->hears([&] { return kindsOf(socket->messages()).contains(u"progress"_s); }));
        QCOMPARE(ask("InterruptAll"), (QJsonObject{{"success"_L1, true}}));
        QVERIFY(socket->closes());
        QVERIFY(kindsOf(socket->messages()).contains(u"error"_s));
    }

    void itIsRefreshedAndItsMemoryFreed()
    {
        QVERIFY(ask("TriggerRefresh", {{"strong"_L1, true}})["list"_L1].toArray().size() > 30);
        QVERIFY(ask("FreeBackendMemory", {{"system_ram"_L1, true}})["result"_L1].toBool());
    }

    void whatTheBackendSaysIsPassedOn()
    {
        QJsonObject request = DemoScene::request(u"a lake"_s, 1, 2);
        request["forwardrawbackenddata"_L1] = true;
        const auto socket = m_scene->generate(m_session, request);
        QVERIFY(socket->closes());
        QStringList said;
        for (const QJsonObject &message : socket->messages()) {
            const QJsonValue raw = message["raw_backend_data"_L1];
            if (!raw.isObject())
                continue;
            QCOMPARE(raw["type"_L1].toString(), u"comfy_websocket"_s);
            const QByteArray data = QByteArray::fromBase64(raw["data"_L1].toString().toLatin1());
            const QJsonObject json = QJsonDocument::fromJson(data).object();
            said << (data.startsWith(QByteArray("\0\0\0\4", 4))       ? u"(preview)"_s
                         : data.startsWith(QByteArray("\0\0\0\1", 4)) ? u"(picture)"_s
                                                                      : json["type"_L1].toString());
        }
        QCOMPARE(said.first(), u"status"_s);
        const QString end = said.mid(said.indexOf(u"progress"_s)).join(u' ');
        QCOMPARE(end,
                 u"progress (preview) progress (preview) executing executing progress (picture) "
                 "execution_success executing"_s);
    }

    void binaryWordsHaveTheirHead()
    {
        const demo::ComfyWords words;
        const QByteArray preview = words.preview("JPEG", 5);
        QCOMPARE(preview.left(4), QByteArray("\0\0\0\4", 4));
        const qsizetype head = qsizetype(uchar(preview[6])) * 256 + uchar(preview[7]);
        QCOMPARE(preview.mid(8 + head), "JPEG"_ba);
        QCOMPARE(QJsonDocument::fromJson(preview.mid(8, head)).object()["node_id"_L1].toString(), u"10"_s);
        QCOMPARE(demo::ComfyWords::picture("PNG"), QByteArray("\0\0\0\1\0\0\0\2PNG", 11));
    }
};

QTEST_GUILESS_MAIN(TestDemoRemote)
#include "tst_demoremote.moc"

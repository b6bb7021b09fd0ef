// SPDX-License-Identifier: GPL-3.0-or-later
// What a restart of the demo server changes, and what not.
#include "demoscene.h"

#include <QTest>

using namespace Qt::StringLiterals;

class TestDemoRestart : public QObject
{
    Q_OBJECT
private:
    static bool isGood(const DemoScene &scene, const QString &session)
    {
        return scene.post("GetCurrentStatus", {}, session).status == 200;
    }

private Q_SLOTS:
    void aSessionOutlivesTheServer()
    {
        DemoScene scene;
        const QString session = scene.newSession();
        const QUrl before = scene.url();
        scene.restart();
        QCOMPARE(scene.url(), before);
        QVERIFY(isGood(scene, session));
    }

    void theServerIsAnotherOne()
    {
        DemoScene scene;
        const auto id = [&] { return scene.post("GetNewSession", {}).json()["server_id"_L1].toString(); };
        const QString before = id();
        scene.restart();
        QVERIFY(id() != before);
    }

    void picturesStayAndRequestsAreCountedAnew()
    {
        DemoScene scene;
        const QString session = scene.newSession();
        const QJsonObject request = DemoScene::request(u"a lake"_s);
        const QString path
            = scene.post("GenerateText2Image", request, session).json()["images"_L1][0].toString();
        scene.restart();
        QCOMPARE(scene.get("/" + path.toUtf8().toPercentEncoding("/")).status, 200);
        const auto socket = scene.generate(session, request);
        QVERIFY(socket->closes());
        bool counted = false;
        for (const QJsonObject &message : socket->messages())
            counted = counted || message["request_id"_L1] == "1001"_L1;
        QVERIFY(counted);
    }

    void withoutPersistenceSessionsDieWithTheServer()
    {
        DemoScene scene;
        const QString old = scene.newSession();
        scene.restart([](DemoOptions &options) { options.persists = false; });
        QVERIFY(isGood(scene, old)); // what an earlier run stored is still good
        const QString passing = scene.newSession();
        QVERIFY(isGood(scene, passing));
        scene.restart();
        QVERIFY(!isGood(scene, passing));
        scene.restart([](DemoOptions &options) { options.persists = true; });
        QVERIFY(isGood(scene, old));
    }

    void anotherFolderKnowsNobody()
    {
        DemoScene scene;
        const QString session = scene.newSession();
        scene.restart([](DemoOptions &options) { options.memory.reset(); });
        QVERIFY(!isGood(scene, session));
    }

    void stoppingResetsWhoIsThere()
    {
        DemoScene scene;
        const auto socket = scene.generate(scene.newSession(), DemoScene::request(u"demo-step=20"_s, 1, 400));
        QVERIFY(socket->hears([&] { return kindsOf(socket->messages()).contains(u"progress"_s); }));
        scene.with([](demo::DemoServer &server) { server.stop(); });
        QVERIFY(socket->hears([&] { return !socket->isConnected(); }));
        QCOMPARE(socket->closeCode(), 0); // not even a Close
    }
};

QTEST_GUILESS_MAIN(TestDemoRestart)
#include "tst_demorestart.moc"

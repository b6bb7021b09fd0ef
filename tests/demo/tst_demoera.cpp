// SPDX-License-Identifier: GPL-3.0-or-later
// The demo server in the shapes of older SwarmUIs.
#include "demoscene.h"
#include "era.h"

#include <QJsonArray>
#include <QTest>

using namespace Qt::StringLiterals;
using demo::Era;
using News = Era::News;

class TestDemoEra : public QObject
{
    Q_OBJECT
private:
    static std::unique_ptr<DemoScene> sceneOf(const QString &version)
    {
        return std::make_unique<DemoScene>(
            DemoOptions{.stepTime = std::chrono::milliseconds(1), .asVersion = version});
    }

    /// A whole generation as that version tells it.
    static QList<QJsonObject> told(const QString &version)
    {
        const auto scene = sceneOf(version);
        const auto socket = scene->generate(scene->newSession(), DemoScene::request(u"a lake"_s, 1, 3));
        if (!socket->closes() || socket->closeCode() != 1000)
            return {};
        return socket->messages();
    }

    static bool any(const QList<QJsonObject> &messages, const std::function<bool(const QJsonObject &)> &holds)
    {
        return std::ranges::any_of(messages, holds);
    }

private Q_SLOTS:
    void whatCameWhen_data()
    {
        QTest::addColumn<News>("news");
        QTest::addColumn<QString>("lastWithout");
        QTest::addColumn<QString>("firstWith");
        QTest::newRow("users in paths") << News::UserPaths << u"0.5.9"_s << u"0.6.0"_s;
        QTest::newRow("keep_alive") << News::KeepAlive << u"0.6.4"_s << u"0.6.5"_s;
        QTest::newRow("metadata of previews") << News::PreviewMetadata << u"0.9.2.2"_s << u"0.9.2.3"_s;
        QTest::newRow("permissions") << News::Permissions << u"0.9.3.1"_s << u"0.9.3.2"_s;
        QTest::newRow("intention") << News::Intention << u"0.9.3"_s << u"0.9.3.2"_s;
        QTest::newRow("accounts") << News::Accounts << u"0.9.5.1"_s << u"0.9.5.2"_s;
        QTest::newRow("request ids") << News::RequestIds << u"0.9.6.1"_s << u"0.9.6.2"_s;
        QTest::newRow("refusals on sockets") << News::SocketRefusals << u"0.9.6.2"_s << u"0.9.6.3"_s;
        QTest::newRow("status of all") << News::GlobalStatus << u"0.9.6.4"_s << u"0.9.7.1"_s;
        QTest::newRow("classes of models") << News::ModelClasses << u"0.9.7.1"_s << u"0.9.7.2"_s;
        QTest::newRow("refusals in JSON") << News::JsonRefusals << u"0.9.7.3"_s << u"0.9.7.4"_s;
    }

    void whatCameWhen()
    {
        QFETCH(News, news);
        QFETCH(QString, lastWithout);
        QFETCH(QString, firstWith);
        QVERIFY(!Era::read(lastWithout)->has(news));
        QVERIFY(Era::read(firstWith)->has(news));
        QVERIFY(Era().has(news));
    }

    void nonsenseIsRefused_data()
    {
        QTest::addColumn<QString>("version");
        for (const char *version :
             {"soon", "0.9.5-beta", "0.4.9", "0.9.8.3", "1.0", "-1", "0.9.10", " 0.9.5"})
            QTest::newRow(version) << QString::fromLatin1(version);
    }

    void nonsenseIsRefused()
    {
        QFETCH(QString, version);
        const Result<Era> era = Era::read(version);
        QVERIFY(!era);
        QCOMPARE(era.error().kind, Error::Kind::Usage);
        QVERIFY(era.error().message.contains(version));
        QVERIFY(era.error().hint.contains("0.5.0 to 0.9.8.2"_L1));
        demo::DemoServer server(DemoOptions{.asVersion = version});
        QVERIFY(!server.listen());
    }

    void itSaysWhatItIs()
    {
        const auto scene = sceneOf(u"0.9.5"_s);
        QCOMPARE(scene->post("GetNewSession", {}).json()["version"_L1].toString(), u"0.9.5"_s);
    }

    void theEndOfAGeneration_data()
    {
        QTest::addColumn<QString>("version");
        QTest::addColumn<QString>("end"); // of the kinds of messages
        QTest::newRow("today") << QString() << u"image status keep discard intention status"_s;
        QTest::newRow("with intention") << u"0.9.3.2"_s << u"image status keep discard intention status"_s;
        QTest::newRow("before it") << u"0.9.3.1"_s << u"image status keep discard status"_s;
        QTest::newRow("before keep_alive") << u"0.6.4"_s << u"image status discard status"_s;
    }

    void theEndOfAGeneration()
    {
        QFETCH(QString, version);
        QFETCH(QString, end);
        const QString kinds = kindsOf(told(version)).join(u' ');
        QVERIFY2(kinds.endsWith(end), qPrintable(kinds));
    }

    void keysComeOneAfterTheOther()
    {
        const auto previewTold = [](const QJsonObject &message) {
            return message["gen_progress"_L1].toObject().contains("metadata"_L1);
        };
        const auto numbered = [](const QJsonObject &message) {
            return message.contains("request_id"_L1)
                || message["gen_progress"_L1].toObject().contains("request_id"_L1);
        };
        const QList<QJsonObject> old = told(u"0.9.2.2"_s);
        QVERIFY(!old.isEmpty() && !any(old, previewTold) && !any(old, numbered));
        const QList<QJsonObject> later = told(u"0.9.6.1"_s);
        QVERIFY(any(later, previewTold) && !any(later, numbered));
        QVERIFY(any(told(u"0.9.6.2"_s), numbered));
    }

    void permissionsWereNotAlwaysTold()
    {
        const auto old = sceneOf(u"0.9.3"_s);
        const QString session = old->newSession();
        QVERIFY(!old->post("GetNewSession", {}).json().contains("permissions"_L1));
        QVERIFY(!old->post("GetMyUserData", {}, session).json().contains("permissions"_L1));
        QVERIFY(sceneOf(u"0.9.3.2"_s)->post("GetNewSession", {}).json().contains("permissions"_L1));
    }

    void refusalsWerePages_data()
    {
        QTest::addColumn<QByteArray>("wire");
        QTest::addColumn<QByteArray>("page");
        QTest::newRow("not JSON") << jsonPost("/API/GetNewSession", "{") << "/Error/Internal"_ba;
        QTest::newRow("no session") << jsonPost("/API/ListModels", "{}") << "/Error/BasicAPI"_ba;
        QTest::newRow("session in a header only")
            << jsonPost("/API/ListModels", "{}", "X-Session-ID: x\r\n") << "/Error/BasicAPI"_ba;
        QTest::newRow("other type") << "POST /API/GetNewSession HTTP/1.1\r\nContent-Type: text/plain\r\n"
                                       "Content-Length: 2\r\n\r\n{}"_ba
                                    << "/Error/BasicAPI"_ba;
    }

    void refusalsWerePages()
    {
        QFETCH(QByteArray, wire);
        QFETCH(QByteArray, page);
        const auto scene = sceneOf(u"0.9.7.3"_s);
        RawHttp connection(scene->port());
        connection.send(wire);
        const RawReply reply = connection.next();
        QCOMPARE(reply.status, 302);
        QCOMPARE(reply.header("Location"), page);
    }

    void anUnknownRouteWasAPage()
    {
        const auto scene = sceneOf(u"0.9.7.3"_s);
        const RawReply reply = scene->post("NoSuchRoute", {}, scene->newSession());
        QCOMPARE(reply.header("Location"), "/Error/404"_ba);
        QCOMPARE(scene->post("GetCurrentStatus", {}, u"unknown"_s).status, 401); // was always said
    }

    void brokenValuesWereAPageToo()
    {
        const auto scene = sceneOf(u"0.9.7.3"_s);
        QJsonObject request = DemoScene::request(u"a lake"_s);
        request["initimage"_L1] = "AAAAAAAAAAAAA"_L1; // of a length that no base64 has
        const RawReply reply = scene->post("GenerateText2Image", request, scene->newSession());
        QCOMPARE(reply.header("Location"), "/Error/Internal"_ba);
    }

    void socketsWereClosedWithoutAWord_data()
    {
        QTest::addColumn<QString>("version");
        QTest::addColumn<QByteArray>("route");
        QTest::addColumn<QByteArray>("message");
        QTest::addColumn<QStringList>("said");
        QTest::addColumn<int>("code");
        const QByteArray generate = "/API/GenerateText2ImageWS";
        QTest::newRow("no JSON, old") << u"0.9.7.3"_s << generate << "x"_ba << QStringList() << 1011;
        QTest::newRow("no JSON, new")
            << u"0.9.7.4"_s << generate << "x"_ba << QStringList{u"error"_s} << 1000;
        QTest::newRow("no route, old") << u"0.9.6.2"_s << "/API/NoSuch"_ba
                                       << "{\"session_id\": \"S\"}"_ba << QStringList() << 1000;
        QTest::newRow("no route, new") << u"0.9.6.3"_s << "/API/NoSuch"_ba
                                       << "{\"session_id\": \"S\"}"_ba << QStringList{u"error"_s} << 1000;
        QTest::newRow("no images, old")
            << u"0.9.6.2"_s << generate << "{\"session_id\": \"S\"}"_ba << QStringList() << 1000;
        QTest::newRow("no images, new")
            << u"0.9.6.3"_s << generate << "{\"session_id\": \"S\"}"_ba << QStringList{u"error"_s} << 1000;
        QTest::newRow("unknown session, old")
            << u"0.6.5"_s << generate << "{\"session_id\": \"x\"}"_ba << QStringList{u"error"_s} << 1000;
    }

    void socketsWereClosedWithoutAWord()
    {
        QFETCH(QString, version);
        QFETCH(QByteArray, route);
        QFETCH(QByteArray, message);
        QFETCH(QStringList, said);
        QFETCH(int, code);
        const auto scene = sceneOf(version);
        RawSocket socket(scene->port(), route);
        socket.sendText(message.replace("\"S\"", '"' + scene->newSession().toLatin1() + '"'));
        QVERIFY(socket.closes());
        QCOMPARE(socket.closeCode(), code);
        QCOMPARE(kindsOf(socket.messages()), said);
    }

    void aSecondRequestWasNotHeard()
    {
        const auto scene = sceneOf(u"0.9.3"_s);
        const auto socket = scene->generate(scene->newSession(), DemoScene::request(u"a lake"_s, 1, 20));
        socket->sendText("{\"images\": 1, \"prompt\": \"another\", \"model\": \"demo\"}");
        QVERIFY(socket->closes());
        const QStringList kinds = wordsOf(socket->messages()).filter(u"image"_s);
        QCOMPARE(kinds, QStringList{u"image 0"_s});
    }

    void modelsHadOnlyNames()
    {
        const auto old = sceneOf(u"0.9.7.1"_s);
        const QJsonObject lists = old->post("ListT2IParams", {}, old->newSession()).json();
        QCOMPARE(lists["models"_L1]["LoRA"_L1][0].toString(), u"(None)"_s);
        QVERIFY(lists["models"_L1]["Stable-Diffusion"_L1].toArray().contains(u"demo"_s));
        QVERIFY(!lists.contains("model_classes"_L1) && !lists.contains("model_compat_classes"_L1));
        const auto later = sceneOf(u"0.9.7.2"_s);
        QVERIFY(later->post("ListT2IParams", {}, later->newSession())
                    .json()["models"_L1]["LoRA"_L1][0]
                    .isArray());
    }

    void parametersCameToo()
    {
        const auto has = [](const QString &version, const QString &id) {
            const auto scene = sceneOf(version);
            const QJsonArray list
                = scene->post("ListT2IParams", {}, scene->newSession()).json()["list"_L1].toArray();
            return std::ranges::any_of(list, [&](const QJsonValue &one) { return one["id"_L1] == id; });
        };
        QVERIFY(!has(u"0.9.6.3"_s, u"sidelength"_s) && has(u"0.9.7.2"_s, u"sidelength"_s));
        QVERIFY(!has(u"0.9.8.0"_s, u"continueaftererrors"_s) && has({}, u"continueaftererrors"_s));
    }

    void theStatusOfAllIsNew()
    {
        const auto old = sceneOf(u"0.9.6.3"_s);
        QCOMPARE(old->post("GetGlobalStatus", {}, old->newSession()).status, 302);
        const auto later = sceneOf(u"0.9.7.4"_s);
        QCOMPARE(later->post("GetGlobalStatus", {}, later->newSession()).status, 200);
    }

    void pathsHadNoUser()
    {
        const auto scene = sceneOf(u"0.5.9"_s);
        const QString session = scene->newSession();
        const QString path = scene->post("GenerateText2Image", DemoScene::request(u"a lake"_s), session)
                                 .json()["images"_L1][0]
                                 .toString();
        QVERIFY2(path.startsWith("Output/raw/"_L1), qPrintable(path));
        QCOMPARE(scene->get('/' + path.toUtf8().toPercentEncoding("/")).status, 200);
    }
};

QTEST_GUILESS_MAIN(TestDemoEra)
#include "tst_demoera.moc"

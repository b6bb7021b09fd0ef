// SPDX-License-Identifier: GPL-3.0-or-later
// Interrupts, and clients that go away.
#include "demoscene.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

class TestDemoInterrupts : public QObject
{
    Q_OBJECT
    std::unique_ptr<DemoScene> m_scene;
    QString m_session;
    QString m_neighbour;

    void interrupt(const QString &session, bool others = false)
    {
        const RawReply reply = m_scene->post("InterruptAll", {{"other_sessions"_L1, others}}, session);
        QCOMPARE(reply.status, 200);
        QCOMPARE(reply.json(), (QJsonObject{{"success"_L1, true}}));
    }

    static QString errorOf(const QList<QJsonObject> &messages)
    {
        for (const QJsonObject &message : messages) {
            if (message.contains("error"_L1))
                return message["error"_L1].toString();
        }
        return {};
    }

    static bool isDrawing(RawSocket &socket) { return wordsOf(socket.messages()).contains(u"preview 0"_s); }

    static QStringList end(RawSocket &socket, int count)
    {
        const QStringList words = wordsOf(socket.messages());
        return words.mid(words.size() - count);
    }

    int storedImages() const
    {
        return int(m_scene->post("ListImages", {{"path"_L1, ""_L1}, {"depth"_L1, 3}}, m_session)
                       .json()["files"_L1]
                       .toArray()
                       .size());
    }

private Q_SLOTS:
    void init()
    {
        m_scene = std::make_unique<DemoScene>();
        m_session = m_scene->newSession();
        m_neighbour = m_scene->newSession();
        m_scene->post("SelectModel", {{"model"_L1, "demo"_L1}}, m_session);
    }
    void cleanup() { m_scene.reset(); }

    void whereNothingRunsItSucceeds() { interrupt(m_session); }

    void aLiveJobEndsWithItsError()
    {
        const auto socket
            = m_scene->generate(m_session, DemoScene::request(u"a lake demo-step=20"_s, 1, 500));
        QTRY_VERIFY(isDrawing(*socket));
        interrupt(m_session);
        QCOMPARE(m_scene->counts(m_session), u"0 0 0 0"_s);
        QVERIFY(socket->closes());
        QCOMPARE(errorOf(socket->messages()), u"Generation session interrupted."_s);
        QCOMPARE(end(*socket, 6),
                 (QStringList{u"error"_s, u"status 0 0 0 0"_s, u"keep"_s, u"discard"_s, u"intention"_s,
                              u"status 0 0 0 0"_s}));
        QCOMPARE(storedImages(), 0);
        const auto next = m_scene->generate(m_session, DemoScene::request(u"a lake"_s));
        QVERIFY(next->closes());
        QVERIFY(wordsOf(next->messages()).contains(u"image 0"_s));
    }

    void aWaitingJobEndsWithoutAWord()
    {
        const auto busy
            = m_scene->generate(m_neighbour, DemoScene::request(u"a lake demo-step=20"_s, 2, 500));
        QTRY_COMPARE(m_scene->counts(m_neighbour), u"2 0 0 2"_s);
        const auto socket = m_scene->generate(m_session, DemoScene::request(u"a hill"_s));
        QTRY_COMPARE(m_scene->counts(m_session), u"1 0 1 0"_s);
        interrupt(m_session);
        QVERIFY(socket->closes());
        QCOMPARE(wordsOf(socket->messages()),
                 (QStringList{u"status 1 0 0 0"_s, u"status 1 0 1 0"_s, u"status 1 0 0 0"_s, u"keep"_s,
                              u"discard"_s, u"intention"_s, u"status 0 0 0 0"_s}));
        QCOMPARE(m_scene->counts(m_neighbour), u"2 0 0 2"_s);
        interrupt(m_neighbour);
        QVERIFY(busy->closes());
    }

    void bothAtOnceEndEachInItsWay()
    {
        const auto socket
            = m_scene->generate(m_session, DemoScene::request(u"a lake demo-step=20"_s, 4, 500));
        QTRY_COMPARE(m_scene->counts(m_session), u"4 0 2 2"_s);
        interrupt(m_session);
        QVERIFY(socket->closes());
        QCOMPARE(wordsOf(socket->messages()).count(u"error"_s), 2); // one for each in a slot
        QCOMPARE(m_scene->counts(m_session), u"0 0 0 0"_s);
    }

    void theNeighbourGoesOn()
    {
        const auto socket
            = m_scene->generate(m_session, DemoScene::request(u"a lake demo-step=20"_s, 1, 500));
        QTRY_VERIFY(isDrawing(*socket));
        const auto other = m_scene->generate(m_neighbour, DemoScene::request(u"a hill"_s, 1, 4));
        QTRY_COMPARE(m_scene->counts(m_neighbour), u"1 0 0 1"_s);
        QVERIFY(!isDrawing(*other)); // its slot is there, but the backend draws one at a time
        QCOMPARE(wordOf(m_scene->post("GetGlobalStatus", {}, m_neighbour).json()), u"status 2 0 0 2"_s);
        interrupt(m_session);
        QVERIFY(socket->closes() && other->closes());
        QCOMPARE(errorOf(socket->messages()), u"Generation session interrupted."_s);
        QCOMPARE(errorOf(other->messages()), QString());
        QVERIFY(wordsOf(other->messages()).contains(u"image 0"_s));
    }

    void aFreshSessionInterruptsNothing()
    {
        const auto socket = m_scene->generate(m_session, DemoScene::request(u"a lake"_s, 1, 150));
        QTRY_VERIFY(isDrawing(*socket));
        interrupt(m_scene->newSession());
        QVERIFY(socket->closes());
        QVERIFY(wordsOf(socket->messages()).contains(u"image 0"_s));
    }

    void allSessionsOfTheUserWhereThatIsAsked()
    {
        const auto one = m_scene->generate(m_session, DemoScene::request(u"a lake demo-step=20"_s, 1, 500));
        const auto other
            = m_scene->generate(m_neighbour, DemoScene::request(u"a hill demo-step=20"_s, 1, 500));
        QTRY_VERIFY(isDrawing(*one));
        QTRY_COMPARE(m_scene->counts(m_neighbour), u"1 0 0 1"_s);
        interrupt(m_scene->newSession(), true);
        QVERIFY(one->closes() && other->closes());
        QCOMPARE(errorOf(one->messages()), u"Generation session interrupted."_s);
        QCOMPARE(errorOf(other->messages()), u"Generation session interrupted."_s);
    }

    void aDeafBackendIsNotWaitedFor()
    {
        const auto socket = m_scene->generate(m_session, DemoScene::request(u"demo-deaf"_s, 1, 300));
        QTRY_VERIFY(isDrawing(*socket));
        interrupt(m_session);
        QVERIFY(socket->closes());
        QCOMPARE(errorOf(socket->messages()), u"Generation session interrupted."_s);
        QVERIFY(!wordsOf(socket->messages()).contains(u"image 0"_s));
        const auto next = m_scene->generate(m_session, DemoScene::request(u"a hill"_s));
        QVERIFY(next->closes()); // after what the backend would not leave
        QVERIFY(wordsOf(next->messages()).contains(u"image 0"_s));
        QCOMPARE(storedImages(), 1);
    }

    void overHttpItIsTheSame_data()
    {
        QTest::addColumn<int>("steps");
        QTest::addColumn<bool>("waits");
        QTest::addColumn<QJsonObject>("reply");
        QTest::newRow("live") << 500 << false
                              << QJsonObject{{"error"_L1, "Generation session interrupted."_L1}};
        QTest::newRow("waiting") << 1 << true << QJsonObject{{"images"_L1, QJsonArray()}};
    }

    void overHttpItIsTheSame()
    {
        QFETCH(int, steps);
        QFETCH(bool, waits);
        std::unique_ptr<RawSocket> busy;
        if (waits) {
            busy = m_scene->generate(m_neighbour, DemoScene::request(u"a lake demo-step=20"_s, 2, 500));
            QTRY_COMPARE(m_scene->counts(m_neighbour), u"2 0 0 2"_s);
        }
        RawHttp client(m_scene->port());
        QJsonObject request = DemoScene::request(u"a hill"_s, 1, steps);
        request["session_id"_L1] = m_session;
        client.send(jsonPost("/API/GenerateText2Image", QJsonDocument(request).toJson()));
        QTRY_COMPARE(m_scene->counts(m_session), waits ? u"1 0 1 0"_s : u"1 0 0 1"_s);
        interrupt(m_session);
        QTEST(client.next().json(), "reply");
    }

    void anInterruptWhileTheModelLoads()
    {
        demo::Tempo tempo = DemoScene::quick();
        tempo.load = 1s;
        m_scene = std::make_unique<DemoScene>(DemoScene::Setting{.tempo = tempo});
        m_session = m_scene->newSession();
        const auto socket = m_scene->generate(m_session, DemoScene::request(u"a lake"_s));
        QTRY_COMPARE(m_scene->counts(m_session), u"1 1 1 0"_s);
        interrupt(m_session);
        QVERIFY(socket->closes());
        QCOMPARE(errorOf(socket->messages()), QString());
        QCOMPARE(m_scene->counts(m_session), u"0 0 0 0"_s);
        const auto next = m_scene->generate(m_session, DemoScene::request(u"a lake"_s));
        QVERIFY(next->closes());
        QVERIFY(wordsOf(next->messages()).contains(u"image 0"_s));
    }

    void aJobGoesOnAfterAReset()
    {
        const auto socket
            = m_scene->generate(m_session, DemoScene::request(u"reset in the middle"_s, 2, 150));
        QTRY_VERIFY(isDrawing(*socket));
        socket->reset();
        QCOMPARE(m_scene->counts(m_session).section(u' ', 0, 0), u"2"_s);
        QTRY_COMPARE(m_scene->counts(m_session), u"0 0 0 0"_s);
        QCOMPARE(storedImages(), 2);
    }

    void aClientsCloseIsAnsweredAtTheEnd()
    {
        const auto socket
            = m_scene->generate(m_session, DemoScene::request(u"closed in the middle"_s, 2, 150));
        QTRY_VERIFY(isDrawing(*socket));
        socket->sendClose(1000);
        QTRY_VERIFY(socket->closeCode() != 0);
        QCOMPARE(socket->closeCode(), 1000);
        const QStringList words = wordsOf(socket->messages());
        QCOMPARE(words.filter(u"image"_s), (QStringList{u"image 0"_s, u"image 1"_s})); // it went on sending
        QCOMPARE(words.last(), u"status 0 0 0 0"_s);
        QTRY_VERIFY(!socket->isConnected());
        QCOMPARE(storedImages(), 2);
    }

    void theServerMayGoInTheMiddle()
    {
        const auto socket
            = m_scene->generate(m_session, DemoScene::request(u"a lake demo-step=20"_s, 3, 500));
        RawHttp client(m_scene->port());
        QJsonObject request = DemoScene::request(u"a hill demo-step=20"_s, 2, 500);
        request["session_id"_L1] = m_neighbour;
        client.send(jsonPost("/API/GenerateText2Image", QJsonDocument(request).toJson()));
        QTRY_VERIFY(isDrawing(*socket));
        m_scene.reset();
        QTRY_VERIFY(!socket->isConnected());
        QCOMPARE(socket->closeCode(), 0);
        QVERIFY(client.isClosed());
    }
};

QTEST_GUILESS_MAIN(TestDemoInterrupts)
#include "tst_demointerrupts.moc"

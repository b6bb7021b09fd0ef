// SPDX-License-Identifier: GPL-3.0-or-later
#include "generatejob.h"
#include "jobwatch.h"
#include "scriptedserver.h"

#include <QElapsedTimer>
#include <QNetworkAccessManager>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using namespace Say;
using Kind = Error::Kind;
using Phase = JobProgress::Phase;
using Script = ScriptedServer::Script;

class TestGenerateJob : public QObject
{
    Q_OBJECT
    QNetworkAccessManager m_network;
    std::unique_ptr<ScriptedServer> m_server;
    std::unique_ptr<SwarmClient> m_client;
    std::unique_ptr<GenerateJob> m_job;
    std::unique_ptr<JobWatch> m_watch;

    static constexpr auto socketRoute = "GenerateText2ImageWS";
    static constexpr auto httpRoute = "GenerateText2Image";

    void begin(int images, const GenerateJob::Options &options = {.pollPause = 20ms}, int batch = 1)
    {
        GenerationRequest request{.prompt = u"a fox"_s, .model = u"stub"_s, .images = images, .seed = 7};
        if (batch > 1)
            request.others[u"batchsize"_s] = batch;
        m_job = std::make_unique<GenerateJob>(*m_client, request, options);
        m_watch = std::make_unique<JobWatch>(*m_job);
        m_job->start();
        QCOMPARE(m_watch->ends, 0);
    }

    [[nodiscard]] static GenerateJob::Options overHttp() { return {.overHttp = true, .pollPause = 20ms}; }

    // One image as a comfy backend makes it, up to its result.
    static Script oneImage()
    {
        return {status(1, 0, 0, 0),
                status(1, 0, 1, 0),
                status(1, 1, 1, 0),
                status(1, 0, 0, 1),
                progress("0", 0.625),
                progress("0", 0.64),
                progress("0", 0.73, "data:image/jpeg;base64,/9j/"),
                progress("0", 0.66),
                progress("0", 1.0),
                image("0")};
    }

private Q_SLOTS:
    void init()
    {
        m_server = std::make_unique<ScriptedServer>();
        m_client = std::make_unique<SwarmClient>(m_network, ServerAddress{.url = m_server->url()});
    }
    void cleanup()
    {
        if (m_watch && m_watch->isOver()) {
            QTest::qWait(20);
            QCOMPARE(m_watch->ends, 1);
            QVERIFY(m_job->isFinished());
            QVERIFY(m_watch->neverFell());
        }
        m_watch.reset();
        m_job.reset();
        m_client.reset();
        m_server.reset();
    }

    void oneImageComesOverTheSocket()
    {
        m_server->on(socketRoute, oneImage() + ending());
        QElapsedTimer clock;
        clock.start();
        begin(1);
        QTRY_VERIFY(m_watch->isOver());
        QVERIFY2(clock.elapsed() < 1500, "does not wait for the server's linger of two seconds");
        QVERIFY(!m_watch->result.error);
        QVERIFY(!m_watch->result.cancelled);
        QCOMPARE(m_watch->result.requested, 1);
        QCOMPARE(m_watch->result.images,
                 QList<JobImage>({{.index = 0, .path = u"View/local/raw/2026-08-21/picture 0.png"_s}}));
        QCOMPARE(m_watch->images, m_watch->result.images);
        QCOMPARE(m_watch->previews.size(), 1);
        for (const Phase phase : {Phase::Sent, Phase::Queued, Phase::LoadingModel, Phase::Sampling})
            QVERIFY(m_watch->sawPhase(phase));
        QCOMPARE(m_watch->progress.last().overall, 1.0);
        QCOMPARE(m_server->messages().size(), 1);
        QCOMPARE(m_server->messages()[0]["session_id"_L1].toString(), m_watch->sessions[0].id);
        QCOMPARE(m_server->messages()[0]["images"_L1].toInt(), 1);
        QCOMPARE(m_server->count(httpRoute), 0);
        QTRY_VERIFY(m_server->clientClosed());
    }

    void nothingIsSentBeforeProceed()
    {
        m_server->on(socketRoute, oneImage() + ending());
        begin(1);
        m_watch->proceeds = false;
        QTRY_COMPARE(m_watch->sessions.size(), 1);
        QTest::qWait(50);
        QCOMPARE(m_server->count(socketRoute), 0);
        m_job->proceed();
        QTRY_VERIFY(m_watch->isOver());
        QVERIFY(!m_watch->result.error);
    }

    void imagesMayComeInAnyOrder()
    {
        m_server->on(socketRoute,
                     Script{status(4, 0, 0, 2), progress("2", 0.5), progress("0", 0.25), image("2"),
                            progress("2", 0.75), image("0"), progress("1", 0.1), progress("3", 0.9),
                            image("3"), image("1"), progress("1", 0.4)}
                         + ending());
        begin(4);
        QTRY_VERIFY(m_watch->isOver());
        QCOMPARE(m_watch->indices(), QList<int>({0, 1, 2, 3}));
        QCOMPARE(m_watch->images.first().index, 2);
        QCOMPARE(m_watch->progress.last().overall, 1.0);
        QVERIFY(!m_watch->result.error);
    }

    void aBatchIsCountedByItsImages()
    {
        m_server->on(socketRoute,
                     Script{status(2, 0, 0, 1), progress("0", 0.5),
                            text("{'gen_progress':{'batch_index':1,'request_id':'1001','overall_percent':0.6,"
                                 "'preview':'data:image/jpeg;base64,/9j/'}}"),
                            image("0"), image("1"), image("2"), image("3")}
                         + ending());
        begin(2, {.pollPause = 20ms}, 2);
        QTRY_VERIFY(m_watch->isOver());
        QCOMPARE(m_watch->result.requested, 4);
        QCOMPARE(m_watch->indices(), QList<int>({0, 1, 2, 3}));
        QCOMPARE(m_watch->previews.first().first, 1);
        const auto half = std::ranges::find(m_watch->progress, 0.25, &JobProgress::overall);
        QVERIFY2(half != m_watch->progress.end(), "half of the first task is a quarter of all");
    }

    void gridsIntermediatesAndExtrasAreNoResults()
    {
        m_server->on(socketRoute,
                     Script{image("-11"), image("0"), image("0"), image("3"), image("-1")} + ending());
        begin(2);
        QTRY_VERIFY(m_watch->isOver());
        QCOMPARE(m_watch->indices(), QList<int>({0}));
        QCOMPARE(m_watch->images.size(), 1);
        QCOMPARE(m_watch->result.error->message,
                 u"The server stopped after 1 of 2 images without saying why."_s);
    }

    void aBackendWithoutProgressIsFine()
    {
        m_server->on(socketRoute, Script{status(1, 0, 0, 1), image("0")} + ending());
        begin(1);
        QTRY_VERIFY(m_watch->isOver());
        QVERIFY(!m_watch->result.error);
        QVERIFY(m_watch->sawPhase(Phase::Sampling));
    }

    void anOldServerClosesWithoutIntention()
    {
        m_server->on(socketRoute, {status(1, 0, 0, 1), image("0"), status(0, 0, 0, 0), closing()});
        begin(1);
        QTRY_VERIFY(m_watch->isOver());
        QVERIFY(!m_watch->result.error);
    }

    void whatANewerServerSaysIsLetPass()
    {
        m_server->on(socketRoute,
                     Script{text("{'sparkles':1}"), text("hello"), text("[1]"), frame(0x2, "\x01\x02"),
                            text(""), text("{'raw_backend_data':{'type':'x','data':'AA=='}}"),
                            text("{'socket_intention':'pause'}"), image("0")}
                         + ending());
        begin(1);
        QTRY_VERIFY(m_watch->isOver());
        QVERIFY(!m_watch->result.error);
    }

    void aWithdrawnImageIsNoResult()
    {
        m_server->on(socketRoute, {image("0"), image("1"), discard("1"), intention()});
        begin(2);
        QTRY_VERIFY(m_watch->isOver());
        QCOMPARE(m_watch->indices(), QList<int>({0}));
        QCOMPARE(m_watch->result.error->message, u"The server withdrew 1 of 2 images."_s);
    }

    void fewerImagesAreAFailureAndKept_data()
    {
        QTest::addColumn<Script>("script");
        QTest::addColumn<QList<int>>("images");
        QTest::addColumn<Kind>("kind");
        QTest::addColumn<QString>("message");
        const auto row
            = [](const char *name, const Script &script, const QList<int> &images, Kind kind,
                 const QString &message) { QTest::newRow(name) << script << images << kind << message; };
        row("silent, with intention", Script{status(3, 0, 0, 0)} + ending(), {}, Kind::Failed,
            u"The server stopped after 0 of 3 images without saying why."_s);
        row("silent, after two", Script{image("0"), image("2"), status(0, 0, 0, 0), closing()}, {0, 2},
            Kind::Failed, u"The server stopped after 2 of 3 images without saying why."_s);
        row("closed by an old server's fault", Script{image("0"), closing(1011)}, {0}, Kind::Failed,
            u"The server stopped after 1 of 3 images without saying why."_s);
        row("error in the middle",
            Script{image("0"), error("ComfyUI execution error: out"), image("2"), error("ComfyUI errored: x")}
                + ending(),
            {0, 2}, Kind::Failed, u"The generation failed on the server: ComfyUI execution error: out."_s);
        row("refused value", Script{status(1, 0, 0, 0), error("No backends available!")} + ending(), {},
            Kind::Refused, u"The server has no backend to draw with."_s);
        row("refused at once", Script{error("Unknown API route.", "bad_route"), closing()}, {}, Kind::Refused,
            u"The server %1 does not know this request."_s);
        row("stopped by someone else",
            Script{image("1"), error("Generation session interrupted.")} + ending(), {1}, Kind::Cancelled,
            u"The generation was stopped on the server."_s);
    }
    void fewerImagesAreAFailureAndKept()
    {
        QFETCH(Script, script);
        QFETCH(QString, message);
        m_server->on(socketRoute, script);
        begin(3);
        QTRY_VERIFY(m_watch->isOver());
        QTEST(m_watch->indices(), "images");
        QVERIFY(m_watch->result.error);
        QTEST(m_watch->result.error->kind, "kind");
        const QString server = m_server->url().authority();
        QCOMPARE(m_watch->result.error->message, message.contains(u'%') ? message.arg(server) : message);
        QVERIFY(!m_watch->result.cancelled);
    }

    void aSecondErrorIsKept()
    {
        m_server->on(socketRoute,
                     Script{error("ComfyUI errored: a"), error("ComfyUI errored: b")} + ending());
        begin(2);
        QTRY_VERIFY(m_watch->isOver());
        QCOMPARE(m_watch->result.furtherErrors.size(), 1);
        QCOMPARE(m_watch->result.furtherErrors[0].serverWords, u"ComfyUI errored: b"_s);
    }

    void aForgottenSessionIsRenewedOnce()
    {
        const Script forgotten{error("Invalid session ID.", "invalid_session_id"), closing()};
        m_server->on(socketRoute, forgotten);
        m_server->on(socketRoute, oneImage() + ending());
        begin(1);
        QTRY_VERIFY(m_watch->isOver());
        QVERIFY(!m_watch->result.error);
        QCOMPARE(m_watch->sessions.size(), 2);
        QCOMPARE(m_server->messages().last()["session_id"_L1].toString(), u"s2"_s);
    }

    void aSessionThatIsNeverKnownEndsTheJob()
    {
        m_server->on(socketRoute, {error("Invalid session ID.", "invalid_session_id"), closing()});
        begin(1);
        QTRY_VERIFY(m_watch->isOver());
        QCOMPARE(m_watch->result.error->kind, Kind::NotAuthorised);
        QCOMPARE(m_server->count("GetNewSession"), 2);
    }

    void httpIsTakenWhereTheSocketIsRefused_data()
    {
        QTest::addColumn<Script>("refusal");
        QTest::newRow("401") << Script{reply("Unauthorized", 401)};
        QTest::newRow("502") << Script{reply("<html>Bad Gateway</html>", 502)};
        QTest::newRow("200") << Script{reply("{}", 200)};
        QTest::newRow("hangs up") << Script{hangUp()};
        QTest::newRow("reset") << Script{reset()};
        QTest::newRow("junk") << Script{raw("hello\r\n\r\n")};
        QTest::newRow("never answers") << Script{};
    }
    void httpIsTakenWhereTheSocketIsRefused()
    {
        QFETCH(Script, refusal);
        m_server->on("upgrade", refusal);
        m_server->on(httpRoute, {reply("{'images':['View/a.png']}")});
        begin(1, {.connectLimit = 300ms, .pollPause = 20ms});
        QTRY_VERIFY(m_watch->isOver());
        QVERIFY(!m_watch->result.error);
        QCOMPARE(m_watch->result.images, QList<JobImage>({{.index = 0, .path = u"View/a.png"_s}}));
        QCOMPARE(m_server->count(httpRoute), 1);
    }

    void overHttpProgressIsWhatTheServerCounts()
    {
        m_server->on(httpRoute,
                     {counts(4, 0, 1, 2), wait(100ms), counts(3, 0, 0, 2), wait(100ms), counts(1, 0, 0, 1),
                      wait(100ms), counts(0, 0, 0, 0),
                      reply("{'images':['View/a.png','View/b.png','View/c.png','View/d.png']}")});
        begin(4, overHttp());
        QTRY_VERIFY(m_watch->isOver());
        QVERIFY(!m_watch->result.error);
        QCOMPARE(m_watch->indices(), QList<int>({0, 1, 2, 3}));
        QVERIFY(std::ranges::find(m_watch->progress, 0.25, &JobProgress::overall) != m_watch->progress.end());
        QVERIFY(std::ranges::find(m_watch->progress, 0.75, &JobProgress::overall) != m_watch->progress.end());
        QCOMPARE(m_server->asked("GetCurrentStatus").first().body["session_id"_L1].toString(), u"s1"_s);
        QCOMPARE(m_server->count(socketRoute), 0);
    }

    void overHttpARefusalEndsTheJob_data()
    {
        QTest::addColumn<Script>("answer");
        QTest::addColumn<Kind>("kind");
        QTest::newRow("words at 200") << Script{reply("{'error':'No backends available!'}")} << Kind::Refused;
        QTest::newRow("internal") << Script{reply("{'error_id':'internal_error','error':'x'}", 400)}
                                  << Kind::Failed;
        QTest::newRow("bare 401") << Script{reply("Unauthorized", 401)} << Kind::NotAuthorised;
        QTest::newRow("redirect") << Script{raw("HTTP/1.1 302 Found\r\nLocation: /Error/BasicAPI\r\n"
                                                "Content-Length: 0\r\n\r\n")}
                                  << Kind::BadReply;
        QTest::newRow("nothing and no reason") << Script{reply("{'images':[]}")} << Kind::Failed;
        QTest::newRow("unknown model") << Script{reply(
            "{'error':'Invalid value for parameter Model: Invalid model value for param Model - "
            "\\u0027x\\u0027 - are you sure that model name is correct?'}")}
                                       << Kind::ModelNotFound;
    }
    void overHttpARefusalEndsTheJob()
    {
        QFETCH(Script, answer);
        m_server->on(httpRoute, answer);
        begin(1, overHttp());
        QTRY_VERIFY(m_watch->isOver());
        QVERIFY(m_watch->result.error);
        QTEST(m_watch->result.error->kind, "kind");
        QCOMPARE(m_server->count(httpRoute), 1);
        QCOMPARE(m_server->count("/Error/BasicAPI"), 0);
    }

    void overHttpAForgottenSessionIsRenewedOnce()
    {
        m_server->on(httpRoute,
                     {reply("{'error':'Invalid session ID.','error_id':'invalid_session_id'}", 401)});
        m_server->on(httpRoute, {reply("{'images':['View/a.png']}")});
        begin(1, overHttp());
        QTRY_VERIFY(m_watch->isOver());
        QVERIFY(!m_watch->result.error);
        QCOMPARE(m_watch->sessions.size(), 2);
    }

    void aRequestIsNeverSentTwice_data()
    {
        QTest::addColumn<Script>("answer");
        QTest::newRow("hangs up before a word") << Script{hangUp()};
        QTest::newRow("reset before a word") << Script{reset()};
        QTest::newRow("hangs up in the middle") << Script{
            raw("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 500\r\n\r\n{\"ima"),
            hangUp()};
        QTest::newRow("reset in the middle")
            << Script{raw("HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\n{\"ima"), wait(50ms), reset()};
        QTest::newRow("not JSON") << Script{reply("{'images':['View/a.p")};
        QTest::newRow("a gateway's patience ended") << Script{reply("<html>504</html>", 504)};
    }
    void aRequestIsNeverSentTwice()
    {
        QFETCH(Script, answer);
        m_server->on(httpRoute,
                     Script{counts(1, 0, 0, 1)} + answer + Script{wait(150ms), counts(0, 0, 0, 0)});
        m_server->on("GetNewSession", {reply("{'session_id':'s1','user_id':'local'}")});
        begin(1, overHttp());
        QTRY_VERIFY(m_watch->sawPhase(Phase::Reconnecting));
        QVERIFY(!m_watch->isOver());
        m_server->counts[0] = m_server->counts[3] = 0;
        QTRY_VERIFY(m_watch->isOver());
        QCOMPARE(m_server->count(httpRoute), 1);
        QVERIFY(m_watch->result.error);
        QCOMPARE(m_watch->result.error->hint, u"Images may be on the server; try collect."_s);
    }

    void aLostSocketIsFollowedUntilTheServerIsDone_data()
    {
        QTest::addColumn<Script>("end");
        QTest::newRow("hangs up") << Script{hangUp()};
        QTest::newRow("reset") << Script{reset()};
        QTest::newRow("goes away") << Script{closing(1001), hangUp()};
        QTest::newRow("no WebSocket any more") << Script{raw("\xff\xff\xff\xff junk")};
    }
    void aLostSocketIsFollowedUntilTheServerIsDone()
    {
        QFETCH(Script, end);
        m_server->on(
            socketRoute,
            Script{status(2, 0, 0, 2), progress("0", 0.5), image("0"), counts(2, 0, 0, 2), wait(20ms)} + end);
        begin(2);
        QTRY_VERIFY(m_watch->sawPhase(Phase::Reconnecting));
        QTRY_VERIFY(m_server->count("GetCurrentStatus") >= 3);
        QVERIFY(!m_watch->isOver());
        m_server->counts[0] = m_server->counts[3] = 0;
        QTRY_VERIFY(m_watch->isOver());
        QCOMPARE(m_watch->result.error->kind, Kind::ConnectionLost);
        QCOMPARE(m_watch->result.error->hint, u"Images may be on the server; try collect."_s);
        QCOMPARE(m_watch->indices(), QList<int>({0}));
        QCOMPARE(m_server->messages().size(), 1);
        QCOMPARE(m_server->count(httpRoute), 0);
    }

    void picturesOfALostJobAreFoundOnTheServer_data()
    {
        QTest::addColumn<bool>("http");
        QTest::newRow("socket") << false;
        QTest::newRow("HTTP") << true;
    }
    void picturesOfALostJobAreFoundOnTheServer()
    {
        QFETCH(bool, http);
        const auto file = [](const QByteArray &seed) {
            return "{'src':'raw/" + seed
                + ".png','metadata':'{\\'sui_image_params\\':{\\'prompt\\':\\'a fox\\',\\'seed\\':" + seed
                + "}}'}";
        };
        m_server->on("ListImages", {reply("{'folders':[],'files':[" + file("8") + "," + file("7") + "]}")});
        m_server->on(socketRoute, {image("0"), wait(20ms), reset()});
        m_server->on(httpRoute, {wait(20ms), reset()});
        begin(2, http ? overHttp() : GenerateJob::Options{.pollPause = 20ms});
        QTRY_VERIFY(m_watch->isOver());
        QVERIFY(!m_watch->result.error);
        QCOMPARE(m_watch->indices(), QList<int>({0, 1}));
        QCOMPARE(m_watch->images.size(), 2);
        QCOMPARE(m_watch->result.images[1].path, u"View/local/raw/8.png"_s);
        QCOMPARE(m_watch->progress.last().imagesDone, 2);
    }

    void aLineThatBreaksAfterTheLastImageIsNoLoss()
    {
        m_server->on(socketRoute, {image("0"), wait(20ms), reset()});
        begin(1);
        QTRY_VERIFY(m_watch->isOver());
        QVERIFY(!m_watch->result.error);
    }

    void aServerThatIsGoneEndsTheJob()
    {
        m_server->on(socketRoute, {status(1, 0, 0, 1)});
        begin(1, {.silenceLimit = 300ms, .pollPause = 20ms});
        QTRY_VERIFY(m_watch->sawPhase(Phase::Queued) || m_watch->sawPhase(Phase::Sampling));
        m_server.reset();
        QTRY_VERIFY(m_watch->isOver());
        QCOMPARE(m_watch->result.error->kind, Kind::ConnectionLost);
        init();
    }

    void silenceIsNoLossWhileTheServerAnswersPings()
    {
        m_server->on(socketRoute,
                     Script{status(1, 0, 0, 1), wait(900ms), keepAlive(), image("0")} + ending());
        begin(1, {.silenceLimit = 300ms, .pollPause = 20ms});
        QTRY_VERIFY(m_watch->isOver());
        QVERIFY(!m_watch->result.error);
        QVERIFY(!m_watch->sawPhase(Phase::Reconnecting));
    }

    void aMessageThatComesSlowlyIsNoSilence()
    {
        const QByteArray image = Say::image("0").bytes;
        m_server->on(socketRoute,
                     Script{status(1, 0, 0, 1), part(0x1, image.left(10)), wait(250ms),
                            part(0x0, image.mid(10, 10)), wait(250ms), part(0x0, image.mid(20, 10)),
                            wait(250ms), frame(0x0, image.mid(30))}
                         + ending());
        begin(1, {.silenceLimit = 300ms, .pollPause = 20ms});
        QTRY_VERIFY(m_watch->isOver());
        QVERIFY(!m_watch->result.error);
        QVERIFY(!m_watch->sawPhase(Phase::Reconnecting));
        QCOMPARE(m_watch->images.size(), 1);
    }

    void cancellingStopsThisJobAlone()
    {
        m_server->on(socketRoute,
                     Script{status(2, 0, 0, 2), progress("0", 0.5), image("1"), awaitInterrupt(),
                            error("Generation session interrupted.")}
                         + ending());
        begin(2);
        QTRY_COMPARE(m_watch->images.size(), 1);
        m_job->cancel();
        m_job->cancel();
        QCOMPARE(m_watch->ends, 0);
        QTRY_VERIFY(m_watch->isOver());
        QVERIFY(m_watch->result.cancelled);
        QVERIFY(!m_watch->result.error);
        QVERIFY(m_watch->result.furtherErrors.isEmpty());
        QCOMPARE(m_watch->indices(), QList<int>({1}));
        const QJsonObject asked = m_server->asked("InterruptAll").first().body;
        QCOMPARE(asked["session_id"_L1].toString(), u"s1"_s);
        QCOMPARE(asked["other_sessions"_L1], QJsonValue(false));
    }

    void cancellingWhileQueuedBringsNoError()
    {
        m_server->on(socketRoute, Script{status(1, 0, 1, 0), awaitInterrupt()} + ending());
        begin(1);
        QTRY_VERIFY(m_watch->sawPhase(Phase::Queued));
        m_job->cancel();
        QTRY_VERIFY(m_watch->isOver());
        QVERIFY(m_watch->result.cancelled);
        QVERIFY(!m_watch->result.error);
    }

    void imagesThatComeAnywayAreKept()
    {
        m_server->on(socketRoute,
                     Script{status(2, 0, 0, 1), awaitInterrupt(), wait(200ms), image("0")} + ending());
        begin(2);
        QTRY_VERIFY(m_watch->sawPhase(Phase::Sampling));
        m_job->cancel();
        QTRY_VERIFY(m_watch->isOver());
        QVERIFY(m_watch->result.cancelled);
        QCOMPARE(m_watch->indices(), QList<int>({0}));
    }

    void allImagesInSpiteOfCancellingIsCompletion()
    {
        m_server->on(socketRoute, Script{status(1, 0, 0, 1), awaitInterrupt(), image("0")} + ending());
        begin(1);
        QTRY_VERIFY(m_watch->sawPhase(Phase::Sampling));
        m_job->cancel();
        QTRY_VERIFY(m_watch->isOver());
        QVERIFY(!m_watch->result.cancelled);
        QVERIFY(!m_watch->result.error);
    }

    void cancellingBeforeSendingSendsNothing_data()
    {
        QTest::addColumn<int>("moment");
        QTest::newRow("before start") << 0;
        QTest::newRow("without a session") << 1;
        QTest::newRow("prepared") << 2;
        QTest::newRow("while the socket opens") << 3;
    }
    void cancellingBeforeSendingSendsNothing()
    {
        QFETCH(int, moment);
        m_server->on("upgrade", {});
        GenerateJob job(*m_client, {.prompt = u"a fox"_s});
        JobWatch watch(job);
        watch.proceeds = false;
        if (moment > 0)
            job.start();
        if (moment > 1)
            QTRY_COMPARE(watch.sessions.size(), 1);
        if (moment > 2) {
            job.proceed();
            QTRY_COMPARE(m_server->count(socketRoute), 1);
        }
        job.cancel();
        QCOMPARE(watch.ends, 0);
        job.start();
        job.proceed();
        QTRY_COMPARE(watch.ends, 1);
        QVERIFY(watch.result.cancelled);
        QVERIFY(!watch.result.error);
        QTest::qWait(50);
        QCOMPARE(watch.ends, 1);
        QVERIFY(m_server->messages().isEmpty());
        QCOMPARE(m_server->count("InterruptAll"), 0);
    }

    void anInterruptThatOvertookTheRequestIsRepeated()
    {
        m_server->on(socketRoute, Script{status(1, 0, 0, 1), awaitInterrupt(), wait(300ms)} + ending());
        begin(1);
        QTRY_VERIFY(m_watch->sawPhase(Phase::Sampling));
        m_job->cancel();
        QTRY_VERIFY(m_watch->isOver());
        QVERIFY(m_server->count("InterruptAll") > 1);
    }

    void aServerThatStopsButNeverSaysSoIsLeftAfterFiveSeconds()
    {
        m_server->on(socketRoute, {status(1, 0, 0, 1)});
        begin(1, {.pollPause = 1000ms});
        QTRY_VERIFY(m_watch->sawPhase(Phase::Sampling));
        QElapsedTimer clock;
        clock.start();
        m_job->cancel();
        QTRY_VERIFY_WITH_TIMEOUT(m_watch->isOver(), 8000);
        QVERIFY(clock.elapsed() >= 4700);
        QVERIFY(m_watch->result.cancelled);
    }

    void aServerThatWillNotStopIsAnError()
    {
        m_server->on(socketRoute, {status(1, 0, 0, 1)});
        m_server->on("InterruptAll", {reply("{'error_id':'bad_permissions','error':'x'}", 400)});
        begin(1, {.pollPause = 1000ms});
        QTRY_VERIFY(m_watch->sawPhase(Phase::Sampling));
        m_job->cancel();
        QTRY_VERIFY_WITH_TIMEOUT(m_watch->isOver(), 8000);
        QVERIFY(!m_watch->result.cancelled);
        QCOMPARE(m_watch->result.error->kind, Kind::NotAuthorised);
    }

    void cancellingOverHttp_data()
    {
        QTest::addColumn<Script>("answer");
        QTest::newRow("queued") << Script{reply("{'images':[]}")};
        QTest::newRow("live") << Script{reply("{'error':'Generation session interrupted.'}")};
    }
    void cancellingOverHttp()
    {
        QFETCH(Script, answer);
        m_server->on(httpRoute, Script{counts(1, 0, 1, 0), awaitInterrupt(), counts(0, 0, 0, 0)} + answer);
        begin(1, overHttp());
        QTRY_VERIFY(m_watch->sawPhase(Phase::Queued));
        m_job->cancel();
        QTRY_VERIFY(m_watch->isOver());
        QVERIFY(m_watch->result.cancelled);
        QVERIFY(!m_watch->result.error);
        QCOMPARE(m_watch->progress.last().overall, 0.0);
    }

    void cancellingALostJobStopsTheServer()
    {
        m_server->on(socketRoute, {status(1, 0, 0, 1), counts(1, 0, 0, 1), wait(20ms), reset()});
        connect(m_server.get(), &ScriptedServer::interrupted, this,
                [this] { m_server->counts[0] = m_server->counts[3] = 0; });
        begin(1);
        QTRY_VERIFY(m_watch->sawPhase(Phase::Reconnecting));
        m_job->cancel();
        QTRY_VERIFY(m_watch->isOver());
        QVERIFY(m_watch->result.cancelled);
    }

    void aServerThatIsNotThereIsSaidSo()
    {
        m_client
            = std::make_unique<SwarmClient>(m_network, ServerAddress{.url = QUrl(u"http://127.0.0.1:1"_s)});
        begin(1);
        QTRY_VERIFY(m_watch->isOver());
        QCOMPARE(m_watch->result.error->kind, Kind::Unreachable);
        QCOMPARE(
            m_watch->result.error->sentence(),
            u"The server 127.0.0.1:1 does not answer (connection refused). Check that SwarmUI runs there, or "
            u"change the address."_s);
    }

    void deletingAJobTellsNothing()
    {
        m_server->on(socketRoute, {status(1, 0, 0, 1)});
        begin(1);
        QTRY_VERIFY(m_watch->sawPhase(Phase::Sampling));
        m_job.reset();
        QTest::qWait(50);
        QCOMPARE(m_watch->ends, 0);
        QCOMPARE(m_server->count("InterruptAll"), 0);
    }
};

QTEST_GUILESS_MAIN(TestGenerateJob)
#include "tst_generatejob.moc"

// SPDX-License-Identifier: GPL-3.0-or-later
// What the contract's cases (tests/contract) do not say: beginning, trying again, deleting.
#include "jobstage.h"

#include <QElapsedTimer>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using namespace Say;
using Kind = Error::Kind;
using Phase = JobProgress::Phase;
using Script = ScriptedServer::Script;

class TestGenerateJob : public QObject
{
    Q_OBJECT

    static Script oneImage() { return Script{status(1, 0, 0, 1), image("0")} + ending(); }

    [[nodiscard]] static GenerateJob::Options waiting(std::chrono::milliseconds pause)
    {
        GenerateJob::Options options = JobStage::quick();
        options.retryPause = pause;
        return options;
    }

private Q_SLOTS:
    void nothingIsSentBeforeProceed()
    {
        JobStage stage;
        stage.server.on(JobStage::socketRoute, oneImage());
        stage.begin(1);
        stage.watch->proceeds = false;
        QTRY_COMPARE(stage.watch->sessions.size(), 1);
        QTest::qWait(50);
        QCOMPARE(stage.server.count(JobStage::socketRoute), 0);
        stage.job->proceed();
        QVERIFY(stage.ends());
        QVERIFY(!stage.result().error);
    }

    void whereNothingWasSentItIsTriedAgain_data()
    {
        QTest::addColumn<Script>("first");
        QTest::newRow("hangs up") << Script{hangUp()};
        QTest::newRow("reset") << Script{reset()};
        QTest::newRow("502") << Script{reply("<html></html>", 502)};
        QTest::newRow("503") << Script{reply("<html></html>", 503)};
        QTest::newRow("504") << Script{reply("<html></html>", 504)};
    }
    void whereNothingWasSentItIsTriedAgain()
    {
        QFETCH(Script, first);
        JobStage stage;
        stage.server.on("GetNewSession", first);
        stage.server.on("GetNewSession", first);
        stage.server.on("GetNewSession", {reply("{'session_id':'s9'}")});
        stage.server.on(JobStage::socketRoute, oneImage());
        stage.begin(1);
        QVERIFY(stage.ends());
        QCOMPARE(stage.watch->outcome(), u"completed 1/1"_s);
        QCOMPARE(stage.server.count("GetNewSession"), 3);
        QCOMPARE(stage.watch->sessions.size(), 1);
        QCOMPARE(stage.timesSent(), 1);
    }

    void aRequestThatFoundNobodyIsTriedAgain()
    {
        JobStage stage;
        stage.server.on(JobStage::socketRoute, oneImage());
        stage.begin(1, waiting(50ms));
        stage.watch->proceeds = false;
        QTRY_COMPARE(stage.watch->sessions.size(), 1);
        stage.server.leave();
        QTest::qWait(50); // until the kept connection is known to be gone
        stage.watch->proceeds = true;
        stage.job->proceed();
        QTest::qWait(80);
        QVERIFY(!stage.watch->isOver());
        stage.server.comeBack();
        QVERIFY(stage.ends());
        QCOMPARE(stage.watch->outcome(), u"completed 1/1"_s);
        QCOMPARE(stage.watch->sessions.size(), 2);
        QCOMPARE(stage.timesSent(), 1);
        QVERIFY(!stage.watch->sawPhase(Phase::Reconnecting));
    }

    void triesHaveAnEnd()
    {
        JobStage stage;
        stage.server.on("GetNewSession", {reply("<html></html>", 503)});
        QElapsedTimer clock;
        clock.start();
        stage.begin(1, waiting(40ms));
        QVERIFY(stage.ends());
        QVERIFY2(clock.elapsed() >= 40 + 80 + 160, "the pauses grow");
        QCOMPARE(stage.message(), stage.named(u"The server %1 does not answer (HTTP status 503)."_s));
        QCOMPARE(stage.server.count("GetNewSession"), 4);
        QCOMPARE(stage.timesSent(), 0);
    }

    void aServerThatIsNotThereIsSaidSo()
    {
        JobStage stage;
        stage.server.leave();
        stage.begin(1);
        QVERIFY(stage.ends());
        QCOMPARE(stage.result().error->kind, Kind::Unreachable);
        QCOMPARE(stage.result().error->sentence(),
                 stage.named(u"The server %1 does not answer (connection refused). Check that SwarmUI runs "
                             u"there, or change the address."_s));
    }

    void whatWouldNotChangeIsNotTriedAgain_data()
    {
        QTest::addColumn<Script>("answer");
        QTest::newRow("wants a sign-in") << Script{reply("Unauthorized", 401)};
        QTest::newRow("refuses") << Script{reply("{'error':'Invalid or unauthorized.'}")};
        QTest::newRow("is no SwarmUI") << Script{reply("<html></html>")};
        QTest::newRow("redirects") << Script{reply("", 302)};
        QTest::newRow("let the time pass") << Script{wait(1ms)};
    }
    void whatWouldNotChangeIsNotTriedAgain()
    {
        QFETCH(Script, answer);
        JobStage stage;
        stage.server.on("GetNewSession", answer);
        stage.begin(1, JobStage::impatient());
        QVERIFY(stage.ends());
        QVERIFY(stage.result().error);
        QCOMPARE(stage.server.count("GetNewSession"), 1);
    }

    void cancellingEndsTheTries()
    {
        JobStage stage;
        stage.server.on("GetNewSession", {reply("<html></html>", 503)});
        stage.begin(1, waiting(100ms));
        QTRY_COMPARE(stage.server.count("GetNewSession"), 2);
        stage.job->cancel();
        QVERIFY(stage.ends());
        QCOMPARE(stage.watch->outcome(), u"cancelled 0/1"_s);
        QTest::qWait(250);
        QCOMPARE(stage.server.count("GetNewSession"), 2);
    }

    void overHttpProgressIsWhatTheServerCounts()
    {
        JobStage stage;
        stage.server.on(JobStage::httpRoute,
                        {counts(4, 0, 1, 2), wait(100ms), counts(3, 0, 0, 2), wait(100ms), counts(1, 0, 0, 1),
                         wait(100ms), counts(0, 0, 0, 0),
                         reply("{'images':['View/a.png','View/b.png','View/c.png','View/d.png']}")});
        stage.begin(4, JobStage::overHttp());
        QVERIFY(stage.ends());
        QCOMPARE(stage.watch->outcome(), u"completed 4/4"_s);
        const auto &progress = stage.watch->progress;
        for (const double shown : {0.25, 0.75})
            QVERIFY(std::ranges::find(progress, shown, &JobProgress::overall) != progress.end());
        QCOMPARE(stage.server.asked("GetCurrentStatus").first().body["session_id"_L1].toString(), u"s1"_s);
    }

    void picturesDrawnBeforeAnErrorAreFound_data()
    {
        QTest::addColumn<int>("images");
        QTest::addColumn<Script>("answer");
        QTest::addColumn<QList<QByteArrayList>>("listed"); // at the beginning, and later
        QTest::addColumn<QString>("outcome");
        const Script refusal{wait(300ms), reply("{'error':'ComfyUI execution error: no.'}")};
        using Listed = QList<QByteArrayList>;
        QTest::newRow("one of three") << 3 << refusal << Listed{{}, {"8"}} << u"failed 1/3"_s;
        QTest::newRow("one alone: there can be none") << 1 << refusal << Listed{{"7"}} << u"failed 0/1"_s;
        QTest::newRow("the same had been drawn before")
            << 3 << refusal << Listed{{"7", "8"}, {"7", "8"}} << u"failed 0/3"_s;
        QTest::newRow("nothing was drawn where it is refused at once")
            << 3 << Script{reply("{'error':'No backends available!'}")} << Listed{{"7"}} << u"refused 0/3"_s;
        QTest::newRow("no answer: also those still being written")
            << 3 << Script{reply("<html>")} << Listed{{}, {"7"}, {"7", "8"}} << u"bad_reply 2/3"_s;
    }
    void picturesDrawnBeforeAnErrorAreFound()
    {
        QFETCH(int, images);
        QFETCH(Script, answer);
        QFETCH(QList<QByteArrayList>, listed);
        JobStage stage;
        for (const QByteArrayList &seeds : listed)
            stage.server.on("ListImages", {listing(seeds)});
        stage.server.on(JobStage::httpRoute, answer);
        stage.begin(images, JobStage::overHttp());
        QVERIFY(stage.ends());
        QTEST(stage.watch->outcome(), "outcome");
        QCOMPARE(stage.watch->images.size(), stage.result().images.size());
        QCOMPARE(stage.timesSent(), 1);
    }

    void aWishToStopFindsNoPicturesOfBefore()
    {
        JobStage stage;
        stage.server.on("ListImages", {listing({"7", "8"})});
        stage.server.on(JobStage::httpRoute,
                        {counts(2, 0, 0, 1), awaitInterrupt(), counts(0, 0, 0, 0),
                         reply("{'error':'Generation session interrupted.'}")});
        stage.begin(2, JobStage::overHttp());
        QTRY_COMPARE(stage.server.count("ListImages"), 1);
        QVERIFY(stage.reaches(Phase::Sampling));
        stage.job->cancel();
        QVERIFY(stage.ends());
        QCOMPARE(stage.watch->outcome(), u"cancelled 0/2"_s);
    }

    void anAnswerThatStillComesIsNotGivenUp()
    {
        JobStage stage;
        const QByteArray body = json("{'images':['View/a.png']}");
        Script slow{raw("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: "
                        + QByteArray::number(body.size()) + "\r\n\r\n")};
        for (const char byte : body) // one byte after the other, for longer than silence may last
            slow += {wait(50ms), raw(QByteArray(1, byte))};
        stage.server.on(JobStage::httpRoute, slow);
        GenerateJob::Options options = JobStage::overHttp();
        options.silenceLimit = 800ms;
        stage.begin(1, options);
        QVERIFY(stage.ends());
        QCOMPARE(stage.watch->outcome(), u"completed 1/1"_s);
        QVERIFY(!stage.watch->sawPhase(Phase::Reconnecting));
    }

    void aServerThatIsGoneEndsTheJob()
    {
        JobStage stage;
        stage.server.on(JobStage::socketRoute, {status(1, 0, 0, 1)});
        stage.begin(1, JobStage::impatient());
        QVERIFY(stage.reaches(Phase::Sampling));
        stage.server.leave();
        QVERIFY(stage.ends());
        QCOMPARE(stage.result().error->kind, Kind::ConnectionLost);
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
        JobStage stage;
        stage.server.on("upgrade", {});
        GenerateJob job(stage.client, {.prompt = u"a fox"_s});
        JobWatch watch(job);
        watch.proceeds = false;
        if (moment > 0)
            job.start();
        if (moment > 1)
            QTRY_COMPARE(watch.sessions.size(), 1);
        if (moment > 2) {
            job.proceed();
            QTRY_COMPARE(stage.server.count(JobStage::socketRoute), 1);
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
        QCOMPARE(stage.timesSent(), 0);
        QCOMPARE(stage.server.count("InterruptAll"), 0);
    }

    void anInterruptThatOvertookTheRequestIsRepeated()
    {
        JobStage stage;
        stage.server.on(JobStage::socketRoute,
                        Script{status(1, 0, 0, 1), awaitInterrupt(), wait(300ms)} + ending());
        stage.begin(1);
        QVERIFY(stage.reaches(Phase::Sampling));
        stage.job->cancel();
        QVERIFY(stage.ends());
        QVERIFY(stage.server.count("InterruptAll") > 1);
    }

    void cancellingALostJobStopsTheServer()
    {
        JobStage stage;
        stage.server.on(JobStage::socketRoute, {status(1, 0, 0, 1), counts(1, 0, 0, 1), wait(20ms), reset()});
        connect(&stage.server, &ScriptedServer::interrupted, this,
                [&] { stage.server.counts[0] = stage.server.counts[3] = 0; });
        stage.begin(1);
        QVERIFY(stage.reaches(Phase::Reconnecting));
        stage.job->cancel();
        QVERIFY(stage.ends());
        QVERIFY(stage.result().cancelled);
    }

    void deletingAJobTellsNothing()
    {
        JobStage stage;
        stage.server.on(JobStage::socketRoute, {status(1, 0, 0, 1)});
        stage.begin(1);
        QVERIFY(stage.reaches(Phase::Sampling));
        stage.job.reset();
        QTest::qWait(50);
        QCOMPARE(stage.watch->ends, 0);
        QCOMPARE(stage.server.count("InterruptAll"), 0);
    }
};

QTEST_GUILESS_MAIN(TestGenerateJob)
#include "tst_generatejob.moc"

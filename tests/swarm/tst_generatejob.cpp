// SPDX-License-Identifier: GPL-3.0-or-later
// What the contract's cases (tests/contract) do not say: beginning and deleting.
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

// SPDX-License-Identifier: GPL-3.0-or-later
// Contract cases 27 to 30: stopping jobs, on the demo server where the scope counts, on a scripted one where
// the words do.
#include "contractcase.h"
#include "demoscene.h"
#include "interruptjob.h"
#include "lostjob.h"

#include <QElapsedTimer>
#include <QJsonArray>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using namespace Say;
using Kind = Error::Kind;
using Phase = JobProgress::Phase;
using Script = ScriptedServer::Script;

namespace
{

/// One job on a demo server.
struct DemoJob {
    DemoJob(SwarmClient &client, const QString &prompt, int images = 1)
        : request({.prompt = prompt,
                   .model = u"demo"_s,
                   .width = 64,
                   .height = 64,
                   .images = images,
                   .steps = 40,
                   .seed = 100})
        , job(std::make_unique<GenerateJob>(client, request, JobStage::quick()))
        , watch(*job)
    {
        job->start();
    }
    [[nodiscard]] bool reaches(Phase phase) const
    {
        return QTest::qWaitFor([&] { return watch.sawPhase(phase); });
    }
    [[nodiscard]] bool ends() const
    {
        return QTest::qWaitFor([&] { return watch.isOver(); }, patience);
    }

    GenerationRequest request;
    std::unique_ptr<GenerateJob> job;
    JobWatch watch;
};

DemoScene::Setting unhurried()
{
    return {.step = 20ms};
}

} // namespace

class TestContractCancel : public QObject
{
    Q_OBJECT
    QNetworkAccessManager m_network;

    std::optional<Result<>> interrupt(SwarmClient &client, const QString &session)
    {
        std::optional<Result<>> outcome;
        const auto *job = new InterruptJob(client, session, this);
        connect(job, &InterruptJob::finished, this, [&](const Result<> &r) { outcome = r; });
        [&] { QTRY_VERIFY(outcome); }();
        return outcome;
    }

private Q_SLOTS:
    void oneJobIsStoppedAndNoOther_data()
    {
        QTest::addColumn<bool>("ownSession");
        QTest::newRow("27 InterruptAll hits the given session alone") << true;
        QTest::newRow("27 InterruptAll of a fresh session stops nothing") << false;
    }
    void oneJobIsStoppedAndNoOther()
    {
        QFETCH(bool, ownSession);
        const DemoScene scene(unhurried());
        SwarmClient client(m_network, {.url = scene.url()});
        const DemoJob first(client, u"a lake"_s);
        const DemoJob second(client, u"a hill"_s);
        QVERIFY(first.reaches(Phase::Sampling) && second.reaches(Phase::Sampling));
        if (ownSession)
            first.job->cancel();
        else
            QVERIFY(*interrupt(client, scene.newSession()));
        QVERIFY(first.ends() && second.ends());
        QCOMPARE(first.watch.outcome(), ownSession ? u"cancelled 0/1"_s : u"completed 1/1"_s);
        QCOMPARE(second.watch.outcome(), u"completed 1/1"_s);
    }

    void aStoppedJobBringsNoError_data()
    {
        QTest::addColumn<bool>("queued");
        QTest::newRow("28 live: each image ends with its own error, which is no news") << false;
        QTest::newRow("28 queued: no error at all") << true;
    }
    void aStoppedJobBringsNoError()
    {
        QFETCH(bool, queued);
        const DemoScene scene(unhurried());
        SwarmClient client(m_network, {.url = scene.url()});
        std::optional<DemoJob> before; // takes both slots of the backend
        if (queued) {
            before.emplace(client, u"a hill"_s, 2);
            QVERIFY(before->reaches(Phase::Sampling));
        }
        const DemoJob job(client, u"a lake"_s, 2);
        QVERIFY(job.reaches(queued ? Phase::Queued : Phase::Sampling));
        job.job->cancel();
        QVERIFY(job.ends());
        QCOMPARE(job.watch.outcome(), u"cancelled 0/2"_s);
        QVERIFY(!job.watch.result.error);
        QVERIFY(job.watch.result.furtherErrors.isEmpty());
        if (before) {
            before->job->cancel();
            QVERIFY(before->ends());
        }
    }

    void theCallerSees_data()
    {
        QTest::addColumn<bool>("http");
        QTest::addColumn<ContractCase>("expected");
        const auto row = [](const char *name, int images, const Script &afterwards, const QString &outcome,
                            const QList<int> &indices, bool http = false) {
            const auto begun = http ? counts(images, 0, 0, 1) : status(images, 0, 0, 1);
            QTest::newRow(name) << http
                                << ContractCase{.script = Script{begun, awaitInterrupt()} + afterwards,
                                                .images = images,
                                                .outcome = outcome,
                                                .indices = indices};
        };
        row("28 queued: DISCARD [], INTENT, no error", 1, ending(), u"cancelled 0/1"_s, {});
        row("28 live: an error each", 1, Script{error("Generation session interrupted.")} + ending(),
            u"cancelled 0/1"_s, {});
        row("28 A1111: the running IMAGE still arrives, no error", 2,
            Script{wait(200ms), image("0")} + ending(), u"cancelled 1/2"_s, {0});
        row("28 A1111: the only IMAGE still arrives", 1, Script{wait(200ms), image("0")} + ending(),
            u"completed 1/1"_s, {0});
        row("30 the client does not wait for the server's Close", 1, {intention(), wait(10s), closing()},
            u"cancelled 0/1"_s, {});
        row("28 over HTTP, queued", 1, {reply("{'images':[]}")}, u"cancelled 0/1"_s, {}, true);
        row("28 over HTTP, live", 1, {reply("{'error':'Generation session interrupted.'}")},
            u"cancelled 0/1"_s, {}, true);
        row("28 over HTTP, A1111: all images still arrive", 1, {reply("{'images':['View/a.png']}")},
            u"completed 1/1"_s, {0}, true);
    }
    void theCallerSees()
    {
        QFETCH(bool, http);
        QFETCH(ContractCase, expected);
        JobStage stage;
        stage.server.on(http ? JobStage::httpRoute : JobStage::socketRoute, expected.script);
        stage.begin(expected.images, http ? JobStage::overHttp() : JobStage::quick());
        bool wasOpen = false;
        connect(&stage.server, &ScriptedServer::interrupted, this,
                [&] { wasOpen = !stage.server.clientClosed(); });
        QVERIFY(stage.reaches(Phase::Sampling));
        stage.job->cancel();
        stage.job->cancel(); // once is enough
        QCOMPARE(stage.watch->ends, 0);
        QVERIFY(stage.ends());
        compareWithContract(stage, expected);
        QCOMPARE(stage.watch->progress.last().imagesDone, expected.indices.size()); // zeros tell of no image
        QVERIFY(wasOpen); // asked to stop first, then left
        QVERIFY(stage.result().furtherErrors.isEmpty());
        const QJsonObject asked = stage.server.asked("InterruptAll").first().body;
        QCOMPARE(asked["session_id"_L1].toString(), u"s1"_s);
        QCOMPARE(asked["other_sessions"_L1], QJsonValue(false));
        QCOMPARE(stage.server.count("InterruptGeneration"), 0);
    }

    void anInterruptIsAnswered_data()
    {
        QTest::addColumn<Script>("answer");
        QTest::addColumn<QString>("message");
        QTest::newRow("27 InterruptAll succeeds") << Script{} << QString();
        QTest::newRow("29 InterruptAll is bad_route, as InterruptGeneration always is")
            << Script{reply("{'error_id':'bad_route','error':'Unknown API route'}", 400)}
            << u"The server %1 does not know this request."_s;
        QTest::newRow("29 InterruptAll returns invalid_session_id: nothing of it runs")
            << Script{forgotten()} << QString();
        QTest::newRow("29 InterruptAll is not permitted")
            << Script{reply("{'error_id':'bad_permissions','error':'x'}", 400)}
            << u"The server %1 does not permit this to your account."_s;
        QTest::newRow("29 InterruptAll hangs up")
            << Script{hangUp()} << u"The line to the server %1 broke."_s;
    }
    void anInterruptIsAnswered()
    {
        QFETCH(Script, answer);
        QFETCH(QString, message);
        JobStage stage;
        if (!answer.isEmpty())
            stage.server.on("InterruptAll", answer);
        const auto outcome = interrupt(stage.client, u"s7"_s);
        QCOMPARE(bool(*outcome), message.isEmpty());
        if (!*outcome)
            QCOMPARE(outcome->error().message, stage.named(message));
        const QJsonObject asked = stage.server.asked("InterruptAll").first().body;
        QCOMPARE(asked["session_id"_L1].toString(), u"s7"_s);
        QCOMPARE(asked["other_sessions"_L1], QJsonValue(false));
    }

    void aServerThatGoesOnIsLeft_data()
    {
        QTest::addColumn<Script>("answer");
        QTest::addColumn<QString>("outcome");
        QTest::newRow("30 the server says yes and never ends") << Script{} << u"cancelled 0/1"_s;
        QTest::newRow("29 InterruptAll is bad_route while the job runs")
            << Script{reply("{'error_id':'bad_route','error':'x'}", 400)} << u"refused 0/1"_s;
        QTest::newRow("29 InterruptAll is not permitted while the job runs")
            << Script{reply("{'error_id':'bad_permissions','error':'x'}", 400)} << u"not_authorised 0/1"_s;
        QTest::newRow("29 InterruptAll returns invalid_session_id while the job runs")
            << Script{forgotten()} << u"cancelled 0/1"_s;
        QTest::newRow("30 the server does not answer") << Script{wait(1ms)} << u"server_unreachable 0/1"_s;
    }
    void aServerThatGoesOnIsLeft()
    {
        QFETCH(Script, answer);
        JobStage stage;
        if (!answer.isEmpty())
            stage.server.on("InterruptAll", answer);
        stage.server.on(JobStage::socketRoute, {status(1, 0, 0, 1)});
        GenerateJob::Options options = JobStage::quick();
        options.stopLimit = 300ms;
        stage.begin(1, options);
        QVERIFY(stage.reaches(Phase::Sampling));
        QElapsedTimer clock;
        clock.start();
        stage.job->cancel();
        QVERIFY(stage.ends());
        QVERIFY(clock.elapsed() >= 290 && clock.elapsed() < 2000);
        QTEST(stage.watch->outcome(), "outcome");
        QVERIFY(stage.server.count("InterruptAll") > 0);
        QTRY_VERIFY(stage.server.clientClosed());
    }

    void aClientThatGoesAwayStopsNothing_data()
    {
        QTest::addColumn<bool>("collects");
        QTest::newRow("30 the job runs on and saves its file") << false;
        QTest::newRow("30 the file of the closed socket is collected, not drawn again") << true;
    }
    void aClientThatGoesAwayStopsNothing()
    {
        QFETCH(bool, collects);
        const DemoScene scene(unhurried());
        SwarmClient client(m_network, {.url = scene.url()});
        DemoJob job(client, u"a lake"_s);
        QVERIFY(job.reaches(Phase::Sampling));
        const ServerSession session = job.watch.sessions.first();
        job.job.reset();
        QVERIFY(scene.counts(session.id).startsWith(u'1'));
        std::optional<QList<JobImage>> found;
        std::unique_ptr<LostJob> lost;
        if (collects) {
            lost = std::make_unique<LostJob>(client,
                                             LostJob::Case{.session = session,
                                                           .request = job.request,
                                                           .sent = QDateTime::currentDateTime()},
                                             LostJob::Limits{.pause = 20ms});
            connect(lost.get(), &LostJob::over, this, [&](const QList<JobImage> &images) { found = images; });
            QTRY_VERIFY_WITH_TIMEOUT(found, patience);
            QCOMPARE(found->size(), 1);
        }
        QTRY_COMPARE_WITH_TIMEOUT(scene.counts(session.id), u"0 0 0 0"_s, patience);
        const QJsonObject list
            = scene.post("ListImages", {{"path"_L1, ""_L1}, {"depth"_L1, 5}}, session.id).json();
        QCOMPARE(list["files"_L1].toArray().size(), 1);
    }
};

QTEST_GUILESS_MAIN(TestContractCancel)
#include "tst_contractcancel.moc"

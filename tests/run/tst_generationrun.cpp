// SPDX-License-Identifier: GPL-3.0-or-later
#include "demoproject.h"
#include "interruptjob.h"
#include "samplepng.h"
#include "scriptedserver.h"
#include "stuckstore.h"

#include <QSignalSpy>
#include <QTest>

using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

namespace
{

/// One run in its own window, to its end.
struct Trial {
    explicit Trial(DemoProject &project, const RunOrder &order)
        : window(project)
        , run(project.runNeeds(window), order)
    {
        QObject::connect(&run, &GenerationRun::finished, &run, [this](const RunResult &r) { results += r; });
        QObject::connect(&run, &GenerationRun::warned, &run, [this](const Error &e) { warnings += e; });
        QObject::connect(&run, &GenerationRun::changed, &run, [this](const Session &s) { seen += s; });
    }
    DemoProject::Window window;
    GenerationRun run;
    QList<RunResult> results;
    QList<Error> warnings;
    QList<Session> seen;
};

} // namespace

class TestGenerationRun : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void aRunEndsInPicturesAndAHistoryRow()
    {
        DemoProject project;
        Trial trial(project, project.order(u"a red fox"_s, 3));
        trial.run.start();
        QTRY_COMPARE_WITH_TIMEOUT(trial.results.size(), 1, 15000);
        const HistoryEntry &entry = trial.results[0].entry;
        QCOMPARE(entry.outcome, Outcome::Completed);
        QCOMPARE(entry.prompt, u"a red fox"_s);
        QCOMPARE(entry.label, u"hero"_s);
        QCOMPARE(entry.requested, 3);
        QCOMPARE(project.pictures(),
                 (QStringList{u"7.png"_s, u"8.png"_s, u"9.png"_s})); // each with its own seed
        QCOMPARE(entry.localPaths.size(), 3);
        QCOMPARE(project.history.entries, QList<HistoryEntry>{entry});
        QVERIFY(!project.tickets.read(entry.sessionId)); // the ticket went with the session
        QVERIFY(!project.stateBytes().contains(entry.sessionId.toUtf8()));
        QVERIFY(project.stateBytes().contains("\"sessions\""));
        QVERIFY(project.projects.stateFiles().contains(project.stateFile()));
    }

    void progressNeverFallsAndStatusGoesForward()
    {
        DemoProject project;
        Trial trial(project, project.order(u"a red fox"_s, 2));
        trial.run.start();
        QTRY_COMPARE_WITH_TIMEOUT(trial.results.size(), 1, 15000);
        QVERIFY(trial.seen.size() > 4);
        for (qsizetype i = 1; i < trial.seen.size(); ++i) {
            QVERIFY(trial.seen[i].progress >= trial.seen[i - 1].progress);
            QVERIFY(trial.seen[i].status >= trial.seen[i - 1].status);
            QVERIFY(trial.seen[i].imagesDone >= trial.seen[i - 1].imagesDone);
        }
        QCOMPARE(trial.seen.first().status, Session::Status::Pending);
        QCOMPARE(trial.seen.last().imagesDone, 2);
    }

    void theTicketIsThereBeforeTheJobIsSent()
    {
        DemoProject project;
        Trial trial(project, project.order(u"a red fox"_s));
        trial.run.start();
        QTRY_VERIFY(project.tickets.read(trial.run.session().id));
        const Ticket ticket = *project.tickets.read(trial.run.session().id);
        QVERIFY(!ticket.serverSession.isEmpty());
        QCOMPARE(ticket.parameters["prompt"_L1].toString(), u"a red fox"_s);
        QTRY_COMPARE_WITH_TIMEOUT(trial.results.size(), 1, 15000);
    }

    void theStateFileHoldsNothingPrivate()
    {
        DemoProject project({}, 20ms);
        Trial trial(project, project.order(u"a very private prompt"_s));
        trial.run.start();
        QTRY_VERIFY(project.stateBytes().contains(trial.run.session().id.toUtf8()));
        QTRY_VERIFY(project.tickets.read(trial.run.session().id));
        const Ticket ticket = *project.tickets.read(trial.run.session().id);
        while (trial.results.isEmpty()) {
            QVERIFY(!project.stateBytes().contains("private"));
            QVERIFY(!project.stateBytes().contains(ticket.serverSession.toUtf8()));
            QTest::qWait(10);
        }
    }

    void savedPicturesDoNotTellThePrompt()
    {
        DemoProject project;
        Trial trial(project, project.order(u"a very private prompt"_s));
        trial.run.start();
        QTRY_COMPARE_WITH_TIMEOUT(trial.results.size(), 1, 15000);
        QFile picture(project.folder() + "/7.png"_L1);
        QVERIFY(picture.open(QFile::ReadOnly));
        const QByteArray bytes = picture.readAll();
        QVERIFY(bytes.startsWith("\x89PNG"));
        QVERIFY(!bytes.contains("private"));
    }

    void metadataStaysWhenTold()
    {
        DemoProject project;
        RunOrder order = project.order(u"a public prompt"_s);
        order.saving.keepMetadata = true;
        Trial trial(project, order);
        trial.run.start();
        QTRY_COMPARE_WITH_TIMEOUT(trial.results.size(), 1, 15000);
        QFile picture(project.folder() + "/7.png"_L1);
        QVERIFY(picture.open(QFile::ReadOnly) && picture.readAll().contains("public prompt"));
    }

    void picturesThatDoNotComeAreLeftOnTheServer()
    {
        ScriptedServer slow;
        slow.on("GenerateText2ImageWS",
                ScriptedServer::Script{Say::image("0"), Say::image("1")} + Say::ending());
        slow.on(
            "/View/local/raw/2026-08-21/picture%200.png",
            {Say::raw("HTTP/1.1 200 OK\r\nContent-Length: 5000\r\n\r\n" + samplePng(100)), Say::wait(1min)});
        DemoProject project;
        project.client = std::make_unique<SwarmClient>(project.network, ServerAddress{.url = slow.url()});
        Trial trial(project, project.order(u"a red fox"_s, 2));
        QVERIFY(!trial.run.leavePictures());
        trial.run.start();
        QTRY_COMPARE(trial.run.session().stage, Session::Stage::Saving);
        trial.run.cancel(); // the server is done: there is nothing to stop
        QVERIFY(trial.run.leavePictures());
        QTRY_COMPARE_WITH_TIMEOUT(trial.results.size(), 1, 15000);
        const HistoryEntry &entry = trial.results[0].entry;
        QCOMPARE(entry.outcome, Outcome::Cancelled);
        QCOMPARE(entry.imagePaths.size(), 2); // for collect
        QCOMPARE(slow.count("InterruptAll"), 0);
        QVERIFY(!project.stateBytes().contains(entry.sessionId.toUtf8()));
        QVERIFY(!project.tickets.read(entry.sessionId));
    }

    void existingFilesAreNotReplaced()
    {
        DemoProject project;
        QFile mine(project.folder() + "/7.png"_L1);
        QVERIFY(mine.open(QFile::WriteOnly) && mine.write("mine") == 4);
        mine.close();
        Trial trial(project, project.order(u"a red fox"_s));
        trial.run.start();
        QTRY_COMPARE_WITH_TIMEOUT(trial.results.size(), 1, 15000);
        QCOMPARE(project.pictures(), (QStringList{u"7-2.png"_s, u"7.png"_s}));
        QVERIFY(mine.open(QFile::ReadOnly));
        QCOMPARE(mine.readAll(), QByteArray("mine"));
    }

    void overHttpItIsTheSame()
    {
        DemoProject project;
        RunOrder order = project.order(u"a red fox"_s, 2);
        order.job.overHttp = true;
        Trial trial(project, order);
        trial.run.start();
        QTRY_COMPARE_WITH_TIMEOUT(trial.results.size(), 1, 15000);
        QCOMPARE(trial.results[0].entry.outcome, Outcome::Completed);
        QCOMPARE(project.pictures().size(), 2);
    }

    void cancellingStopsTheServerAndKeepsWhatIsThere()
    {
        DemoProject project({}, 30ms);
        Trial trial(project, project.order(u"a red fox"_s, 6));
        trial.run.start();
        QTRY_VERIFY_WITH_TIMEOUT(trial.run.session().imagesDone >= 1, 15000);
        trial.run.cancel();
        QCOMPARE(trial.run.session().stage, Session::Stage::Cancelling);
        QTRY_COMPARE_WITH_TIMEOUT(trial.results.size(), 1, 8000);
        const HistoryEntry &entry = trial.results[0].entry;
        QCOMPARE(entry.outcome, Outcome::Cancelled);
        QVERIFY(!entry.localPaths.isEmpty());
        QVERIFY(entry.localPaths.size() < 6);
        QVERIFY(!entry.error);
    }

    void aRequestInTheFileCancelsIt()
    {
        DemoProject project({}, 30ms);
        Trial trial(project, project.order(u"a red fox"_s, 6));
        trial.run.start();
        DemoProject::Window other(project);
        QTRY_VERIFY(other.follower.sessions().contains(trial.run.session().id));
        other.store.requestCancel(trial.run.session().id, u"anna@render2"_s);
        QTRY_COMPARE_WITH_TIMEOUT(trial.results.size(), 1, 8000);
        QCOMPARE(trial.results[0].entry.outcome, Outcome::Cancelled);
        QCOMPARE(trial.results[0].entry.cancelledBy, u"anna@render2"_s);
    }

    void whatGoesWrongHasItsOutcome_data()
    {
        QTest::addColumn<QString>("failure");
        QTest::addColumn<int>("images");
        QTest::addColumn<int>("outcome");
        QTest::addColumn<int>("kind");
        QTest::newRow("every picture fails")
            << u"backend-error"_s << 1 << int(Outcome::Failed) << int(Error::Kind::Failed);
        QTest::newRow("the second of three fails")
            << u"fail-seed=8"_s << 3 << int(Outcome::Partial) << int(Error::Kind::Failed);
        QTest::newRow("no picture at all")
            << u"empty-result"_s << 1 << int(Outcome::Failed) << int(Error::Kind::Failed);
        QTest::newRow("no backend") << u"no-backends"_s << 1 << int(Outcome::Failed)
                                    << int(Error::Kind::Refused);
        QTest::newRow("login wanted")
            << u"login"_s << 1 << int(Outcome::Failed) << int(Error::Kind::NotAuthorised);
        QTest::newRow("something else answers")
            << u"not-swarm"_s << 1 << int(Outcome::Failed) << int(Error::Kind::BadReply);
    }
    void whatGoesWrongHasItsOutcome()
    {
        QFETCH(QString, failure);
        QFETCH(int, images);
        DemoProject project({failure});
        Trial trial(project, project.order(u"a red fox"_s, images));
        trial.run.start();
        QTRY_COMPARE_WITH_TIMEOUT(trial.results.size(), 1, 15000);
        const HistoryEntry &entry = trial.results[0].entry;
        QTEST(int(entry.outcome), "outcome");
        QVERIFY(entry.error);
        QTEST(int(entry.error->kind), "kind");
        QVERIFY(!entry.error->message.isEmpty());
        QVERIFY(!project.stateBytes().contains(entry.sessionId.toUtf8()));
    }

    void aRefusedSocketFallsBackToHttp()
    {
        DemoProject project({u"refuse-upgrade"_s});
        Trial trial(project, project.order(u"a red fox"_s));
        trial.run.start();
        QTRY_COMPARE_WITH_TIMEOUT(trial.results.size(), 1, 15000);
        QCOMPARE(trial.results[0].entry.outcome, Outcome::Completed);
        QCOMPARE(project.history.entries.size(), 1);
    }

    void picturesThatCannotBeFetchedAreAPartialRun()
    {
        DemoProject project({u"image-404"_s});
        Trial trial(project, project.order(u"a red fox"_s));
        trial.run.start();
        QTRY_COMPARE_WITH_TIMEOUT(trial.results.size(), 1, 15000);
        QCOMPARE(trial.results[0].entry.outcome, Outcome::Partial);
        QVERIFY(trial.results[0].entry.error);
        QCOMPARE(trial.results[0].entry.imagePaths.size(), 1); // they are still on the server
        QVERIFY(project.pictures().isEmpty());
        QCOMPARE(trial.warnings.size(), 1);
    }

    void withoutAHistoryTheRunGoesOn()
    {
        DemoProject project;
        project.history.broken = true;
        Trial trial(project, project.order(u"a red fox"_s));
        trial.run.start();
        QTRY_COMPARE_WITH_TIMEOUT(trial.results.size(), 1, 15000);
        QCOMPARE(trial.results[0].entry.outcome, Outcome::Completed);
        QCOMPARE(project.pictures().size(), 1);
        QCOMPARE(trial.warnings.size(), 1);
    }

    /// What may be forgotten once a run is over: not the ticket while nothing else knows of it.
    void theTicketStaysWhereNothingElseTells_data()
    {
        QTest::addColumn<bool>("broken");
        QTest::addColumn<bool>("stuck");
        QTest::addColumn<bool>("kept");
        QTest::newRow("row and file written") << false << false << false;
        QTest::newRow("file not written") << false << true << false;
        QTest::newRow("row not written") << true << false << false;
        QTest::newRow("neither written") << true << true << true;
    }
    void theTicketStaysWhereNothingElseTells()
    {
        QFETCH(bool, broken);
        QFETCH(bool, stuck);
        DemoProject project;
        project.history.broken = broken;
        DemoProject::Window window(project);
        StuckStore stuckStore;
        const RunNeeds given = project.runNeeds(window);
        SessionStore &store = stuck ? stuckStore : given.store;
        GenerationRun run({given.client, store, given.watcher, given.tickets, given.previews, given.projects,
                           given.history, given.owner},
                          project.order(u"a red fox"_s));
        QSignalSpy finished(&run, &GenerationRun::finished);
        run.start();
        QTRY_COMPARE_WITH_TIMEOUT(finished.size(), 1, 15000);
        QTEST(project.tickets.read(run.session().id).has_value(), "kept");
    }

    void aBusyHistoryIsAskedAgain()
    {
        DemoProject project;
        project.history.busy = 4;
        Trial trial(project, project.order(u"a red fox"_s));
        trial.run.start();
        QTRY_VERIFY_WITH_TIMEOUT(trial.run.isFinished(), 15000);
        QVERIFY(project.stateBytes().contains(trial.run.session().id.toUtf8())); // until there is a row
        QTRY_COMPARE_WITH_TIMEOUT(trial.results.size(), 1, 5000);
        QCOMPARE(project.history.entries.size(), 1);
        QVERIFY(trial.warnings.isEmpty());
        QVERIFY(!project.tickets.read(trial.run.session().id));
    }

    void aHistoryThatStaysBusyLeavesTheTicket()
    {
        DemoProject project;
        project.history.busy = 1000;
        Trial trial(project, project.order(u"a red fox"_s));
        trial.run.start();
        QTRY_COMPARE_WITH_TIMEOUT(trial.results.size(), 1, 15000);
        QCOMPARE(trial.warnings.size(), 1);
        QCOMPARE(trial.warnings[0].kind, Error::Kind::Locked);
        QVERIFY(project.tickets.read(trial.run.session().id));
        QVERIFY(!project.stateBytes().contains(trial.run.session().id.toUtf8()));
    }

    void whoAskedIsKnownAlsoWhereTheRequestWasNotSeen()
    {
        DemoProject project({}, 30ms);
        Trial trial(project, project.order(u"a red fox"_s, 6));
        trial.run.start();
        QTRY_VERIFY(trial.run.session().status == Session::Status::Generating);
        const QString id = trial.run.session().id;
        trial.window.follower.watcher().blockSignals(true); // as a stopped process sees nothing
        DemoProject::Window other(project);
        other.store.requestCancel(id, u"ada@studio"_s);
        QVERIFY(other.store.finish(2s));
        new InterruptJob(*project.client, project.tickets.read(id)->serverSession, &project.network);
        QTRY_COMPARE_WITH_TIMEOUT(trial.results.size(), 1, 15000);
        QCOMPARE(trial.results[0].entry.outcome, Outcome::Cancelled);
        QCOMPARE(project.history.entries.value(0).cancelledBy, u"ada@studio"_s);
    }

    void cancelledBeforeItBeganItSendsNothing()
    {
        DemoProject project;
        Trial trial(project, project.order(u"a red fox"_s));
        trial.run.start();
        trial.run.cancel();
        QTRY_COMPARE_WITH_TIMEOUT(trial.results.size(), 1, 8000);
        QCOMPARE(trial.results[0].entry.outcome, Outcome::Cancelled);
        QVERIFY(project.pictures().isEmpty());
    }

    void finishedComesOnce()
    {
        DemoProject project;
        Trial trial(project, project.order(u"a red fox"_s));
        trial.run.start();
        QTRY_COMPARE_WITH_TIMEOUT(trial.results.size(), 1, 15000);
        trial.run.cancel();
        QTest::qWait(100);
        QCOMPARE(trial.results.size(), 1);
        QVERIFY(trial.run.isFinished());
    }
};

QTEST_GUILESS_MAIN(TestGenerationRun)
#include "tst_generationrun.moc"

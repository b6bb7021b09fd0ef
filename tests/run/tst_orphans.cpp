// SPDX-License-Identifier: GPL-3.0-or-later
#include "cancelwish.h"
#include "demoproject.h"
#include "interruptjob.h"
#include "orphankeeper.h"
#include "stuckstore.h"

#include <QProcess>
#include <QSignalSpy>
#include <QTest>

using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

/// Sessions whose owner is really dead: a process that was started, named as owner, and killed.
class TestOrphans : public QObject
{
    Q_OBJECT

    /// A session of a process that is gone, with a ticket for `serverSession` (empty: no ticket).
    static QString leaveOrphan(DemoProject &project, DemoProject::Window &window,
                               const QString &serverSession, bool killNow = true)
    {
        s_owner = std::make_unique<QProcess>();
        s_owner->start(u"sleep"_s, {u"600"_s});
        if (!s_owner->waitForStarted())
            qFatal("sleep cannot be started");
        Owner owner = project.processes.self();
        owner.pid = s_owner->processId();
        QFile stat(u"/proc/%1/stat"_s.arg(owner.pid));
        if (!stat.open(QFile::ReadOnly))
            qFatal("/proc cannot be read");
        owner.started = stat.readAll().split(')').last().simplified().split(' ').at(19).toULongLong();
        const Session session{.id = newSessionId(),
                              .status = Session::Status::Generating,
                              .progress = 0.5,
                              .startTime = QDateTime::currentDateTimeUtc(),
                              .images = 2,
                              .server = project.server.address().toString(),
                              .owner = owner};
        window.store.put(session);
        if (!serverSession.isEmpty()) {
            const Ticket ticket{.sessionId = session.id,
                                .project = project.folder(),
                                .stateFile = project.stateFile(),
                                .server = session.server,
                                .serverSession = serverSession,
                                .parameters = {{"prompt"_L1, u"a red fox"_s}},
                                .startTime = session.startTime,
                                .requested = 2};
            if (!project.tickets.write(ticket))
                qFatal("the ticket cannot be written");
        }
        if (!window.store.finish(2s))
            qFatal("the state file cannot be written");
        if (killNow)
            killOwner();
        return session.id;
    }
    static void killOwner()
    {
        s_owner->kill();
        s_owner->waitForFinished();
    }
    static inline std::unique_ptr<QProcess> s_owner;

    /// A server session that has work on the demo server; the job is left to itself.
    static QString busyServerSession(DemoProject &project)
    {
        auto *job = new GenerateJob(*project.client, project.order(u"a slow fox"_s, 4).request);
        QString id;
        QObject::connect(job, &GenerateJob::prepared, job, [&id, job](const ServerSession &session) {
            id = session.id;
            job->proceed();
        });
        bool sampling = false;
        QObject::connect(job, &GenerateJob::progressed, job, [&sampling](const JobProgress &progress) {
            sampling = progress.phase == JobProgress::Phase::Sampling;
        });
        job->start();
        if (!QTest::qWaitFor([&] { return sampling; }, 10000))
            qFatal("the demo server does not begin");
        delete job; // as a killed process would leave it
        return id;
    }

    static bool serverIsIdle(DemoProject &project, const QString &serverSession)
    {
        bool idle = false;
        auto *probe = new SessionProbe(*project.client, serverSession);
        QSignalSpy spy(probe, &SessionProbe::finished);
        QObject::connect(probe, &SessionProbe::finished, &project.network,
                         [&idle](const Result<ServerCounts> &counts) { idle = counts && counts->allZero(); });
        return spy.wait(5000) && idle;
    }

private Q_SLOTS:
    void cleanup() { s_owner.reset(); }

    void anOrphanIsSeenAtOnce()
    {
        DemoProject project;
        DemoProject::Window writer(project);
        const QString id = leaveOrphan(project, writer, {}, false);
        DemoProject::Window other(project);
        QTRY_VERIFY(other.follower.sessions().contains(id));
        QCOMPARE(other.follower.sessions().at(id).liveness, Liveness::Alive);
        killOwner();
        QTRY_COMPARE_WITH_TIMEOUT(other.follower.sessions().at(id).liveness, Liveness::Orphan, 2000);
    }

    void oneThatIsOverIsClosedAsInterrupted()
    {
        DemoProject project;
        DemoProject::Window window(project);
        const QString id = leaveOrphan(project, window, u"no-such-server-session"_s);
        DemoProject::Window other(project);
        QSignalSpy ended(&other.follower, &ProjectFollower::ended);
        OrphanKeeper keeper(project.cancelNeeds(other));
        QTRY_COMPARE_WITH_TIMEOUT(ended.size(), 1, 5000);
        QCOMPARE(project.history.entries.size(), 1);
        QCOMPARE(project.history.entries[0].outcome, Outcome::Interrupted);
        QCOMPARE(project.history.entries[0].prompt, u"a red fox"_s);
        QTRY_VERIFY(!project.tickets.read(id));
        QVERIFY(!project.stateBytes().contains(id.toUtf8()));
    }

    void exactlyOneClosesIt()
    {
        DemoProject project;
        DemoProject::Window window(project);
        leaveOrphan(project, window, u"no-such-server-session"_s);
        DemoProject::Window first(project);
        DemoProject::Window second(project);
        OrphanKeeper one(project.cancelNeeds(first));
        OrphanKeeper two(project.cancelNeeds(second));
        QSignalSpy closedByOne(&one, &OrphanKeeper::closed);
        QSignalSpy closedByTwo(&two, &OrphanKeeper::closed);
        QTRY_COMPARE_WITH_TIMEOUT(closedByOne.size() + closedByTwo.size(), 1, 5000);
        QTest::qWait(200);
        QCOMPARE(closedByOne.size() + closedByTwo.size(), 1);
        QCOMPARE(project.history.entries.size(), 1);
    }

    void oneThatTheServerStillWorksOnStays()
    {
        DemoProject project({}, 50ms);
        const QString serverSession = busyServerSession(project);
        DemoProject::Window window(project);
        const QString id = leaveOrphan(project, window, serverSession);
        DemoProject::Window other(project);
        OrphanKeeper keeper(project.cancelNeeds(other));
        QTRY_VERIFY_WITH_TIMEOUT(other.follower.sessions().contains(id)
                                     && other.follower.sessions().at(id).serverWord.has_value(),
                                 5000);
        QVERIFY(project.history.entries.isEmpty());
        QVERIFY(project.tickets.read(id));
    }

    void cancellingItStopsTheServer()
    {
        DemoProject project({}, 50ms);
        const QString serverSession = busyServerSession(project);
        DemoProject::Window window(project);
        const QString id = leaveOrphan(project, window, serverSession);
        DemoProject::Window other(project);
        QTRY_COMPARE(other.follower.sessions().at(id).liveness, Liveness::Orphan);
        auto *wish = new CancelWish(project.cancelNeeds(other), id, &project.network);
        CancelReply reply;
        QSignalSpy finished(wish, &CancelWish::finished);
        connect(wish, &CancelWish::finished, this, [&reply](const CancelReply &r) { reply = r; });
        wish->start();
        QTRY_COMPARE_WITH_TIMEOUT(finished.size(), 1, 5000);
        QCOMPARE(reply.result, CancelReply::Result::Cancelled);
        QCOMPARE(reply.via, u"server"_s);
        QCOMPARE(project.history.entries.value(0).outcome, Outcome::Cancelled);
        QTRY_VERIFY(serverIsIdle(project, serverSession));
    }

    void whereTheFileCannotBeWrittenCancellingEndsAllTheSame()
    {
        DemoProject project;
        DemoProject::Window window(project);
        const QString id = leaveOrphan(project, window, u"no-such-server-session"_s);
        project.previews.write(id, "a picture");
        DemoProject::Window other(project);
        QTRY_COMPARE(other.follower.sessions().at(id).liveness, Liveness::Orphan);
        StuckStore store;
        const CancelWish::Needs given = project.cancelNeeds(other);
        auto *wish = new CancelWish(
            {given.follower, store, given.tickets, given.previews, given.history, given.clients, given.by},
            id, &project.network);
        CancelReply reply;
        QSignalSpy finished(wish, &CancelWish::finished);
        connect(wish, &CancelWish::finished, this, [&reply](const CancelReply &r) { reply = r; });
        wish->start();
        QTRY_COMPARE_WITH_TIMEOUT(finished.size(), 1, 8000);
        QCOMPARE(reply.result, CancelReply::Result::Cancelled);
        QCOMPARE(project.history.entries.value(0).outcome, Outcome::Cancelled);
        QCOMPARE(project.history.entries.value(0).cancelledBy, given.by);
        QVERIFY(project.tickets.read(id)); // the session still stands in the file
        QVERIFY(!QFileInfo::exists(project.previews.fileOf(id)));
    }

    void whereTheFileCannotBeWrittenTheKeeperIsIdleAgain()
    {
        DemoProject project;
        DemoProject::Window window(project);
        const QString id = leaveOrphan(project, window, u"no-such-server-session"_s);
        DemoProject::Window other(project);
        StuckStore store;
        const CancelWish::Needs given = project.cancelNeeds(other);
        OrphanKeeper keeper(
            {given.follower, store, given.tickets, given.previews, given.history, given.clients, given.by});
        QVERIFY(keeper.isBusy());
        QTRY_VERIFY_WITH_TIMEOUT(!keeper.isBusy(), 8000);
        QCOMPARE(project.history.entries.size(), 1);
        QVERIFY(project.tickets.claim(id)); // given back
    }

    void withoutATicketItCannotBeCancelled()
    {
        DemoProject project;
        DemoProject::Window window(project);
        const QString id = leaveOrphan(project, window, {});
        DemoProject::Window other(project);
        QTRY_COMPARE(other.follower.sessions().at(id).liveness, Liveness::Orphan);
        auto *wish = new CancelWish(project.cancelNeeds(other), id, &project.network);
        CancelReply reply;
        QSignalSpy finished(wish, &CancelWish::finished);
        connect(wish, &CancelWish::finished, this, [&reply](const CancelReply &r) { reply = r; });
        wish->start();
        QTRY_COMPARE(finished.size(), 1);
        QCOMPARE(reply.result, CancelReply::Result::Refused);
        QVERIFY(reply.error && !reply.error->message.isEmpty());
    }

    void aClosedOneThatWasLeftInTheFileIsJustRemoved()
    {
        DemoProject project;
        DemoProject::Window window(project);
        const QString id = leaveOrphan(project, window, u"no-such-server-session"_s);
        project.history.entries += HistoryEntry{.sessionId = id, .outcome = Outcome::Completed};
        project.previews.write(id, "a picture");
        DemoProject::Window other(project);
        QVERIFY(!other.follower.sessions().contains(id)); // never shown as running
        OrphanKeeper keeper(project.cancelNeeds(other));
        QTRY_VERIFY_WITH_TIMEOUT(!project.stateBytes().contains(id.toUtf8()), 5000);
        QCOMPARE(project.history.entries[0].outcome, Outcome::Completed);
        QVERIFY(!QFileInfo::exists(project.previews.fileOf(id)));
    }
};

QTEST_GUILESS_MAIN(TestOrphans)
#include "tst_orphans.moc"

// SPDX-License-Identifier: GPL-3.0-or-later
#include "demoproject.h"

#include <QSignalSpy>
#include <QTest>

using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

class TestCancelWish : public QObject
{
    Q_OBJECT

    /// Asks to stop `id` from `window` and waits for what came of it.
    static CancelReply ask(DemoProject &project, DemoProject::Window &window, const QString &id)
    {
        CancelReply reply;
        auto *wish = new CancelWish(project.cancelNeeds(window), id, &project.network);
        QSignalSpy finished(wish, &CancelWish::finished);
        QObject::connect(wish, &CancelWish::finished, &project.network,
                         [&reply](const CancelReply &r) { reply = r; });
        wish->start();
        if (finished.isEmpty())
            finished.wait(18000);
        return reply;
    }

private Q_SLOTS:
    void theOwnerIsAskedAndItsNeighbourGoesOn()
    {
        DemoProject project({}, 20ms);
        DemoProject::Window window(project);
        GenerationRun one(project.runNeeds(window), project.order(u"first"_s, 8));
        GenerationRun two(project.runNeeds(window), project.order(u"second"_s, 20));
        QList<RunResult> ends;
        for (GenerationRun *run : {&one, &two})
            connect(run, &GenerationRun::finished, this, [&ends](const RunResult &r) { ends += r; });
        one.start();
        two.start();
        QTRY_VERIFY(one.session().status == Session::Status::Generating);
        DemoProject::Window other(project);
        QTRY_VERIFY(other.follower.sessions().contains(one.session().id));

        const CancelReply reply = ask(project, other, one.session().id);
        QCOMPARE(reply.result, CancelReply::Result::Cancelled);
        QCOMPARE(reply.via, u"owner"_s);
        QVERIFY(!two.isFinished());
        QTRY_COMPARE_WITH_TIMEOUT(ends.size(), 2, 15000);
        QCOMPARE(project.history.find(one.session().id)->value().outcome, Outcome::Cancelled);
        QCOMPARE(project.history.find(two.session().id)->value().outcome, Outcome::Completed);
    }

    void aSilentOwnerIsGoneAround()
    {
        DemoProject project({}, 50ms);
        DemoProject::Window window(project);
        auto run = std::make_unique<GenerationRun>(project.runNeeds(window), project.order(u"deaf"_s, 8));
        run->start();
        QTRY_VERIFY(run->session().status == Session::Status::Generating);
        const QString id = run->session().id;
        run.reset(); // its program lives, but nobody looks at the request
        DemoProject::Window other(project);
        QTRY_VERIFY(other.follower.sessions().contains(id));
        const CancelReply reply = ask(project, other, id);
        QCOMPARE(reply.result, CancelReply::Result::Cancelled);
        QCOMPARE(reply.via, u"server"_s);
        QVERIFY(project.stateBytes().contains("cancel_requested"));
    }

    void withoutATicketTheRequestStays()
    {
        DemoProject project;
        DemoProject::Window window(project);
        Owner owner = project.processes.self();
        owner.host = u"render2"_s;
        owner.boot = u"another"_s;
        const Session session{
            .id = newSessionId(), .startTime = QDateTime::currentDateTimeUtc(), .owner = owner};
        window.store.put(session);
        DemoProject::Window other(project);
        QTRY_VERIFY(other.follower.sessions().contains(session.id));
        const CancelReply reply = ask(project, other, session.id);
        QCOMPARE(reply.result, CancelReply::Result::Requested);
        QVERIFY(reply.error);
        QCOMPARE(reply.error->kind, Error::Kind::Timeout);
        QVERIFY(reply.error->message.contains(u"render2"_s));
    }

    void whatHasEndedIsSaid()
    {
        DemoProject project;
        DemoProject::Window window(project);
        project.history.entries += HistoryEntry{.sessionId = u"over"_s, .outcome = Outcome::Completed};
        QCOMPARE(ask(project, window, u"over"_s).result, CancelReply::Result::AlreadyEnded);
        QCOMPARE(ask(project, window, u"never"_s).result, CancelReply::Result::NotFound);
    }

    void repliesAreWords()
    {
        using Result = CancelReply::Result;
        QCOMPARE(wireName(Result::Cancelled), "cancelled"_L1);
        QCOMPARE(wireName(Result::Requested), "requested"_L1);
        QCOMPARE(wireName(Result::AlreadyEnded), "already_ended"_L1);
        QCOMPARE(wireName(Result::NotFound), "not_found"_L1);
        QCOMPARE(wireName(Result::Refused), "refused"_L1);
    }
};

QTEST_GUILESS_MAIN(TestCancelWish)
#include "tst_cancelwish.moc"

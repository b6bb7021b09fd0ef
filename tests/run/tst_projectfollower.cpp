// SPDX-License-Identifier: GPL-3.0-or-later
#include "fakehistory.h"
#include "fakeprocesstable.h"
#include "filesessionstore.h"
#include "projectfollower.h"
#include "statefile.h"

#include <QFile>
#include <QSaveFile>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

namespace
{

const QString foxId = u"0b9c7f3e-1111-4111-8111-111111111111"_s;

/// A project whose file is written by hand, as other programs would.
struct Followed {
    Followed()
        : tickets(folder.filePath(u"private"_s))
    {
    }

    void write(const QByteArray &content) const
    {
        QSaveFile file(defaultStateFile(folder.path()));
        if (!file.open(QFile::WriteOnly) || file.write(content) != content.size() || !file.commit())
            qFatal("the state file cannot be written");
    }
    static QByteArray session(const QString &id, const QByteArray &more)
    {
        return "{\"sessions\":{\"" + id.toUtf8() + "\":{\"id\":\"" + id.toUtf8()
            + "\",\"status\":\"generating\",\"start_time\":\"2026-10-10T14:30:00Z\"," + more + "}}}";
    }
    static QByteArray fox(const QByteArray &progress, qint64 pid)
    {
        return session(
            foxId,
            "\"progress\":" + progress
                + ",\"images\":4,\"owner\":{\"host\":\"studio\",\"user\":\"ada\",\"boot\":\"8d5f\","
                  "\"ns\":4026531836,\"pid\":"
                + QByteArray::number(pid) + ",\"started\":8812345}");
    }
    std::unique_ptr<ProjectFollower> follow()
    {
        return std::make_unique<ProjectFollower>(
            defaultStateFile(folder.path()),
            FollowerNeeds{.processes = processes,
                          .events = events,
                          .tickets = tickets,
                          .history = history,
                          .monotonic = [this] { return time; },
                          .now = [] { return QDateTime(QDate(2026, 10, 10), QTime(15, 0), Qt::UTC); }});
    }

    QTemporaryDir folder;
    TicketBox tickets;
    FakeHistory history;
    FakeProcessTable processes;
    PathEvents events;
    std::chrono::milliseconds time{0};
};

} // namespace

class TestProjectFollower : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void aSessionIsSeenFromStartToEnd()
    {
        Followed project;
        project.processes.states[2] = OwnerState::Alive;
        const auto follower = project.follow();
        QSignalSpy started(follower.get(), &ProjectFollower::started);
        QSignalSpy changed(follower.get(), &ProjectFollower::changed);
        FollowedSession last;
        connect(follower.get(), &ProjectFollower::ended, this,
                [&last](const FollowedSession &s) { last = s; });
        project.write(Followed::fox("0.1", 2));
        QTRY_COMPARE(started.size(), 1);
        project.write(Followed::fox("0.6", 2));
        QTRY_VERIFY(!changed.isEmpty());
        QTRY_COMPARE(follower->sessions().at(foxId).session.progress, 0.6);
        project.history.entries
            += HistoryEntry{.sessionId = foxId, .outcome = Outcome::Completed, .localPaths = {u"/p/a.png"_s}};
        project.write("{\"sessions\":{}}");
        QTRY_VERIFY(last.outcome.has_value());
        QCOMPARE(*last.outcome, Outcome::Completed);
        QCOMPARE(last.localPaths, QStringList{u"/p/a.png"_s});
        QVERIFY(follower->sessions().empty());
    }

    void thePredecessorWritingOverTheFileEndsNothing()
    {
        Followed project;
        project.processes.states[2] = OwnerState::Alive;
        project.write(Followed::fox("0.5", 2));
        const auto follower = project.follow();
        QCOMPARE(follower->sessions().size(), 1u);
        QSignalSpy ended(follower.get(), &ProjectFollower::ended);
        QSignalSpy started(follower.get(), &ProjectFollower::started);
        project.write("{\"sessions\":{}}");
        QTest::qWait(300);
        project.time += 14s;
        QTest::qWait(1200);
        QCOMPARE(ended.size(), 0);
        QCOMPARE(follower->sessions().size(), 1u);
        project.write(Followed::fox("0.7", 2)); // its owner wrote it back
        QTRY_COMPARE(follower->sessions().at(foxId).session.progress, 0.7);
        project.time += 1min;
        QTest::qWait(1200);
        QCOMPARE(ended.size(), 0);
        QCOMPARE(started.size(), 0); // it was never away
    }

    void whatStaysAwayHasEnded()
    {
        Followed project;
        project.processes.states[2] = OwnerState::Alive;
        project.write(Followed::fox("0.5", 2));
        const auto follower = project.follow();
        QList<FollowedSession> ends;
        connect(follower.get(), &ProjectFollower::ended, this,
                [&ends](const FollowedSession &s) { ends += s; });
        project.write("{\"sessions\":{}}");
        QTest::qWait(200);
        QVERIFY(ends.isEmpty());
        project.time += 16s;
        QTRY_COMPARE(ends.size(), 1);
        QCOMPARE(*ends[0].outcome, Outcome::Ended); // never guessed to be completed
    }

    void aDeadOwnersSessionThatVanishedHasEnded()
    {
        Followed project;
        project.processes.states[2] = OwnerState::Alive;
        project.write(Followed::fox("0.5", 2));
        const auto follower = project.follow();
        QSignalSpy ended(follower.get(), &ProjectFollower::ended);
        project.processes.states[2] = OwnerState::Dead;
        project.write("{\"sessions\":{}}");
        QTRY_COMPARE(ended.size(), 1);
    }

    void ticketsTellThePrompt()
    {
        Followed project;
        project.processes.states[2] = OwnerState::Alive;
        QVERIFY(project.tickets.write({.sessionId = foxId,
                                       .serverSession = u"secret"_s,
                                       .parameters = {{"prompt"_L1, u"a red fox"_s}}}));
        project.write(Followed::fox("0.5", 2));
        const auto follower = project.follow();
        QCOMPARE(follower->sessions().at(foxId).prompt(), u"a red fox"_s);
    }

    void aTicketThatComesLateIsRead()
    {
        Followed project;
        project.processes.states[2] = OwnerState::Alive;
        project.write(Followed::fox("0.5", 2));
        const auto follower = project.follow();
        QVERIFY(!follower->sessions().at(foxId).ticket);
        QVERIFY(project.tickets.write({.sessionId = foxId, .parameters = {{"prompt"_L1, u"a red fox"_s}}}));
        project.write(Followed::fox("0.6", 2)); // neither stage nor images have changed
        QTRY_COMPARE(follower->sessions().at(foxId).prompt(), u"a red fox"_s);
    }

    void theHistoryTellsThePromptOfAnEarlyEnd()
    {
        Followed project;
        project.processes.states[2] = OwnerState::Alive;
        project.write(Followed::fox("0", 2));
        const auto follower = project.follow();
        FollowedSession last;
        connect(follower.get(), &ProjectFollower::ended, this,
                [&last](const FollowedSession &s) { last = s; });
        project.history.entries += HistoryEntry{.sessionId = foxId,
                                                .outcome = Outcome::Failed,
                                                .prompt = u"a red fox"_s,
                                                .parameters = {{"steps"_L1, 7}}};
        project.write("{\"sessions\":{}}");
        QTRY_VERIFY(last.outcome.has_value());
        QCOMPARE(last.prompt(), u"a red fox"_s);
        QCOMPARE(last.ticket->parameters.value("steps"_L1).toInt(), 7);
    }

    void timeLeftIsToldAfterAWhile()
    {
        Followed project;
        project.processes.states[2] = OwnerState::Alive;
        project.write(Followed::fox("0.1", 2));
        const auto follower = project.follow();
        project.time = 20s;
        project.write(Followed::fox("0.5", 2));
        QTRY_COMPARE(follower->sessions().at(foxId).session.progress, 0.5);
        QCOMPARE(*follower->sessions().at(foxId).remaining, 25s);
        project.processes.states[2] = OwnerState::Dead;
        project.write(Followed::fox("0.51", 2));
        QTRY_COMPARE(follower->sessions().at(foxId).session.progress, 0.51);
        QVERIFY(!follower->sessions().at(foxId).remaining); // nobody waits for it any more
    }

    void thePredecessorsOwnEndByVanishing()
    {
        Followed project;
        project.write(Followed::session(QString(40, u'a'), "\"progress\":0.2"));
        const auto follower = project.follow();
        QCOMPARE(follower->sessions().size(), 1u);
        QCOMPARE(follower->sessions().begin()->second.liveness, Liveness::Unknown);
        QSignalSpy ended(follower.get(), &ProjectFollower::ended);
        project.write("{\"sessions\":{}}");
        QTRY_COMPARE(ended.size(), 1);
    }
};

QTEST_GUILESS_MAIN(TestProjectFollower)
#include "tst_projectfollower.moc"

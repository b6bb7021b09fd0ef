// SPDX-License-Identifier: GPL-3.0-or-later
#include "fakeprocesstable.h"
#include "sessionjudge.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace
{

const QString ours = u"0b9c7f3e-1111-4222-8333-444455556666"_s;

} // namespace

class TestSessionJudge : public QObject
{
    Q_OBJECT
private:
    FakeProcessTable m_processes;
    std::chrono::milliseconds m_monotonic{};
    QDateTime m_now;
    std::unique_ptr<SessionJudge> m_judge;

    [[nodiscard]] Session session(qint64 pid = 7) const
    {
        return {.id = ours,
                .progress = 0.5,
                .startTime = m_now,
                .updatedAt = m_now,
                .owner = FakeProcessTable::owner(pid)};
    }
    [[nodiscard]] Session stripped() const
    {
        Session session = this->session();
        session.owner.reset();
        session.progress = 0.1;
        return session;
    }
    [[nodiscard]] std::optional<SeenSession> judged(const Session &session)
    {
        const SeenSessions seen = m_judge->judge({{session.id, session}});
        const auto found = seen.find(session.id);
        return found == seen.end() ? std::nullopt : std::optional(found->second);
    }
    void pass(std::chrono::seconds time)
    {
        m_monotonic += time;
        m_now = m_now.addDuration(time);
    }

private Q_SLOTS:
    void init()
    {
        m_processes.states = {{7, OwnerState::Alive}};
        m_monotonic = 1h;
        m_now = QDateTime(QDate(2026, 10, 10), QTime(12, 0), Qt::UTC);
        m_judge = std::make_unique<SessionJudge>(
            m_processes, [this] { return m_monotonic; }, [this] { return m_now; });
    }

    void silenceIsMeasuredByWhatWasHeardHere()
    {
        m_processes.states.clear(); // it cannot be told
        Session old = session();
        old.updatedAt = m_now.addSecs(-3000); // another machine's clock
        QCOMPARE(judged(old)->liveness, Liveness::Alive);
        pass(29s);
        QCOMPARE(judged(old)->liveness, Liveness::Alive);
        pass(1s);
        QCOMPARE(judged(old)->liveness, Liveness::Unresponsive);
        old.updatedAt = old.updatedAt.addSecs(1);
        QCOMPARE(judged(old)->liveness, Liveness::Alive);
    }

    void aClockStepKillsNobody()
    {
        m_now = m_now.addYears(1);
        QCOMPARE(judged(session())->liveness, Liveness::Alive);
        Session fromThePast = session();
        fromThePast.updatedAt = m_now.addYears(-2);
        QCOMPARE(judged(fromThePast)->liveness, Liveness::Alive);
    }

    void looksAgainOnlyWhereSomethingLives_data()
    {
        QTest::addColumn<qint64>("pid");
        QTest::addColumn<int>("state");
        QTest::addColumn<int>("seconds");
        QTest::addColumn<int>("owners");
        QTest::newRow("another's") << qint64(7) << int(OwnerState::Alive) << 2 << 1;
        QTest::newRow("stopped") << qint64(7) << int(OwnerState::Stopped) << 2 << 1;
        QTest::newRow("elsewhere") << qint64(7) << int(OwnerState::CannotTell) << 2 << 1;
        QTest::newRow("own") << qint64(1) << int(OwnerState::Alive) << 10 << 0;
        QTest::newRow("orphan") << qint64(7) << int(OwnerState::Dead) << 0 << 0;
    }
    void looksAgainOnlyWhereSomethingLives()
    {
        QFETCH(qint64, pid);
        QFETCH(int, state);
        QFETCH(int, seconds);
        m_processes.states[pid] = OwnerState(state);
        QVERIFY(judged(session(pid)));
        QCOMPARE(m_judge->judgeAgainIn().value_or(0s),
                 std::chrono::milliseconds(std::chrono::seconds(seconds)));
        QTEST(int(m_judge->ownersToWatch().size()), "owners");
        QVERIFY(m_judge->judge({}).empty());
        QVERIFY(!m_judge->judgeAgainIn());
    }

    void theLastCompleteVersionIsShownOfAStrippedOne_data()
    {
        QTest::addColumn<int>("state");
        QTest::addColumn<int>("seconds");
        QTest::addColumn<bool>("visible");
        QTest::newRow("owner lives") << int(OwnerState::Alive) << 20 << true;
        QTest::newRow("owner lives and does not restore it") << int(OwnerState::Alive) << 61 << false;
        QTest::newRow("owner stopped") << int(OwnerState::Stopped) << 600 << true;
        QTest::newRow("owner dead, a moment ago") << int(OwnerState::Dead) << 14 << true;
        QTest::newRow("owner dead") << int(OwnerState::Dead) << 16 << false;
        QTest::newRow("owner elsewhere") << int(OwnerState::CannotTell) << 16 << false;
    }
    void theLastCompleteVersionIsShownOfAStrippedOne()
    {
        QFETCH(int, state);
        QFETCH(int, seconds);
        QFETCH(bool, visible);
        m_processes.states[7] = OwnerState(state);
        const Session complete = session();
        QVERIFY(judged(complete));
        QCOMPARE(judged(stripped())->session, complete);
        pass(std::chrono::seconds(seconds));
        const auto seen = judged(stripped());
        QCOMPARE(seen.has_value(), visible);
        QCOMPARE(m_judge->judgeAgainIn().has_value(), visible);
        if (seen)
            QCOMPARE(seen->session, complete);
    }

    void aStrippedOneNeverSeenCompleteIsHiddenSoon()
    {
        const Session ghost = stripped();
        QVERIFY(judged(ghost));
        pass(16s);
        QVERIFY(!judged(ghost));
        Session older = ghost;
        older.id = newSessionId();
        QVERIFY(!judged(older)); // brought back long after its last word
    }

    void anEndedOneThatIsBroughtBackIsNotTakenForAlive()
    {
        QVERIFY(judged(session()));
        QVERIFY(m_judge->judge({}).empty()); // ended
        QVERIFY(judged(stripped()));
        pass(16s);
        QVERIFY(!judged(stripped()));
    }

    void staleOnesAreHidden()
    {
        Session old = session();
        old.updatedAt = m_now.addDays(-2);
        QVERIFY(judged(old));
        m_processes.states[7] = OwnerState::Dead;
        QVERIFY(!judged(old));
    }

    void thePredecessorsStayVisible()
    {
        const Session foreign{.id = QString(40, u'a'), .startTime = m_now, .updatedAt = m_now};
        pass(3600s);
        QCOMPARE(judged(foreign)->liveness, Liveness::Unknown);
        QCOMPARE(m_judge->judgeAgainIn(), std::optional<std::chrono::milliseconds>(10s));
    }
};

QTEST_GUILESS_MAIN(TestSessionJudge)
#include "tst_sessionjudge.moc"

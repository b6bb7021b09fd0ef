// SPDX-License-Identifier: GPL-3.0-or-later
#include "sessionprogress.h"

#include <QTest>

using namespace Qt::StringLiterals;
using Phase = JobProgress::Phase;
using Status = Session::Status;
using Stage = Session::Stage;

class TestSessionProgress : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aPhaseHasItsPlace_data()
    {
        QTest::addColumn<Phase>("phase");
        QTest::addColumn<Status>("status");
        QTest::addColumn<Stage>("stage");
        QTest::newRow("sent") << Phase::Sent << Status::Pending << Stage::None;
        QTest::newRow("queued") << Phase::Queued << Status::Starting << Stage::Queued;
        QTest::newRow("loading a model") << Phase::LoadingModel << Status::Starting << Stage::LoadingModel;
        QTest::newRow("sampling") << Phase::Sampling << Status::Generating << Stage::Sampling;
        QTest::newRow("reconnecting") << Phase::Reconnecting << Status::Generating << Stage::Reconnecting;
    }
    void aPhaseHasItsPlace()
    {
        QFETCH(Phase, phase);
        const Session session = withProgress({}, {.phase = phase});
        QTEST(session.status, "status");
        QTEST(session.stage, "stage");
    }

    void nothingGoesBack()
    {
        Session session = withProgress({}, {.phase = Phase::Sampling, .overall = 0.5, .imagesDone = 2});
        session = withProgress(session, {.phase = Phase::Queued, .overall = 0.25, .imagesDone = 1});
        QCOMPARE(session.status, Status::Generating);
        QCOMPARE(session.stage, Stage::Sampling);
        QCOMPARE(session.progress, 0.5);
        QCOMPARE(session.imagesDone, 2);
    }

    void oneThatIsBeingCancelledStaysSo()
    {
        const Session cancelling{.status = Status::Generating, .stage = Stage::Cancelling};
        const Session session = withProgress(cancelling, {.phase = Phase::Sampling, .overall = 0.75});
        QCOMPARE(session.stage, Stage::Cancelling);
        QCOMPARE(session.progress, 0.75);
    }

    void figuresAreRoundAndWithinTheirEnds_data()
    {
        QTest::addColumn<double>("overall");
        QTest::addColumn<double>("progress");
        QTest::newRow("four decimals") << 0.123456 << 0.1235;
        QTest::newRow("beyond the end") << 1.5 << 1.0;
        QTest::newRow("before the beginning") << -0.5 << 0.0;
    }
    void figuresAreRoundAndWithinTheirEnds()
    {
        QFETCH(double, overall);
        QTEST(withProgress({}, {.overall = overall}).progress, "progress");
    }
};

QTEST_GUILESS_MAIN(TestSessionProgress)
#include "tst_sessionprogress.moc"

// SPDX-License-Identifier: GPL-3.0-or-later
#include "jobledger.h"

#include <QTest>

using namespace Qt::StringLiterals;
using Phase = JobProgress::Phase;

class TestJobLedger : public QObject
{
    Q_OBJECT
    static ImageEvent image(const QString &index, const QString &request = u"1001"_s)
    {
        return {.key = {.requestId = request, .batchIndex = index}, .path = u"View/%1.png"_s.arg(index)};
    }
    static ProgressEvent progress(const QString &index, std::optional<double> overall)
    {
        return {.key = {.requestId = u"1001"_s, .batchIndex = index}, .overall = overall};
    }

private Q_SLOTS:
    void errorsWithoutEndAreNotKept()
    {
        JobLedger ledger({.images = 2});
        for (int i = 0; i < 1000; ++i)
            ledger.take(Error{.kind = Error::Kind::Failed, .message = QString::number(i)});
        const JobResult result = ledger.result(false);
        QCOMPARE(result.error->message, u"0"_s);
        QCOMPARE(result.furtherErrors.size(), 19);
    }

    void aPictureThatCameInAMessageIsHandedOnAndNotKept()
    {
        JobLedger ledger({.images = 1});
        const auto image
            = ledger.take(ImageEvent{.key = {{}, u"0"_s}, .path = u"data:"_s, .content = "a picture"});
        QVERIFY(image);
        QCOMPARE(image->content, "a picture");
        QVERIFY(ledger.isComplete());
        QVERIFY(ledger.result(false).images.first().content.isEmpty());
    }

    void anImageIsTakenOnceAndOnlyFromItsRequest_data()
    {
        QTest::addColumn<QString>("index");
        QTest::addColumn<QString>("request");
        QTest::addColumn<bool>("isTaken");
        QTest::newRow("next") << u"1"_s << u"1001"_s << true;
        QTest::newRow("old server without ids") << u"1"_s << u""_s << true;
        QTest::newRow("again") << u"0"_s << u"1001"_s << false;
        QTest::newRow("another request") << u"1"_s << u"1002"_s << false;
        QTest::newRow("grid") << u"-1"_s << u"1001"_s << false;
        QTest::newRow("intermediate") << u"-11"_s << u"1001"_s << false;
        QTest::newRow("extra") << u"3"_s << u"1001"_s << false;
        QTest::newRow("no number") << u"x"_s << u"1001"_s << false;
        QTest::newRow("none") << u""_s << u"1001"_s << false;
    }
    void anImageIsTakenOnceAndOnlyFromItsRequest()
    {
        QFETCH(QString, index);
        QFETCH(QString, request);
        JobLedger ledger({.images = 2});
        QVERIFY(ledger.take(image(u"0"_s)));
        QTEST(ledger.take(image(index, request)).has_value(), "isTaken");
    }

    void progressIsOverAllImagesAndNeverFalls()
    {
        JobLedger ledger({.images = 4});
        (void)ledger.take(progress(u"0"_s, 0.8));
        QCOMPARE(ledger.progress().overall, 0.2);
        (void)ledger.take(progress(u"0"_s, 0.4));
        QCOMPARE(ledger.progress().overall, 0.2);
        (void)ledger.take(image(u"0"_s));
        (void)ledger.take(progress(u"0"_s, 0.9));
        QCOMPARE(ledger.progress().overall, 0.25);
        (void)ledger.take(progress(u"1"_s, std::nullopt));
        QCOMPARE(ledger.progress().overall, 0.25);
        QCOMPARE(ledger.progress().imagesDone, 1);
        ledger.take(DiscardEvent{{u"0"_s}});
        QCOMPARE(ledger.progress().overall, 0.25);
        QCOMPARE(ledger.progress().imagesDone, 1);
    }

    void countsTellTasksAndZeroTellsNothing_data()
    {
        QTest::addColumn<int>("waiting");
        QTest::addColumn<int>("done");
        QTest::newRow("all wait") << 3 << 0;
        QTest::newRow("one is done") << 2 << 2;
        QTest::newRow("done or given up") << 0 << 0;
        QTest::newRow("more than asked for") << 7 << 0;
    }
    void countsTellTasksAndZeroTellsNothing()
    {
        QFETCH(int, waiting);
        JobLedger ledger({.images = 3, .others = {{u"batchsize"_s, 2}}});
        ledger.takeWaiting(waiting);
        QTEST(ledger.progress().imagesDone, "done");
    }

    void phasesFollowTheCountsUntilItDraws()
    {
        JobLedger ledger({});
        ledger.take(StatusEvent{.counts = {1, 0, 1, 0}});
        QCOMPARE(ledger.progress().phase, Phase::Queued);
        ledger.take(StatusEvent{.counts = {1, 1, 1, 0}});
        QCOMPARE(ledger.progress().phase, Phase::LoadingModel);
        ledger.take(StatusEvent{.counts = {1, 0, 0, 1}});
        QCOMPARE(ledger.progress().phase, Phase::Sampling);
        ledger.take(StatusEvent{.counts = {1, 0, 1, 0}});
        QCOMPARE(ledger.progress().phase, Phase::Sampling);
    }

    void aRequestForNothingIsNeverComplete()
    {
        JobLedger ledger({.images = 0});
        QVERIFY(!ledger.isComplete());
        QVERIFY(ledger.result(false).error);
    }

    void errorsBesideAllImagesAreKept()
    {
        JobLedger ledger({});
        ledger.take(Error{.kind = Error::Kind::Failed, .message = u"x"_s});
        (void)ledger.take(image(u"0"_s));
        QVERIFY(!ledger.result(false).error);
        QCOMPARE(ledger.result(false).furtherErrors.size(), 1);
    }

    void aReasonStandsWhereTheServerGaveNone()
    {
        const Error reason{.kind = Error::Kind::ConnectionLost, .message = u"The line broke."_s};
        JobLedger ledger({.images = 2});
        QCOMPARE(ledger.result(false, reason).error, std::optional(reason));
        QVERIFY(!ledger.result(true, reason).error);
        QVERIFY(ledger.result(true).cancelled);
    }

    void anAnswerWithoutIndicesIsTakenInItsOrder()
    {
        JobLedger ledger({.images = 2});
        const QList<JobImage> images
            = ledger.take(QStringList{u"View/a.png"_s, u"View/b.png"_s, u"View/grid.png"_s});
        QCOMPARE(images.size(), 3);
        QCOMPARE(images[1], (JobImage{.index = 1, .path = u"View/b.png"_s}));
        QCOMPARE(ledger.progress(), (JobProgress{.phase = Phase::Sent, .overall = 1.0, .imagesDone = 2}));
    }
};

QTEST_GUILESS_MAIN(TestJobLedger)
#include "tst_jobledger.moc"

// SPDX-License-Identifier: GPL-3.0-or-later
#include "pendingedits.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using Haste = PendingEdits::Haste;

namespace
{

const QDateTime noon(QDate(2026, 10, 10), QTime(12, 0), Qt::UTC);

Session someSession(double progress = 0.4)
{
    return {.id = u"a"_s,
            .status = Session::Status::Generating,
            .stage = Session::Stage::Sampling,
            .progress = progress};
}

} // namespace

class TestPendingEdits : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void turnsAreWrittenAtOnceAndProgressGathered_data()
    {
        QTest::addColumn<Session>("next");
        QTest::addColumn<Haste>("haste");
        Session staged = someSession();
        staged.stage = Session::Stage::Saving;
        Session turned = someSession();
        turned.status = Session::Status::Starting;
        Session counted = someSession();
        counted.imagesDone = 1;
        Session another = someSession();
        another.id = u"b"_s;
        Session asked = someSession();
        asked.cancelRequested = true;
        asked.updatedAt = noon;
        QTest::newRow("the same") << someSession() << Haste::None;
        QTest::newRow("progress") << someSession(0.5) << Haste::Gathered;
        QTest::newRow("progress falls") << someSession(0.3) << Haste::None;
        QTest::newRow("an image done") << counted << Haste::Gathered;
        QTest::newRow("stage") << staged << Haste::AtOnce;
        QTest::newRow("status") << turned << Haste::AtOnce;
        QTest::newRow("another session") << another << Haste::AtOnce;
        QTest::newRow("only what others write") << asked << Haste::None;
    }
    void turnsAreWrittenAtOnceAndProgressGathered()
    {
        QFETCH(Session, next);
        QFETCH(Haste, haste);
        PendingEdits edits;
        edits.put(someSession());
        QCOMPARE(edits.haste(), Haste::AtOnce);
        edits.written(edits.take(noon).second, {});
        QVERIFY(!edits.hasUnwritten());
        edits.put(next);
        QCOMPARE(edits.haste(), haste);
        QCOMPARE(edits.hasUnwritten(), haste != Haste::None);
    }

    void whatComesDuringAWriteIsNotTakenForWritten()
    {
        PendingEdits edits;
        edits.put(someSession());
        const auto [edit, mark] = edits.take(noon);
        edits.put(someSession(0.9));
        edits.written(mark, {});
        QVERIFY(edits.hasUnwritten());
        QCOMPARE(edits.take(noon).first.own.at(u"a"_s).progress, 0.9);
    }

    void theStampIsForAllOwnSessions()
    {
        PendingEdits edits;
        edits.put(someSession());
        QCOMPARE(edits.take(noon).first.own.at(u"a"_s).updatedAt, noon);
        QCOMPARE(edits.take({}).first.own.at(u"a"_s).updatedAt, noon);
    }

    void whatFailedIsTriedAgain()
    {
        PendingEdits edits;
        edits.put(someSession());
        const auto mark = edits.take(noon).second;
        edits.notWritten();
        QVERIFY(edits.hasUnwritten());
        QCOMPARE(edits.haste(), Haste::AtOnce);
        QCOMPARE(edits.take(noon).second, mark);
    }

    void whatOthersWipedAwayIsWrittenAgain()
    {
        PendingEdits edits;
        edits.restore();
        QVERIFY(!edits.hasUnwritten()); // nothing of ours was there
        edits.put(someSession());
        edits.written(edits.take(noon).second, {});
        edits.restore();
        QCOMPARE(edits.haste(), PendingEdits::Haste::Gathered);
        QVERIFY(edits.hasUnwritten());
        QVERIFY(edits.take(noon).first.own.contains(u"a"_s));
    }

    void anEndedSessionStaysEnded()
    {
        PendingEdits edits;
        edits.put(someSession());
        edits.written(edits.take(noon).second, {{u"a"_s, R"({"note":1})"}});
        QCOMPARE(edits.take(noon).first.remembered.at(u"a"_s), QByteArray(R"({"note":1})"));
        edits.remove(u"a"_s);
        edits.written(edits.take(noon).second, {});
        const StateEdit edit = edits.take(noon).first;
        QCOMPARE(edit.gone, QStringList{u"a"_s}); // should the predecessor bring it back
        QVERIFY(edit.own.empty() && edit.remembered.empty());
        QVERIFY(!edits.hasOwn());
    }

    void requestsAreRepeatedForAWhile()
    {
        PendingEdits edits;
        edits.requestCancel(u"a"_s, u"bob@den"_s, 100s);
        edits.forgetRequestsBefore(200s); // not before it was written once
        QVERIFY(edits.hasRequests());
        edits.written(edits.take(noon).second, {});
        edits.forgetRequestsBefore(99s);
        QCOMPARE(edits.take(noon).first.cancelRequests.at(u"a"_s), u"bob@den"_s);
        edits.forgetRequestsBefore(101s);
        QVERIFY(!edits.hasRequests());
        QVERIFY(edits.take(noon).first.cancelRequests.empty());
    }
};

QTEST_GUILESS_MAIN(TestPendingEdits)
#include "tst_pendingedits.moc"

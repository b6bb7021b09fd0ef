// SPDX-License-Identifier: GPL-3.0-or-later
#include "sessionface.h"
#include "somesession.h"

#include <QTest>

using namespace std::chrono_literals;

class TestSessionFace : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void saysEachState_data()
    {
        QTest::addColumn<FollowedSession>("session");
        QTest::addColumn<QString>("label");
        QTest::addColumn<int>("glyph");
        QTest::addColumn<int>("role");
        QTest::addColumn<int>("rank");
        QTest::addColumn<QString>("description");
        using enum ColourRole;
        const auto row = [](const char *name, const FollowedSession &session, const QString &label,
                            Glyph glyph, ColourRole role, SortRank rank, const QString &description) {
            QTest::newRow(name) << session << label << int(glyph) << int(role) << int(rank) << description;
        };
        const auto some = [] { return SomeSession(u"fox"_s).images(1, 4).generating(0.45); };
        using Stage = Session::Stage;
        using Status = Session::Status;
        row("pending", some().waiting(), u"Waiting"_s, Glyph::Pending, Muted, SortRank::Waiting,
            u"Not yet sent to the server."_s);
        row("starting", some().working(Status::Starting, Stage::None), u"Starting"_s, Glyph::Pending, Muted,
            SortRank::Waiting, u"Being sent to the server."_s);
        row("queued", some().working(Status::Starting, Stage::Queued), u"Queued"_s, Glyph::Pending, Muted,
            SortRank::Waiting, u"The server has it and is busy with others."_s);
        row("loading", some().loadingModel(), u"Loading model"_s, Glyph::Generating, Active,
            SortRank::Working, u"The server loads the model first."_s);
        row("generating", some(), u"Generating"_s, Glyph::Generating, Active, SortRank::Working,
            u"45 percent, image 2 of 4."_s);
        row("no figure", some().generating(0), u"Generating"_s, Glyph::Generating, Active, SortRank::Working,
            u"The server sends no figure yet."_s);
        row("saving", some().working(Status::Generating, Stage::Saving, 1), u"Saving"_s, Glyph::Generating,
            Active, SortRank::Working, u"Pictures are being fetched and saved."_s);
        row("line broken", some().working(Status::Generating, Stage::Reconnecting, 0.5), u"Reconnecting"_s,
            Glyph::Silent, Caution, SortRank::Working,
            u"The line to the server broke; its answer is being looked for."_s);
        row("asked to stop", some().askedToStop(), u"Cancelling"_s, Glyph::Cancelling, Caution,
            SortRank::Working, u"Asked to stop; waiting for it."_s);
        row("asked to stop and silent",
            some().askedToStop().ownedBy(SomeSession::anna()).judged(Liveness::Unresponsive), u"Cancelling"_s,
            Glyph::Cancelling, Caution, SortRank::Working, u"render2 has not answered. The request stays."_s);
        row("orphan, still worked on", some().judged(Liveness::Orphan).serverSays(1), u"Owner gone"_s,
            Glyph::Orphan, Caution, SortRank::Attention,
            u"The program that started it ended. The server still works on it."_s);
        row("orphan, asked to stop", some().askedToStop().judged(Liveness::Orphan), u"Owner gone"_s,
            Glyph::Orphan, Caution, SortRank::Attention, u"The program that started it ended."_s);
        row("stopped", some().judged(Liveness::Stopped), u"Stopped"_s, Glyph::Stopped, Caution,
            SortRank::Attention, u"Its program is stopped (Ctrl-Z); it goes on when that is continued."_s);
        row("silent", some().judged(Liveness::Unresponsive), u"Unresponsive"_s, Glyph::Silent, Caution,
            SortRank::Attention,
            u"No sign of life for 30 seconds. Whether it still runs cannot be told from here."_s);
        row("unknown", some().judged(Liveness::Unknown), u"Unknown"_s, Glyph::Silent, Muted,
            SortRank::Waiting, u"Recorded by the earlier version; whether it still runs cannot be told."_s);
        row("completed", some().images(4, 4).ended(Outcome::Completed), u"Completed"_s, Glyph::Completed,
            Positive, SortRank::Ended, u"4 of 4 images."_s);
        row("partly done", some().images(3, 4).ended(Outcome::Partial).because(u"The server stopped."_s),
            u"Partly done"_s, Glyph::Partial, Caution, SortRank::Attention,
            u"3 of 4 images. The server stopped."_s);
        row("failed", some().ended(Outcome::Failed).because(u"It broke."_s, u"Try again."_s), u"Failed"_s,
            Glyph::Failed, Negative, SortRank::Attention, u"It broke. Try again."_s);
        row("cancelled", some().ended(Outcome::Cancelled), u"Cancelled"_s, Glyph::Cancelled, Muted,
            SortRank::Ended, u"Cancelled here."_s);
        row("interrupted", some().ended(Outcome::Interrupted), u"Interrupted"_s, Glyph::Interrupted, Negative,
            SortRank::Attention, u"The program that ran it ended. 1 of 4 images."_s);
        row("ended elsewhere", some().ended(Outcome::Ended), u"Ended"_s, Glyph::Ended, Muted, SortRank::Ended,
            u"It ended elsewhere; how is not known here."_s);
    }

    void saysEachState()
    {
        QFETCH(FollowedSession, session);
        const SessionFace face = SessionFace::of(session);
        QTEST(face.label, "label");
        QTEST(int(face.glyph), "glyph");
        QTEST(int(face.role), "role");
        QTEST(int(face.rank), "rank");
        QTEST(face.description, "description");
        QVERIFY(SessionFace::allLabels().contains(face.label));
    }

    void namesWhoCancelled()
    {
        FollowedSession session = SomeSession(u"fox"_s).ended(Outcome::Cancelled);
        session.cancelledBy = u"anna@render2"_s;
        QCOMPARE(SessionFace::of(session).description, u"Cancelled by anna@render2."_s);
    }

    void losesPatienceWithAnOwner()
    {
        const FollowedSession session = SomeSession(u"fox"_s).generating(0.2).askedToStop();
        QCOMPARE(SessionFace::of(session, 14s).description, u"Asked to stop; waiting for it."_s);
        QCOMPARE(SessionFace::of(session, 15s).description, u"studio has not answered. The request stays."_s);
    }

    void inventsNoFigure_data()
    {
        QTest::addColumn<FollowedSession>("session");
        QTest::addColumn<int>("bar");
        QTest::addColumn<QString>("percent");
        QTest::newRow("waiting") << FollowedSession(SomeSession(u"a"_s).waiting()) << int(BarKind::Empty)
                                 << QString();
        QTest::newRow("no figure") << FollowedSession(SomeSession(u"a"_s).generating(0))
                                   << int(BarKind::NoFigure) << QString();
        QTest::newRow("a figure") << FollowedSession(SomeSession(u"a"_s).generating(0.456))
                                  << int(BarKind::Figure) << u"45 %"_s;
        QTest::newRow("not yet done")
            << FollowedSession(SomeSession(u"a"_s).generating(0.999)) << int(BarKind::Figure) << u"99 %"_s;
        QTest::newRow("over") << FollowedSession(SomeSession(u"a"_s).generating(0.5).ended(Outcome::Failed))
                              << int(BarKind::None) << QString();
    }

    void inventsNoFigure()
    {
        QFETCH(FollowedSession, session);
        QTEST(int(SessionFace::of(session).bar), "bar");
        QTEST(percentText(session), "percent");
    }

    void saysTimes_data()
    {
        QTest::addColumn<int>("seconds");
        QTest::addColumn<QString>("clock");
        QTest::addColumn<QString>("about");
        QTest::newRow("nothing") << 0 << u"0:00"_s << u"about 5 s"_s;
        QTest::newRow("seconds") << 42 << u"0:42"_s << u"about 40 s"_s;
        QTest::newRow("nearly a minute") << 59 << u"0:59"_s << u"about 1 min"_s;
        QTest::newRow("minutes") << 200 << u"3:20"_s << u"about 3 min"_s;
        QTest::newRow("nearly an hour") << 3590 << u"59:50"_s << u"about 1 h"_s;
        QTest::newRow("over an hour") << 4360 << u"1:12:40"_s << u"about 1 h 10 min"_s;
        QTest::newRow("a day") << 90000 << u"25:00:00"_s << u"over a day"_s;
    }

    void saysTimes()
    {
        QFETCH(int, seconds);
        QTEST(clockText(std::chrono::seconds(seconds)), "clock");
        QTEST(aboutText(std::chrono::seconds(seconds)), "about");
    }

    void titles()
    {
        QCOMPARE(sessionTitle(SomeSession(u"a"_s).prompted(u" a red fox\ndeep snow"_s)), u"a red fox"_s);
        QCOMPARE(sessionTitle(SomeSession(u"a"_s).prompted(u"one line"_s)), u"one line"_s);
        QCOMPARE(sessionTitle(SomeSession(u"a"_s).prompted(u"a red fox"_s).labelled(u"hero"_s)), u"hero"_s);
        QCOMPARE(sessionTitle(SomeSession(u"a"_s)), QString());
        QCOMPARE(folderName(u"/home/ada/cards"_s), u"cards"_s);
        QCOMPARE(folderName(u"/home/ada/cards/"_s), u"cards"_s);
        QCOMPARE(folderName(u"/"_s), u"/"_s);
    }
};

QTEST_GUILESS_MAIN(TestSessionFace)
#include "tst_sessionface.moc"

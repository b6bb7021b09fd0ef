// SPDX-License-Identifier: GPL-3.0-or-later
#include "sessionmodel.h"
#include "somesession.h"

#include <QTest>

class TestShownSession : public QObject
{
    Q_OBJECT
private:
    static ShownSession shown(const FollowedSession &session)
    {
        SessionModel model({.self = SomeSession::self(), .now = &SomeSession::noon});
        model.put(session);
        return model.shown(session.session.id);
    }

private Q_SLOTS:
    void saysHowFarItIs_data()
    {
        QTest::addColumn<FollowedSession>("session");
        QTest::addColumn<QString>("line");
        const auto row = [](const char *name, const FollowedSession &session, const QString &line) {
            QTest::newRow(name) << session << line;
        };
        row("generating", SomeSession(u"a"_s).generating(0.45).images(1, 4).leftFor(180),
            u"<b>Generating</b> · 45 % · image 2 of 4 · about 3 min left"_s);
        row("no figure", SomeSession(u"a"_s).generating(0).images(0, 1),
            u"<b>Generating</b> · image 1 of 1"_s);
        row("waiting", SomeSession(u"a"_s).waiting().images(0, 2), u"<b>Waiting</b> · 0 of 2 images"_s);
        row("nothing known", SomeSession(u"a"_s).generating(0), u"<b>Generating</b>"_s);
        row("failed", SomeSession(u"a"_s).startedAgo(42).images(0, 1).ended(Outcome::Failed),
            u"<b>Failed</b> after 42 s · 0 of 1 images"_s);
        row("completed", SomeSession(u"a"_s).startedAgo(200).images(4, 4).ended(Outcome::Completed),
            u"<b>Completed</b> after 3:20 · 4 of 4 images"_s);
    }

    void saysHowFarItIs()
    {
        QFETCH(FollowedSession, session);
        QTEST(stateLine(shown(session)).replace(QChar::Nbsp, u' '), "line");
    }

    void saysWhatIsWrong_data()
    {
        QTest::addColumn<FollowedSession>("session");
        QTest::addColumn<QString>("text");
        const auto row = [](const char *name, const FollowedSession &session, const QString &text) {
            QTest::newRow(name) << session << text;
        };
        row("nothing", SomeSession(u"a"_s).generating(0.4), {});
        row("all done", SomeSession(u"a"_s).ended(Outcome::Completed), {});
        row("an orphan",
            SomeSession(u"a"_s)
                .generating(0.4)
                .ownedBy(SomeSession::process(3120))
                .judged(Liveness::Orphan)
                .serverSays(1),
            u"The program that started this session ended (process 3120 on studio). The server still works on it."_s);
        row("an orphan that nobody asked for", SomeSession(u"a"_s).generating(0.4).judged(Liveness::Orphan),
            u"The program that started this session ended (process 4711 on studio)."_s);
        row("failed", SomeSession(u"a"_s).ended(Outcome::Failed).because(u"It broke."_s, u"Try again."_s),
            u"It broke. Try again."_s);
        row("interrupted", SomeSession(u"a"_s).images(1, 2).ended(Outcome::Interrupted),
            u"The program that ran it ended. 1 of 2 images."_s);
        row("being cancelled", SomeSession(u"a"_s).generating(0.4).askedToStop(),
            u"Asked to stop; waiting for it."_s);
    }

    void saysWhatIsWrong()
    {
        QFETCH(FollowedSession, session);
        QTEST(troubleText(shown(session)), "text");
    }

    void reportsAnErrorWithoutSecrets()
    {
        const QString credential = u"0123456789abcdef0123456789abcdef01234567"_s;
        FollowedSession session = SomeSession(credential)
                                      .prompted(u"a private prompt"_s)
                                      .ended(Outcome::Failed)
                                      .because(u"It broke."_s, u"Try again."_s, u"out of memory"_s);
        Ticket ticket = *session.ticket;
        ticket.serverSession = u"secret-session"_s;
        session.ticket = std::move(ticket);
        const QString report = errorReport(shown(session));
        QVERIFY(report.startsWith(u"Failed\nIt broke. Try again.\n"_s));
        QVERIFY(report.contains(u"out of memory"_s));
        QVERIFY(report.contains(u"Session: 01234567\n"_s));
        QVERIFY(report.contains(QLatin1String(ASSET_GENERATOR_VERSION)));
        for (const QString &secret : {u"secret-session"_s, u"private prompt"_s, credential})
            QVERIFY(!report.contains(secret));
    }

    void tellsTheServersWord()
    {
        const auto orphan = [] { return SomeSession(u"a"_s).generating(0.4).judged(Liveness::Orphan); };
        QCOMPARE(serverWordText(orphan().serverSays(1)), u"Server's word at 12:00:00: 1 image in work"_s);
        QCOMPARE(serverWordText(orphan().serverSays(0)), u"Server's word at 12:00:00: nothing in work"_s);
        QCOMPARE(serverWordText(orphan()), QString());
    }
};

QTEST_GUILESS_MAIN(TestShownSession)
#include "tst_shownsession.moc"

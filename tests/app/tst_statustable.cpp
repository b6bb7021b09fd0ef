// SPDX-License-Identifier: GPL-3.0-or-later
#include "statustable.h"

#include <QTest>

using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

namespace
{

const QDateTime noon(QDate(2026, 10, 10), QTime(12, 0), Qt::UTC);

StatusReport report()
{
    StatusReport report;
    report.now = noon;
    report.project = u"/home/ada/cards"_s;
    report.server = {.server = QUrl(u"http://localhost:7801"_s),
                     .state = ServerFacts::State::Online,
                     .responseTime = 12ms,
                     .version = u"0.9.8.2"_s,
                     .backends = QList<ServerBackend>{{.id = u"0"_s,
                                                       .type = u"comfyui_selfstart"_s,
                                                       .status = u"running"_s,
                                                       .modelLoaded = u"sdxl.safetensors"_s}},
                     .models = 42,
                     .modelsLoaded = 1,
                     .counts = ServerCounts{.waitingGens = 3, .liveGens = 2}};
    report.sessions = {{.session = {.id = u"0b9c7f3e-1111-4111-8111-111111111111"_s,
                                    .status = Session::Status::Generating,
                                    .stage = Session::Stage::Sampling,
                                    .progress = 0.45,
                                    .startTime = noon.addSecs(-135),
                                    .images = 4,
                                    .imagesDone = 1,
                                    .label = u"hero"_s,
                                    .owner = Owner{.host = u"studio"_s, .user = u"ada"_s, .pid = 4711}},
                        .remaining = 41s},
                       {.session = {.id = u"c41d22a9-1111-4111-8111-111111111111"_s,
                                    .status = Session::Status::Generating,
                                    .progress = 0.125,
                                    .startTime = noon.addSecs(-60),
                                    .images = 1,
                                    .owner = Owner{.host = u"studio"_s, .user = u"ada"_s, .pid = 3980}},
                        .liveness = Liveness::Orphan}};
    return report;
}

} // namespace

class TestStatusTable : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void isTheTableOfTheProductPage()
    {
        const QString expected = uR"(Server    http://localhost:7801  online  12ms  SwarmUI 0.9.8.2
Backends  0 comfyui_selfstart running sdxl.safetensors
Models    42, 1 loaded

Generations in /home/ada/cards
ID        STATE     PROGRESS  IMAGES  DURATION  LEFT  OWNER            LABEL
0b9c7f3e  sampling     45.0%     1/4      2.2m   41s  ada@studio:4711  hero
c41d22a9  orphan       12.5%     0/1      1.0m     -  ada@studio:3980  -
Server's own count: 2 live, 3 waiting
)"_s;
        const QStringList lines = statusTable(report(), false, false, 0).split(u'\n');
        const QStringList wanted = expected.split(u'\n');
        for (qsizetype i = 0; i < wanted.size(); ++i)
            QCOMPARE(lines.value(i), wanted[i]);
        QCOMPARE(lines.size(), wanted.size());
    }

    void whatStandsStillHasNoTimeLeft()
    {
        StatusReport stopped = report();
        stopped.sessions = {stopped.sessions[0]};
        stopped.sessions[0].liveness = Liveness::Stopped;
        QVERIFY(statusTable(stopped, false, false, 0).contains("1/4      2.2m     -  ada@studio"_L1));
    }

    void withAServerDownTheSessionsAreStillShown()
    {
        StatusReport down = report();
        down.server = {.server = QUrl(u"http://localhost:7801"_s),
                       .state = ServerFacts::State::Offline,
                       .error = Error{.kind = Error::Kind::Unreachable,
                                      .details = {{"cause"_L1, u"connection refused"_s}}}};
        const QString text = statusTable(down, false, false, 0);
        QVERIFY(text.startsWith("Server    http://localhost:7801  offline  connection refused\n"_L1));
        QVERIFY(text.contains("Generations in /home/ada/cards (from the state file)\n"_L1));
        QVERIFY(text.contains("0b9c7f3e  sampling"_L1));
        QVERIFY(!text.contains("own count"_L1));
    }

    void saysWhenNothingRuns()
    {
        StatusReport idle = report();
        idle.sessions.clear();
        QVERIFY(statusTable(idle, false, false, 0).contains("No generations currently running\n"_L1));
        StatusReport unknown = idle;
        unknown.stateProblem = u"“x” is not a regular file."_s;
        QVERIFY(statusTable(unknown, false, false, 0).contains("What runs here is not known\n"_L1));
        QCOMPARE(unknown.shortLine(), u"unknown"_s);
    }

    void withAllProjectsTheProjectComesFirst()
    {
        StatusReport all = report();
        all.sessions[0].project = u"/home/ada/cards"_s;
        QVERIFY(statusTable(all, false, true, 0).contains("PROJECT  ID"_L1));
        QVERIFY(statusTable(all, false, true, 0).contains("cards    0b9c7f3e"_L1));
    }

    void whatMayNotBeSeenIsSaid()
    {
        StatusReport refused = report();
        refused.server.backends.reset();
        refused.server.counts.reset();
        const QString text = statusTable(refused, false, false, 0);
        QVERIFY(text.contains("Backends  not permitted to see\nModels    42, 1 loaded\n"_L1));
        QVERIFY(text.contains("Server's own count: not permitted to see\n"_L1));
        refused.server.models.reset();
        QVERIFY(statusTable(refused, false, false, 0).contains("\nModels    not permitted to see\n\n"_L1));
    }

    void whatIsNotToldHasItsReason_data()
    {
        QTest::addColumn<Error>("why");
        QTest::addColumn<QString>("said");
        const auto refused = [](const QString &id) {
            return Error{.kind = Error::Kind::Refused, .message = u"No."_s, .details = {{u"error_id"_s, id}}};
        };
        QTest::newRow("no permission") << refused(u"bad_permissions"_s) << u"not permitted to see"_s;
        QTest::newRow("no permission, of an older server")
            << Error{.kind = Error::Kind::Refused, .message = u"No."_s} << u"not permitted to see"_s;
        QTest::newRow("no such route")
            << refused(u"bad_route"_s) << u"this version of SwarmUI does not tell"_s;
        QTest::newRow("it stumbles") << refused(u"internal_error"_s) << u"not told: No."_s;
        QTest::newRow("no answer") << Error{.kind = Error::Kind::Timeout, .message = u"Nothing\ncame."_s}
                                   << u"not told: Nothing came."_s;
    }
    void whatIsNotToldHasItsReason()
    {
        QFETCH(Error, why);
        QFETCH(QString, said);
        StatusReport untold = report();
        untold.server.backends.reset();
        untold.server.backendsError = why;
        untold.server.models.reset();
        untold.server.modelsError = why;
        untold.server.counts.reset();
        untold.server.countsError = why;
        const QString text = statusTable(untold, false, false, 0);
        QVERIFY2(text.contains(u"Backends  %1\nModels    %1\n"_s.arg(said)), qPrintable(text));
        QVERIFY2(text.contains(u"Server's own count: %1\n"_s.arg(said)), qPrintable(text));
    }

    void estimatesAreMarked()
    {
        StatusReport estimated = report();
        estimated.server.countsEstimated = true;
        QVERIFY(statusTable(estimated, false, false, 0).contains("2 live, 3 waiting (estimated)\n"_L1));
    }

    void timeLeftIsShort_data()
    {
        QTest::addColumn<int>("seconds");
        QTest::addColumn<QString>("text");
        QTest::newRow("none") << -1 << u"-"_s;
        QTest::newRow("seconds") << 41 << u"41s"_s;
        QTest::newRow("minutes") << 170 << u"3m"_s;
        QTest::newRow("hours") << 4200 << u"1h 10m"_s;
    }
    void timeLeftIsShort()
    {
        QFETCH(int, seconds);
        QTEST(leftText(seconds < 0 ? std::nullopt : std::optional(std::chrono::seconds(seconds))), "text");
    }
};

QTEST_GUILESS_MAIN(TestStatusTable)
#include "tst_statustable.moc"

// SPDX-License-Identifier: GPL-3.0-or-later
#include "statusreport.h"

#include <QJsonArray>
#include <QTest>

using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

namespace
{

const QDateTime noon(QDate(2026, 10, 10), QTime(12, 0), Qt::UTC);

/// "a:0.45/4 b:0/1:orphan" reads as two sessions that started a minute before noon.
QList<FollowedSession> sessionsFrom(const QString &words)
{
    static const QMap<QString, Liveness> states{{u"orphan"_s, Liveness::Orphan},
                                                {u"stopped"_s, Liveness::Stopped},
                                                {u"silent"_s, Liveness::Unresponsive}};
    QList<FollowedSession> list;
    for (const QString &word : words.split(u' ', Qt::SkipEmptyParts)) {
        const QStringList parts = word.split(u':');
        list += FollowedSession{.session = {.id = parts[0],
                                            .status = Session::Status::Generating,
                                            .progress = parts[1].section(u'/', 0, 0).toDouble(),
                                            .startTime = noon.addSecs(-60),
                                            .images = parts[1].section(u'/', 1, 1).toInt()},
                                .liveness = states.value(parts.value(2), Liveness::Alive)};
    }
    return list;
}

} // namespace

class TestStatusReport : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void saysItInOneSentence_data()
    {
        QTest::addColumn<QString>("sessions");
        QTest::addColumn<int>("unseen");
        QTest::addColumn<bool>("offline");
        QTest::addColumn<QString>("sentence");
        QTest::addColumn<QString>("shortLine");
        QTest::newRow("nothing") << QString() << 0 << false << u"Nothing is running."_s << u"idle"_s;
        QTest::newRow("one") << u"a:0.45/4"_s << 0 << false << u"1 session is running, 45 % done."_s
                             << u"1 running 45%"_s;
        QTest::newRow("one without a figure")
            << u"a:0/4"_s << 0 << false << u"1 session is running."_s << u"1 running 0%"_s;
        QTest::newRow("two, weighed by images")
            << u"a:1/1 b:0.5/3"_s << 0 << false << u"2 sessions are running, 63 % done."_s
            << u"2 running 63%"_s;
        QTest::newRow("one failed unseen")
            << u"a:0.5/1 b:0.5/1"_s << 1 << false << u"1 session in cards failed. 2 are running."_s
            << u"2 running 50%"_s;
        QTest::newRow("an orphan and a stopped one")
            << u"a:0.5/1:orphan b:0.5/1:stopped"_s << 0 << false
            << u"2 sessions need attention. 1 is running."_s << u"1 running 50% 1 orphan"_s;
        QTest::newRow("offline") << u"a:0.5/1"_s << 0 << true
                                 << u"The server studio:7801 does not answer. 1 session is running."_s
                                 << u"1 running 50% offline"_s;
        QTest::newRow("offline, nothing runs")
            << QString() << 0 << true << u"The server studio:7801 does not answer."_s << u"idle offline"_s;
    }
    void saysItInOneSentence()
    {
        QFETCH(QString, sessions);
        QFETCH(int, unseen);
        QFETCH(bool, offline);
        StatusReport report{.sessions = sessionsFrom(sessions), .now = noon, .unseenProblems = unseen};
        report.problemProject = u"cards"_s;
        report.server.server = QUrl(u"http://studio:7801"_s);
        report.server.state = offline ? ServerFacts::State::Offline : ServerFacts::State::Online;
        QTEST(report.sentence(), "sentence");
        QTEST(report.shortLine(), "shortLine");
    }

    void attentionComesBeforeOfflineBeforeRunning_data()
    {
        QTest::addColumn<QString>("sessions");
        QTest::addColumn<bool>("offline");
        QTest::addColumn<int>("attention");
        using enum StatusReport::Attention;
        QTest::newRow("idle") << QString() << false << int(Idle);
        QTest::newRow("running") << u"a:0.1/1"_s << false << int(Running);
        QTest::newRow("running, offline") << u"a:0.1/1"_s << true << int(Offline);
        QTest::newRow("silent one, offline") << u"a:0.1/1:silent"_s << true << int(NeedsAttention);
    }
    void attentionComesBeforeOfflineBeforeRunning()
    {
        QFETCH(QString, sessions);
        QFETCH(bool, offline);
        StatusReport report{.sessions = sessionsFrom(sessions)};
        report.server.state = offline ? ServerFacts::State::Offline : ServerFacts::State::Online;
        QTEST(int(report.attention()), "attention");
    }

    void timeLeftIsToldForOne()
    {
        StatusReport report{.sessions = sessionsFrom(u"a:0.45/4"_s), .now = noon};
        report.sessions[0].remaining = 170s;
        QCOMPARE(report.sentence(), u"1 session is running, 45 % done, about 3 minutes left."_s);
        report.sessions[0].remaining = 65s;
        QCOMPARE(report.sentence(), u"1 session is running, 45 % done, about 1 minute left."_s);
        report.sessions[0].remaining = 20s;
        QCOMPARE(report.sentence(), u"1 session is running, 45 % done, less than a minute left."_s);
    }

    void documentHasEveryKeyThatScriptsKnow()
    {
        StatusReport report{.sessions = sessionsFrom(u"0b9c7f3e-0000-4000-8000-000000000000:0.45/4"_s),
                            .now = noon};
        report.server.server = QUrl(u"http://localhost:7801"_s);
        report.server.state = ServerFacts::State::Online;
        report.server.responseTime = 12ms;
        report.server.backends
            = QList<ServerBackend>{{.id = u"0"_s, .type = u"comfyui"_s, .status = u"running"_s}};
        const QJsonObject document = report.toJson();
        for (const char *key :
             {"schema", "server_url", "status", "response_time", "version", "error", "backends",
              "models_count", "models_loaded", "system_info", "server_generations", "project", "state_file",
              "state_problem", "generations_running", "active_generations"})
            QVERIFY2(document.contains(QLatin1String(key)), key);
        QCOMPARE(document["response_time"_L1].toString(), u"12ms"_s);
        QCOMPARE(document["status"_L1].toString(), u"online"_s);
        QCOMPARE(document["generations_running"_L1].toInt(), 1);
        const QJsonObject active = document["active_generations"_L1][0].toObject();
        for (const char *key :
             {"session_id", "status", "progress", "start_time", "duration", "updated_at", "elapsed_seconds",
              "remaining_seconds", "stage", "images", "images_done", "label", "server", "owner", "liveness",
              "cancel_requested", "foreign", "source", "project"})
            QVERIFY2(active.contains(QLatin1String(key)), key);
        QCOMPARE(active["duration"_L1].toString(), u"1.0m"_s);
        QCOMPARE(active["elapsed_seconds"_L1].toInt(), 60);
        QCOMPARE(active["remaining_seconds"_L1].toInt(), 73); // 60 s for 45 %
        QVERIFY(active["label"_L1].isNull());
    }

    void offlineCountsAreNullAndListsEmpty()
    {
        StatusReport report{.now = noon};
        report.server.state = ServerFacts::State::Offline;
        report.server.error = Error{.kind = Error::Kind::Unreachable, .message = u"Cannot reach it."_s};
        const QJsonObject document = report.toJson();
        QVERIFY(document["models_count"_L1].isNull());
        QVERIFY(document["server_generations"_L1].isNull());
        QVERIFY(document["response_time"_L1].isNull());
        QVERIFY(document["backends"_L1].toArray().isEmpty());
        QCOMPARE(document["error"_L1]["code"_L1].toString(), u"server_unreachable"_s);
        QCOMPARE(document["error"_L1]["exit_code"_L1].toInt(), 3);
    }

    void thePredecessorsIdIsNeverShownWhole()
    {
        const QString secret(40, u'a');
        const FollowedSession foreign{.session = {.id = secret}, .liveness = Liveness::Unknown};
        const QJsonObject active = activeGenerationJson(foreign, noon);
        QCOMPARE(active["session_id"_L1].toString(), secret.left(8));
        QVERIFY(active["foreign"_L1].toBool());
    }

    void durationsReadAsBefore_data()
    {
        QTest::addColumn<int>("seconds");
        QTest::addColumn<QString>("text");
        QTest::newRow("seconds") << 12 << u"12s"_s;
        QTest::newRow("minutes") << 150 << u"2.5m"_s;
        QTest::newRow("hours") << 3600 << u"1.0h"_s;
    }
    void durationsReadAsBefore()
    {
        QFETCH(int, seconds);
        QTEST(shortDuration(std::chrono::seconds(seconds)), "text");
    }

    void onlyWhatGoesOnHasTimeLeft_data()
    {
        QTest::addColumn<int>("liveness");
        QTest::addColumn<bool>("ended");
        QTest::addColumn<bool>("told");
        QTest::newRow("alive") << int(Liveness::Alive) << false << true;
        QTest::newRow("elsewhere") << int(Liveness::Unknown) << false << true;
        QTest::newRow("stopped") << int(Liveness::Stopped) << false << false;
        QTest::newRow("silent") << int(Liveness::Unresponsive) << false << false;
        QTest::newRow("orphan") << int(Liveness::Orphan) << false << false;
        QTest::newRow("ended") << int(Liveness::Alive) << true << false;
    }
    void onlyWhatGoesOnHasTimeLeft()
    {
        QFETCH(int, liveness);
        QFETCH(bool, ended);
        QFETCH(bool, told);
        FollowedSession session = sessionsFrom(u"a:0.5/4"_s).first();
        session.liveness = Liveness(liveness);
        if (ended)
            session.outcome = Outcome::Completed;
        for (const auto &followed : {std::optional<std::chrono::seconds>(), std::optional(90s)}) {
            session.remaining = followed;
            const auto left = timeLeft(session, noon);
            QCOMPARE(left.has_value(), told);
            QVERIFY(!told || *left == followed.value_or(60s));
            QCOMPARE(activeGenerationJson(session, noon)["remaining_seconds"_L1].isDouble(), told);
            session.session.stage = Session::Stage::Reconnecting;
            QVERIFY(!timeLeft(session, noon));
            session.session.stage = Session::Stage::Sampling;
        }
    }

    void stateIsOneWord_data()
    {
        QTest::addColumn<int>("liveness");
        QTest::addColumn<int>("stage");
        QTest::addColumn<bool>("cancelRequested");
        QTest::addColumn<QString>("word");
        using Stage = Session::Stage;
        QTest::newRow("no stage") << int(Liveness::Alive) << int(Stage::None) << false << u"generating"_s;
        QTest::newRow("sampling") << int(Liveness::Alive) << int(Stage::Sampling) << false << u"sampling"_s;
        QTest::newRow("asked to stop")
            << int(Liveness::Alive) << int(Stage::Sampling) << true << u"cancelling"_s;
        QTest::newRow("orphan, asked to stop")
            << int(Liveness::Orphan) << int(Stage::Sampling) << true << u"orphan"_s;
        QTest::newRow("Ctrl-Z") << int(Liveness::Stopped) << int(Stage::Sampling) << false << u"stopped"_s;
    }
    void stateIsOneWord()
    {
        QFETCH(int, liveness);
        QFETCH(int, stage);
        QFETCH(bool, cancelRequested);
        const FollowedSession session{.session = {.status = Session::Status::Generating,
                                                  .stage = Session::Stage(stage),
                                                  .cancelRequested = cancelRequested},
                                      .liveness = Liveness(liveness)};
        QTEST(QString(stateWord(session)), "word");
    }
};

QTEST_GUILESS_MAIN(TestStatusReport)
#include "tst_statusreport.moc"

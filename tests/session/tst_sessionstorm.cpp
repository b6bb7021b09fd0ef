// SPDX-License-Identifier: GPL-3.0-or-later
#include "storm.h"

#include <QElapsedTimer>
#include <QRandomGenerator>
#include <QTest>

#include <cstdio>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace
{

/// How long and how often. With STORM_SECONDS in the environment it is about that long in all; else short
/// enough to be run with all tests.
struct StormForm {
    std::chrono::milliseconds steady; ///< for each number of processes
    std::array<int, 3> kills; ///< for 2, 8, 32 processes
    std::array<int, 3> stops;

    static StormForm wanted()
    {
        const int seconds = qEnvironmentVariableIntValue("STORM_SECONDS");
        if (seconds <= 0)
            return {.steady = 2s, .kills = {10, 20, 20}, .stops = {0, 2, 0}};
        // A thousand kills and some stops in five minutes.
        const auto share
            = [seconds](int ofFiveMinutes) { return std::max(2, ofFiveMinutes * seconds / 300); };
        return {.steady = std::chrono::milliseconds(seconds * 1000 / 6),
                .kills = {share(200), share(500), share(300)},
                .stops = {share(4), share(4), share(4)}};
    }
};

constexpr std::array processes{2, 8, 32};

} // namespace

class TestSessionStorm : public QObject
{
    Q_OBJECT
private:
    const StormForm m_form = StormForm::wanted();
    QStringList m_table;

    void counts(const std::array<int, 3> &times) const
    {
        QTest::addColumn<int>("count");
        QTest::addColumn<int>("times");
        for (size_t i = 0; i < processes.size(); ++i)
            if (times[i] > 0)
                QTest::addRow("%d", processes[i]) << processes[i] << times[i];
    }

    void addToTable(const StormReport &report, double seconds)
    {
        const auto &seen = report.readings;
        m_table.append(QString::asprintf(
            "%-34s %7.1f %7lld %7llu %6d %6d %5d %6lld %7lld %5lld %6d %9d %6d %6d %9d %9lld %8lld",
            qPrintable(u"%1 %2"_s.arg(QLatin1String(QTest::currentTestFunction()),
                                      QLatin1String(QTest::currentDataTag()))),
            seconds, seen.reads, report.saves, report.kills, report.insideWrite, report.stops, seen.broken,
            seen.missing, seen.stale, report.failedSaves, report.misjudged, report.astray, report.ghosts,
            report.leftovers, seen.oldest, seen.latest));
    }

    void judge(Storm &storm, const QElapsedTimer &timer)
    {
        const StormReport report = storm.end();
        addToTable(report, double(timer.elapsed()) / 1000);
        for (const QString &complaint : report.readings.complaints)
            qWarning("%s", qPrintable(complaint));
        QVERIFY(report.readings.reads > 100);
        QVERIFY(report.saves > 50);
        QCOMPARE(report.readings.broken, qint64(0));
        QCOMPARE(report.readings.missing, qint64(0));
        QCOMPARE(report.readings.stale, qint64(0));
        QCOMPARE(report.failedSaves, 0);
        QCOMPARE(report.misjudged, 0);
        QCOMPARE(report.astray, 0);
        QCOMPARE(report.ghosts, 0);
        QCOMPARE(report.leftovers, 0);
    }

private Q_SLOTS:
    void nothingIsLost_data() { counts({1, 1, 1}); }
    void nothingIsLost()
    {
        QFETCH(int, count);
        QElapsedTimer timer;
        timer.start();
        Storm storm(count);
        storm.rage(m_form.steady);
        judge(storm, timer);
    }

    void killsHarmOnlyTheKilled_data() { counts(m_form.kills); }
    void killsHarmOnlyTheKilled()
    {
        QFETCH(int, count);
        QFETCH(int, times);
        QElapsedTimer timer;
        timer.start();
        Storm storm(count);
        storm.rage(500ms);
        for (int i = 0; i < times; ++i) {
            storm.rage(std::chrono::milliseconds(QRandomGenerator::global()->bounded(60)));
            storm.killOne();
        }
        judge(storm, timer);
    }

    void theOthersOutliveAStoppedWriter_data() { counts(m_form.stops); }
    void theOthersOutliveAStoppedWriter()
    {
        QFETCH(int, count);
        QFETCH(int, times);
        QElapsedTimer timer;
        timer.start();
        Storm storm(count);
        for (int i = 0; i < times; ++i) {
            storm.rage(500ms);
            storm.stopOne(i % 2 == 0 ? Storm::StopEnd::Continued : Storm::StopEnd::Killed);
        }
        storm.rage(500ms);
        judge(storm, timer);
    }

    void cleanupTestCase()
    {
        std::printf("%-34s %7s %7s %7s %6s %6s %5s %6s %7s %5s %6s %9s %6s %6s %9s %9s %8s\n", "processes",
                    "seconds", "reads", "saves", "kills", "inside", "stops", "broken", "missing", "stale",
                    "failed", "misjudged", "astray", "ghosts", "leftovers", "oldest/ms", "late/ms");
        for (const QString &row : m_table)
            std::printf("%s\n", qPrintable(row));
        std::fflush(stdout);
    }
};

QTEST_GUILESS_MAIN(TestSessionStorm)
#include "tst_sessionstorm.moc"

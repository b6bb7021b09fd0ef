// SPDX-License-Identifier: GPL-3.0-or-later
#include "samplehistory.h"

#include <QProcess>
#include <QTest>

using namespace Qt::StringLiterals;

class TestHistory : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }

    void keepsAllOfAnEntry()
    {
        const HistoryEntry full{
            .sessionId = u"0b9c7f3e-1111-4222-8333-444455556666"_s,
            .project = u"/home/ada/cards"_s,
            .label = u"hero"_s,
            .outcome = Outcome::Partial,
            .prompt = u"a fox; DROP TABLE sessions; -- 'ü\n🦊'"_s,
            .parameters = {{u"steps"_s, 20}, {u"loras"_s, QJsonObject{{u"x"_s, 0.5}}}},
            .server = u"http://localhost:7801"_s,
            .startTime = noon,
            .endTime = noon.addMSecs(4567),
            .requested = 4,
            .imagePaths = {u"View/a.png"_s, u"View/b.png"_s},
            .localPaths = {u"out/a.png"_s},
            .cancelledBy = u"eve@studio"_s,
            .error = Error{.kind = Error::Kind::ConnectionLost,
                           .message = u"The line was lost."_s,
                           .hint = u"Try collect."_s,
                           .serverWords = u"bye"_s,
                           .details = {{u"matches"_s, 3}}},
            .saving = {{u"folder"_s, u"/home/ada/cards/out"_s}},
        };
        const HistoryEntry bare{.sessionId = u"1"_s};
        const QTemporaryDir root;
        {
            const auto history = historyIn(root);
            QCOMPARE(complaint(history->record(full)), QString());
            QCOMPARE(complaint(history->record(bare)), QString());
        }
        const auto again = historyIn(root);
        const auto found = again->find(full.sessionId);
        QVERIFY(found && *found);
        QCOMPARE(**found, full);
        const auto foundBare = again->find(u"1"_s);
        QVERIFY(foundBare && *foundBare);
        QCOMPARE(**foundBare, bare);
        const auto none = again->find(u"2"_s);
        QVERIFY(none && !*none);
    }

    void theFirstEntryOfASessionStays()
    {
        const QTemporaryDir root;
        const auto history = historyIn(root);
        HistoryEntry first = entry(u"a"_s);
        HistoryEntry second = first;
        second.outcome = Outcome::Interrupted;
        QCOMPARE(complaint(history->record(first)), QString());
        QCOMPARE(complaint(history->record(second)), QString());
        QCOMPARE((**history->find(u"a"_s)).outcome, Outcome::Completed);
        QCOMPARE(ids(history->newest(10, {})), u"a"_s);
    }

    void whatIsLearntLaterIsKept()
    {
        const QTemporaryDir root;
        const auto history = historyIn(root);
        HistoryEntry lost = entry(u"a"_s, 1);
        lost.outcome = Outcome::Interrupted;
        QVERIFY(history->record(lost));
        QVERIFY(history->record(entry(u"b"_s, 2)));
        HistoryEntry found = lost;
        found.outcome = Outcome::Completed;
        found.imagePaths = {u"View/local/raw/a.png"_s};
        found.localPaths = {u"/cards/a.png"_s};
        found.error.reset();
        found.prompt = u"not to be changed"_s;
        QCOMPARE(complaint(history->amend(found)), QString());
        HistoryEntry expected = found;
        expected.prompt = lost.prompt;
        QCOMPARE(**history->find(u"a"_s), expected);
        QCOMPARE((**history->find(u"b"_s)).outcome, entry(u"b"_s, 2).outcome);
    }

    void whereThereIsNoEntryNothingIsAmended()
    {
        const QTemporaryDir root;
        const auto history = historyIn(root);
        QCOMPARE(complaint(history->amend(entry(u"a"_s, 1))), QString());
        QCOMPARE(ids(history->newest(10, {})), QString());
        QVERIFY(history->record(entry(u"b"_s, 1)));
        QCOMPARE(complaint(history->amend(entry(u"a"_s, 1))), QString());
        QCOMPARE(ids(history->newest(10, {})), u"b"_s);
    }

    void listsTheNewestFirst()
    {
        const QTemporaryDir root;
        const auto history = historyIn(root);
        QVERIFY(history->record(entry(u"early"_s, 1)));
        QVERIFY(history->record(entry(u"late"_s, 3, u"/portraits"_s)));
        QVERIFY(history->record(entry(u"middle"_s, 2)));
        QVERIFY(history->record(entry(u"middle2"_s, 2)));
        QCOMPARE(ids(history->newest(10, {})), u"late middle2 middle early"_s);
        QCOMPARE(ids(history->newest(2, {})), u"late middle2"_s);
        QCOMPARE(ids(history->newest(10, u"/cards"_s)), u"middle2 middle early"_s);
        QCOMPARE(ids(history->newest(10, u"/card"_s)), QString());
    }

    void findsByPrefix_data()
    {
        QTest::addColumn<QString>("prefix");
        QTest::addColumn<QString>("found");
        QTest::newRow("one") << u"0b9c7"_s << u"0b9c7f3e"_s;
        QTest::newRow("two, newest first") << u"0b9c"_s << u"0b9caaaa 0b9c7f3e"_s;
        QTest::newRow("none") << u"ffff"_s << QString();
        QTest::newRow("whole") << u"0b9c7f3e"_s << u"0b9c7f3e"_s;
        QTest::newRow("percent is a letter") << u"0b%"_s << QString();
        QTest::newRow("so is the underscore") << u"0b_c"_s << QString();
        QTest::newRow("and the backslash") << u"0b\\"_s << QString();
        QTest::newRow("an odd id") << u"5%_\\"_s << u"5%_\\x"_s;
    }
    void findsByPrefix()
    {
        QFETCH(QString, prefix);
        QFETCH(QString, found);
        const QTemporaryDir root;
        const auto history = historyIn(root);
        QVERIFY(history->record(entry(u"0b9c7f3e"_s, 1)));
        QVERIFY(history->record(entry(u"0b9caaaa"_s, 2)));
        QVERIFY(history->record(entry(u"5%_\\x"_s, 3)));
        QCOMPARE(ids(history->findByPrefix(prefix)), found);
    }

    void findsAtMostTwentyByPrefix()
    {
        const QTemporaryDir root;
        const auto history = historyIn(root);
        for (int i = 0; i < 25; ++i)
            QVERIFY(history->record(entry(u"a"_s + QString::number(i), i)));
        QCOMPARE(history->findByPrefix(u"a"_s)->size(), 20);
    }

    void manyProcessesKeepAllTheirs()
    {
        constexpr int writers = 8;
        constexpr int each = 40;
        const QTemporaryDir root;
        std::vector<std::unique_ptr<QProcess>> processes;
        for (int i = 0; i < writers; ++i) {
            auto &process = processes.emplace_back(std::make_unique<QProcess>());
            process->start(QCoreApplication::applicationDirPath() + "/historywriter"_L1,
                           {folderIn(root), u"writer"_s + QString::number(i), QString::number(each)});
        }
        for (const auto &process : processes) {
            QTRY_COMPARE_WITH_TIMEOUT(process->state(), QProcess::NotRunning, 60000);
            QCOMPARE(process->exitCode(), 0);
            QCOMPARE(QString::fromUtf8(process->readAllStandardOutput()), QString());
            QCOMPARE(QString::fromUtf8(process->readAllStandardError()), QString());
        }
        const auto history = historyIn(root);
        const auto all = history->newest(10000, {});
        QVERIFY2(all, qUtf8Printable(ids(all)));
        QCOMPARE(all->size(), writers * each + 1); // "shared" once
        QCOMPARE(history->newest(10000, u"/projects/writer3"_s)->size() >= each, true);
    }

    void aKilledProcessLosesNothingKept()
    {
        const QTemporaryDir root;
        QProcess process;
        process.start(QCoreApplication::applicationDirPath() + "/historywriter"_L1,
                      {folderIn(root), u"doomed"_s, u"1000000"_s});
        const auto history = historyIn(root);
        QTRY_VERIFY(!history->newest(1, {})->isEmpty());
        const QString kept = history->newest(1, {})->first().sessionId;
        process.kill();
        QTRY_COMPARE(process.state(), QProcess::NotRunning);
        QVERIFY(*history->find(kept));
        QCOMPARE(complaint(history->record(entry(u"after"_s, 100000000))), QString());
        QCOMPARE(ids(history->newest(1, {})), u"after"_s);
    }

    void aMissingModuleIsAnErrorOfEachCall()
    {
        const QTemporaryDir root;
        const auto history = openHistory(folderIn(root), root.path());
        QVERIFY(!history->record(entry(u"a"_s)));
        QVERIFY(!history->find(u"a"_s));
        QVERIFY(!history->newest(1, {}));
        QVERIFY(!history->findByPrefix(u"a"_s));
    }
};

QTEST_GUILESS_MAIN(TestHistory)
#include "tst_history.moc"

// SPDX-License-Identifier: GPL-3.0-or-later
#include "collection.h"
#include "demoproject.h"

#include <QFile>
#include <QSignalSpy>
#include <QTest>

using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

class TestCollection : public QObject
{
    Q_OBJECT
    std::unique_ptr<DemoProject> m_project;
    std::unique_ptr<DemoProject::Window> m_window;

    /// What a generation of these images leaves when its owner dies at the end: all on the server, none here.
    HistoryEntry lost(int images)
    {
        const RunOrder order = m_project->order(u"a red fox"_s, images);
        GenerateJob job(*m_project->client, order.request);
        std::optional<JobResult> result;
        connect(&job, &GenerateJob::prepared, &job, [&job] { job.proceed(); });
        connect(&job, &GenerateJob::finished, &job, [&result](const JobResult &r) { result = r; });
        job.start();
        if (!QTest::qWaitFor([&] { return result.has_value(); }, 20000))
            qFatal("the demo server does not draw");
        return {.sessionId = u"11111111-2222-4333-8444-555555555555"_s,
                .project = m_project->folder(),
                .outcome = Outcome::Interrupted,
                .prompt = order.request.prompt,
                .parameters = toParameters(order.request),
                .server = m_project->server.address().toString(),
                .startTime = QDateTime::currentDateTimeUtc().addSecs(-5),
                .endTime = QDateTime::currentDateTimeUtc(),
                .requested = images,
                .error = Error{.kind = Error::Kind::ConnectionLost, .message = u"The line broke."_s}};
    }

    Result<Collection::Yield> collect(const HistoryEntry &entry, const QString &serverSession = {},
                                      const SavingPlan &how = {.nameTemplate = u"{seed}"_s})
    {
        SavingPlan saving = how;
        saving.folder = m_project->folder();
        Collection collection(
            *m_project->client,
            {m_project->history, m_window->store, m_project->tickets, m_project->previews},
            {.entry = entry, .serverSession = serverSession, .saving = saving, .patience = {.pause = 20ms}});
        m_drawing = 0;
        connect(&collection, &Collection::stillDrawing, this, [this] { ++m_drawing; });
        std::optional<Result<Collection::Yield>> yield;
        connect(&collection, &Collection::finished, this, [&yield](const auto &y) { yield = y; });
        collection.start();
        if (yield || !QTest::qWaitFor([&] { return yield.has_value(); }, 20000))
            return Error{.message = u"not once, or not at all"_s};
        return *yield;
    }
    int m_drawing = 0;

private Q_SLOTS:
    void init()
    {
        m_project = std::make_unique<DemoProject>();
        m_window = std::make_unique<DemoProject::Window>(*m_project);
    }
    void cleanup() { m_window.reset(); }

    void allThatLiesThereIsFetched()
    {
        const HistoryEntry entry = lost(3);
        QVERIFY(m_project->history.record(entry));
        const auto yield = collect(entry);
        QVERIFY2(yield, yield ? "" : qPrintable(yield.error().sentence()));
        QCOMPARE(yield->newPaths.size(), 3);
        QCOMPARE(m_project->pictures(), (QStringList{u"7.png"_s, u"8.png"_s, u"9.png"_s}));
        QCOMPARE(yield->entry.outcome, Outcome::Completed);
        QVERIFY(!yield->entry.error);
        QCOMPARE(yield->used.values["steps"_L1].toInt(), 5);
        QCOMPARE(m_project->history.entries.first(), yield->entry); // kept
    }

    void whatIsHereIsNotFetchedAgain()
    {
        const auto first = collect(lost(3));
        QVERIFY(first);
        const auto second = collect(first->entry);
        QVERIFY(second->newPaths.isEmpty());
        QCOMPARE(second->entry.localPaths, first->entry.localPaths);
        QVERIFY(QFile::remove(first->entry.localPaths[1]));
        const auto third = collect(second->entry);
        QCOMPARE(third->newPaths, QStringList{first->entry.localPaths[1]});
        QCOMPARE(third->entry.localPaths, first->entry.localPaths);
        QCOMPARE(m_project->pictures().size(), 3);
    }

    void oneOfItsPicturesNeverReplacesAnother()
    {
        const SavingPlan replacing{.nameTemplate = u"hero"_s, .overwrite = true};
        const auto first = collect(lost(2), {}, replacing);
        QCOMPARE(m_project->pictures(), (QStringList{u"hero-2.png"_s, u"hero.png"_s}));
        HistoryEntry entry = first->entry;
        QVERIFY(QFile::remove(entry.localPaths.takeLast()));
        const QString here = entry.localPaths.first();
        const auto bytes = [&here] {
            QFile file(here);
            return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
        };
        const QByteArray before = bytes();
        QCOMPARE(collect(entry, {}, replacing)->entry.localPaths, first->entry.localPaths);
        QCOMPARE(bytes(), before);
    }

    void whatWasAnnouncedIsFetchedWithoutAListing()
    {
        HistoryEntry entry = lost(2);
        const auto found = collect(entry);
        entry.imagePaths = found->entry.imagePaths;
        entry.parameters.remove(u"seed"_s); // nothing can be searched for
        const auto yield = collect(entry);
        QCOMPARE(yield->newPaths.size(), 2);
        QCOMPARE(yield->entry.outcome, Outcome::Completed);
    }

    void aPictureThatCouldNotBeSavedIsTheOneThatIsFetched()
    {
        const auto all = collect(lost(3));
        HistoryEntry entry = all->entry; // the first was not saved: what is saved comes first in both lists
        entry.outcome = Outcome::Partial;
        const QString missing = entry.imagePaths.takeFirst();
        entry.imagePaths += missing;
        QVERIFY(QFile::remove(entry.localPaths.takeFirst()));
        const auto yield = collect(entry);
        QCOMPARE(m_project->pictures(), (QStringList{u"7.png"_s, u"8.png"_s, u"9.png"_s}));
        QCOMPARE(yield->entry.outcome, Outcome::Completed);
    }

    void aRecordedOutcomeIsNotMadeWorse()
    {
        HistoryEntry entry = lost(1);
        entry.outcome = Outcome::Completed;
        entry.parameters[u"prompt"_s] = u"another fox"_s;
        QCOMPARE(collect(entry)->entry.outcome, Outcome::Completed);
    }

    void fewerThanAskedIsPartial()
    {
        HistoryEntry entry = lost(2);
        entry.requested = 3;
        QCOMPARE(collect(entry)->entry.outcome, Outcome::Partial);
    }

    void anothersPicturesAreLeft()
    {
        HistoryEntry entry = lost(1);
        entry.parameters[u"prompt"_s] = u"another fox"_s;
        const auto yield = collect(entry);
        QVERIFY(yield->newPaths.isEmpty());
        QCOMPARE(yield->entry.outcome, Outcome::Interrupted);
        QVERIFY(m_project->pictures().isEmpty());
    }

    void workThatGoesOnIsWaitedFor()
    {
        m_window.reset();
        m_project = std::make_unique<DemoProject>(QStringList(), 120ms);
        m_window = std::make_unique<DemoProject::Window>(*m_project);
        const RunOrder order = m_project->order(u"a red fox"_s, 2);
        GenerateJob job(*m_project->client, order.request);
        QString serverSession;
        connect(&job, &GenerateJob::prepared, &job, [&](const ServerSession &session) {
            serverSession = session.id;
            job.proceed();
        });
        QSignalSpy progress(&job, &GenerateJob::progressed);
        job.start();
        QTRY_VERIFY(!progress.isEmpty());
        HistoryEntry entry{.sessionId = u"x"_s,
                           .parameters = toParameters(order.request),
                           .startTime = QDateTime::currentDateTimeUtc(),
                           .requested = 2};
        const auto yield = collect(entry, serverSession);
        QVERIFY(m_drawing > 0);
        QCOMPARE(yield->newPaths.size(), 2);
    }

    void aServerThatIsNotThereIsToldAtOnce()
    {
        const HistoryEntry entry = lost(1);
        SwarmClient nobody(m_project->network, {.url = QUrl(u"http://127.0.0.1:9"_s)});
        Collection collection(nobody,
                              {m_project->history, m_window->store, m_project->tickets, m_project->previews},
                              {.entry = entry});
        std::optional<Result<Collection::Yield>> yield;
        connect(&collection, &Collection::finished, this, [&yield](const auto &y) { yield = y; });
        collection.start();
        QTRY_VERIFY(yield);
        QCOMPARE(yield->error().kind, Error::Kind::Unreachable);
    }

    void aFolderThatCannotBeWrittenLosesNothing()
    {
        const HistoryEntry entry = lost(1);
        Collection collection(*m_project->client,
                              {m_project->history, m_window->store, m_project->tickets, m_project->previews},
                              {.entry = entry, .saving = {.folder = u"/proc/nowhere"_s}});
        std::optional<Result<Collection::Yield>> yield;
        connect(&collection, &Collection::finished, this, [&yield](const auto &y) { yield = y; });
        collection.start();
        QTRY_VERIFY(yield);
        QCOMPARE((*yield)->errors.first().kind, Error::Kind::FileSystem);
        QCOMPARE((*yield)->entry.outcome, Outcome::Interrupted);
    }
};

QTEST_GUILESS_MAIN(TestCollection)
#include "tst_collection.moc"

// SPDX-License-Identifier: GPL-3.0-or-later
#include "agedfile.h"
#include "demoapi.h"
#include "demoserver.h"
#include "farewell.h"
#include "statefile.h"
#include "workbench.h"

#include <QDir>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using Attention = StatusReport::Attention;

/// The desktop without its window, against the demo server in this process.
class TestWorkbench : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void startingTidiesPrivateFolders();
    void aGenerationRunsFromStartToEnd();
    void whatCannotBeStartedSaysWhy_data();
    void whatCannotBeStartedSaysWhy();
    void ownSessionsAreCancelled();
    void anUnwatchedProjectsRunsGoOn();
    void aMissingFolderIsKept();
    void reportsGatherChanges();
    void theServerThatIsSetComesBack();
    void farewellStopsWhatRuns();
    void farewellDoesNotWaitForEver();

private:
    [[nodiscard]] FormOrder order(const QString &prompt, int images = 1) const
    {
        return {
            .request
            = {.prompt = prompt, .model = u"demo"_s, .width = 64, .height = 64, .images = images, .steps = 5},
            .project = m_project->path()};
    }
    [[nodiscard]] std::unique_ptr<Workbench> newBench() const
    {
        const Places places{.configuration = m_private->filePath(u"config"_s),
                            .state = m_private->filePath(u"state"_s),
                            .runtime = m_private->filePath(u"runtime"_s),
                            .home = m_private->path()};
        return std::make_unique<Workbench>(places, QStringLiteral(PROGRAM_FOLDER),
                                           ServerAddress{.url = m_server->address()});
    }
    [[nodiscard]] QByteArray stateBytes() const
    {
        QFile file(defaultStateFile(m_project->path()));
        return file.open(QFile::ReadOnly) ? file.readAll() : QByteArray();
    }
    [[nodiscard]] bool isEmptied() const { return stateBytes().contains("\"sessions\": {}"); }
    [[nodiscard]] std::optional<Outcome> outcomeOf(const QString &id)
    {
        const FollowedSession *session = m_bench->sessions().session(id);
        return session ? session->outcome : std::nullopt;
    }

    std::unique_ptr<QTemporaryDir> m_private;
    std::unique_ptr<QTemporaryDir> m_project;
    std::unique_ptr<demo::DemoServer> m_server;
    std::unique_ptr<Workbench> m_bench;
};

void TestWorkbench::init()
{
    m_private = std::make_unique<QTemporaryDir>();
    m_project = std::make_unique<QTemporaryDir>();
    m_server = std::make_unique<demo::DemoServer>(
        DemoOptions{.stepTime = 20ms, .seed = 1},
        demo::Tempo{.step = 20ms, .node = 0ms, .load = 1ms, .launch = 1ms, .linger = 20ms});
    QVERIFY(m_server->listen());
    m_bench = newBench();
    m_bench->board().watch(m_project->path());
    m_bench->server().check();
    QTRY_VERIFY(!m_bench->server().models().isEmpty());
}

void TestWorkbench::cleanup()
{
    m_bench.reset();
    m_server.reset();
}

void TestWorkbench::startingTidiesPrivateFolders()
{
    QVERIFY(TicketBox(m_private->filePath(u"state"_s)).write({.sessionId = u"old"_s}));
    const QString ticket = m_private->filePath(u"state/tickets/old.json"_s);
    QVERIFY(ageFile(ticket, 40LL * 24 * 3600));
    std::ignore = newBench();
    QVERIFY(!QFileInfo::exists(ticket));
}

void TestWorkbench::aGenerationRunsFromStartToEnd()
{
    QSignalSpy ended(&m_bench->runs(), &OwnRuns::ended);
    const Result<QString> id = m_bench->generate(order(u"a red fox"_s, 2));
    QVERIFY(id);
    QTRY_VERIFY(m_bench->sessions().session(*id));
    QVERIFY(m_bench->sessions().isOwn(*id));
    QTRY_COMPARE(m_bench->report().attention(), Attention::Running);
    QTRY_COMPARE_WITH_TIMEOUT(ended.size(), 1, 20000);
    QTRY_VERIFY(outcomeOf(*id) == Outcome::Completed);
    const HistoryEntry entry = ended.first().at(1).value<RunResult>().entry;
    QCOMPARE(entry.localPaths.size(), 2);
    for (const QString &file : entry.localPaths)
        QCOMPARE(QFileInfo(file).path(), QFileInfo(m_project->path()).canonicalFilePath());
    QVERIFY2(entry.parameters.contains("seed"_L1), "the seed is not known");
    QTRY_COMPARE(m_bench->report().attention(), Attention::Idle);
}

void TestWorkbench::whatCannotBeStartedSaysWhy_data()
{
    QTest::addColumn<QString>("project");
    QTest::addColumn<QString>("model");
    QTest::addColumn<int>("kind");

    QTest::newRow("no project") << u""_s << QString() << int(Error::Kind::Usage);
    QTest::newRow("a folder that is gone") << u"/nonexistent/cards"_s << QString() << int(Error::Kind::Usage);
    QTest::newRow("a folder that cannot be written") // by root neither
        << u"/proc"_s << QString() << int(Error::Kind::FileSystem);
    QTest::newRow("a model with a typo")
        << u"."_s << u"dreamsharper_xxl"_s << int(Error::Kind::ModelNotFound);
}

void TestWorkbench::whatCannotBeStartedSaysWhy()
{
    QFETCH(QString, project);
    FormOrder wrong = order(u"a red fox"_s);
    if (project != u"."_s)
        wrong.project = project;
    const auto model = *static_cast<QString *>(QTest::qData("model", qMetaTypeId<QString>()));
    if (!model.isEmpty())
        wrong.request.model = model;
    const Result<QString> id = m_bench->generate(wrong);
    QVERIFY(!id);
    QTEST(int(id.error().kind), "kind");
    QVERIFY(!id.error().hint.isEmpty());
    QVERIFY2(!id.error().hint.contains(u"--"_s), "there are no options in a window");
    QCOMPARE(m_bench->runs().count(), 0);
}

void TestWorkbench::ownSessionsAreCancelled()
{
    const Result<QString> kept = m_bench->generate(order(u"kept"_s));
    const Result<QString> doomed = m_bench->generate(order(u"doomed"_s, 20));
    QVERIFY(kept && doomed);
    QTRY_VERIFY(m_bench->sessions().session(*doomed));
    m_bench->canceller().cancel({*doomed});
    QTRY_VERIFY_WITH_TIMEOUT(outcomeOf(*doomed) == Outcome::Cancelled, 10000);
    QTRY_VERIFY_WITH_TIMEOUT(outcomeOf(*kept) == Outcome::Completed, 20000);
    QSignalSpy said(&m_bench->canceller(), &Canceller::said);
    m_bench->canceller().cancel({*doomed}); // twice is told
    QTRY_COMPARE(said.size(), 1);
}

void TestWorkbench::anUnwatchedProjectsRunsGoOn()
{
    QSignalSpy ended(&m_bench->runs(), &OwnRuns::ended);
    const Result<QString> id = m_bench->generate(order(u"a red fox"_s));
    QVERIFY(id);
    const QString folder = QFileInfo(m_project->path()).canonicalFilePath();
    QTRY_VERIFY(m_bench->sessions().session(*id));
    m_bench->unwatch(folder);
    QVERIFY(!m_bench->sessions().session(*id));
    QVERIFY(m_bench->board().watched().isEmpty());
    QTRY_COMPARE_WITH_TIMEOUT(ended.size(), 1, 20000);
    QCOMPARE(ended.first().at(1).value<RunResult>().entry.outcome, Outcome::Completed);
    QTRY_VERIFY(isEmptied());
    m_bench->board().watch(folder); // and can be watched again
    QCOMPARE(m_bench->board().watched(), QStringList(folder));
}

void TestWorkbench::aMissingFolderIsKept()
{
    const QString folder = m_private->filePath(u"later"_s);
    m_bench->board().watch(folder);
    const QModelIndex row = m_bench->projects().indexOf(folder);
    QVERIFY(row.isValid());
    QVERIFY(m_bench->projects().data(row, ProjectModel::GoneRole).toBool());
    QVERIFY(QDir().mkpath(folder));
    QTRY_VERIFY_WITH_TIMEOUT(!m_bench->projects().data(row, ProjectModel::GoneRole).toBool(), 10000);
}

void TestWorkbench::reportsGatherChanges()
{
    QTest::qWait(150);
    QSignalSpy told(m_bench.get(), &Workbench::reportChanged);
    for (int i = 0; i < 100; ++i)
        Q_EMIT m_bench->board().changed();
    QTRY_COMPARE(told.size(), 1);
    QTest::qWait(150);
    QCOMPARE(told.size(), 1);
}

void TestWorkbench::theServerThatIsSetComesBack()
{
    demo::DemoServer other(DemoOptions{.seed = 1}, demo::Tempo{});
    QVERIFY(other.listen());
    m_bench->useServer(other.address());
    QCOMPARE(m_bench->report().server.server, other.address());
    m_bench->useSetServer();
    QCOMPARE(m_bench->report().server.server, m_server->address());
    QTRY_COMPARE(m_bench->report().server.state, ServerFacts::State::Online);
    m_bench->useSetServer(); // it is the main one: nothing begins anew
    QCOMPARE(m_bench->report().server.state, ServerFacts::State::Online);
}

void TestWorkbench::farewellStopsWhatRuns()
{
    const Result<QString> id = m_bench->generate(order(u"a red fox"_s, 20));
    QVERIFY(id);
    QTRY_VERIFY(m_bench->sessions().session(*id) && m_bench->sessions().session(*id)->session.progress > 0);
    Farewell farewell(m_bench->runs());
    QSignalSpy done(&farewell, &Farewell::done);
    farewell.begin(6s);
    QVERIFY(done.isEmpty());
    QTRY_COMPARE_WITH_TIMEOUT(done.size(), 1, 8000);
    QCOMPARE(m_bench->runs().count(), 0);
    m_bench->board().finishWriting(1s);
    QVERIFY(isEmptied());
}

void TestWorkbench::farewellDoesNotWaitForEver()
{
    const Result<QString> id = m_bench->generate(order(u"a red fox"_s, 20));
    QVERIFY(id);
    m_server.reset(); // it will not answer
    Farewell farewell(m_bench->runs());
    QSignalSpy done(&farewell, &Farewell::done);
    farewell.begin(60s);
    farewell.begin(200ms); // in a hurry now
    QTRY_COMPARE_WITH_TIMEOUT(done.size(), 1, 2000);
}

QTEST_GUILESS_MAIN(TestWorkbench)
#include "tst_workbench.moc"

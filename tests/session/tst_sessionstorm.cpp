// SPDX-License-Identifier: GPL-3.0-or-later
#include "actorprocess.h"
#include "filesessionstore.h"
#include "statedocument.h"
#include "statefile.h"

#include <QDir>
#include <QRandomGenerator>
#include <QSet>
#include <QTemporaryDir>
#include <QTest>

#include <csignal>
#include <memory>
#include <vector>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace
{

using Actors = std::vector<std::unique_ptr<ActorProcess>>;

/// Ids that are certainly live, by what the actors said until now.
QSet<QString> liveBy(const Actors &actors)
{
    QSet<QString> live;
    for (const auto &actor : actors)
        for (const QString &line : actor->said())
            if (line.startsWith(u"live "_s))
                live.insert(line.mid(5));
            else if (line.startsWith(u"ending "_s))
                live.remove(line.mid(7));
    return live;
}

bool allDone(const Actors &actors)
{
    return std::ranges::all_of(actors, [](const auto &actor) { return actor->said().contains(u"done"_s); });
}

struct Counts {
    int reads = 0;
    int broken = 0;
    int missing = 0;
};

/// One read without a lock: whatever was live before and still is after must be in it.
void sample(const QString &file, const Actors &actors, Counts &counts)
{
    const QSet<QString> before = liveBy(actors);
    const auto bytes = readStateFile(file);
    const QSet<QString> after = liveBy(actors);
    ++counts.reads;
    const auto document = StateDocument::parse(bytes ? *bytes : QByteArray("unreadable"));
    counts.broken += !document.problem.isEmpty();
    for (const QString &id : before)
        counts.missing += after.contains(id) && !document.sessions.contains(id);
}

} // namespace

class TestSessionStorm : public QObject
{
    Q_OBJECT
private:
    std::unique_ptr<QTemporaryDir> m_folder;
    [[nodiscard]] QString file() const { return m_folder->filePath(u".asset-generator-state.json"_s); }
    [[nodiscard]] Sessions sessions() const { return StateDocument::parse(*readStateFile(file())).sessions; }
    [[nodiscard]] QStringList leftovers() const
    {
        QStringList files = QDir(m_folder->path()).entryList(QDir::Files | QDir::Hidden);
        files.removeAll(u".asset-generator-state.json"_s);
        return files;
    }

private Q_SLOTS:
    void init() { m_folder = std::make_unique<QTemporaryDir>(); }

    void nothingIsLost_data()
    {
        QTest::addColumn<int>("processes");
        QTest::addColumn<int>("rounds");
        QTest::newRow("two") << 2 << 6;
        QTest::newRow("eight") << 8 << 6;
    }
    void nothingIsLost()
    {
        QFETCH(int, processes);
        QFETCH(int, rounds);
        Actors actors;
        for (int i = 0; i < processes; ++i) {
            actors.push_back(std::make_unique<ActorProcess>(file()));
            actors.back()->tell(u"churn %1"_s.arg(rounds));
        }
        Counts counts;
        for (const QDeadlineTimer deadline(20s); !allDone(actors) && !deadline.hasExpired();)
            sample(file(), actors, counts);
        QVERIFY(allDone(actors));
        for (const auto &actor : actors) {
            QVERIFY(!actor->said().join(u' ').contains(u"troubled"_s));
            QCOMPARE(actor->end(), 0);
        }
        QVERIFY(counts.reads > 100);
        QCOMPARE(counts.broken, 0);
        QCOMPARE(counts.missing, 0);
        QCOMPARE(sessions().size(), size_t(0)); // no ghosts
        QCOMPARE(leftovers(), QStringList());
    }

    void killsHarmOnlyTheKilled()
    {
        Actors steady;
        for (int i = 0; i < 4; ++i) {
            steady.push_back(std::make_unique<ActorProcess>(file()));
            steady.back()->tell(u"churn 1000000"_s);
        }
        const SystemProcessTable processes;
        Counts counts;
        for (int kill = 0; kill < 40; ++kill) {
            ActorProcess victim(file());
            victim.tell(u"churn 1000000"_s);
            const QDeadlineTimer life(QRandomGenerator::global()->bounded(5, 60));
            while (!life.hasExpired())
                sample(file(), steady, counts);
            victim.kill();
            const Sessions now = sessions();
            for (const auto &[id, session] : now)
                QVERIFY(session.owner);
        }
        QCOMPARE(counts.broken, 0);
        QCOMPARE(counts.missing, 0);
        for (const auto &actor : steady) {
            QVERIFY(!actor->said().join(u' ').contains(u"troubled"_s));
            actor->kill();
        }
        // What is left is all of the dead; whoever closes it takes away what the killed left half written.
        FileSessionStore store(file(), processes);
        const Sessions left = *store.load();
        QVERIFY(!left.empty());
        for (const auto &[id, session] : left) {
            QCOMPARE(processes.look(*session.owner), OwnerState::Dead);
            store.remove(id);
        }
        QVERIFY(store.finish(5s));
        QCOMPARE(sessions().size(), size_t(0));
        QCOMPARE(leftovers(), QStringList());
    }

    void theOthersOutliveAStoppedWriter()
    {
        ActorProcess stopped(file());
        stopped.tell(u"hold"_s);
        QCOMPARE(stopped.hear(u"held"_s), u"held"_s);
        stopped.send(SIGSTOP);
        ActorProcess first(file());
        ActorProcess second(file());
        const QString firstId = newSessionId();
        const QString secondId = newSessionId();
        first.tell(u"put %1 0.25"_s.arg(firstId));
        second.tell(u"put %1 0.5"_s.arg(secondId));
        const QString told = u"troubled locked %1"_s.arg(stopped.pid());
        QCOMPARE(first.hear(u"troubled"_s), told);
        QCOMPARE(second.hear(u"troubled"_s), told);
        first.tell(u"put %1 0.75"_s.arg(firstId));
        stopped.kill();
        QCOMPARE(first.hear(u"healed"_s), u"healed"_s);
        QCOMPARE(second.hear(u"healed"_s), u"healed"_s);
        QTRY_COMPARE(sessions().size(), size_t(2));
        QTRY_COMPARE(sessions().at(firstId).progress, 0.75);
        QCOMPARE(sessions().at(secondId).progress, 0.5);
    }
};

QTEST_GUILESS_MAIN(TestSessionStorm)
#include "tst_sessionstorm.moc"

// SPDX-License-Identifier: GPL-3.0-or-later
#include "actorprocess.h"
#include "filesessionstore.h"
#include "statedocument.h"
#include "statefile.h"

#include <QDir>
#include <QElapsedTimer>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include <csignal>
#include <mutex>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

class TestFileSessionStore : public QObject
{
    Q_OBJECT
private:
    std::unique_ptr<QTemporaryDir> m_folder;
    SystemProcessTable m_processes;

    [[nodiscard]] QString file() const { return m_folder->filePath(u"state"_s); }
    [[nodiscard]] Session session(double progress = 0, Session::Stage stage = Session::Stage::None) const
    {
        return {.id = u"0b9c7f3e-1111-4222-8333-444455556666"_s,
                .status = Session::Status::Generating,
                .stage = stage,
                .progress = progress,
                .startTime = QDateTime::currentDateTimeUtc(),
                .owner = m_processes.self()};
    }
    [[nodiscard]] QByteArray bytes() const
    {
        const auto read = readStateFile(file());
        return read ? *read : QByteArray();
    }

private Q_SLOTS:
    void init() { m_folder = std::make_unique<QTemporaryDir>(); }

    void aSessionComesLivesAndGoes()
    {
        FileSessionStore store(file(), m_processes);
        QSignalSpy written(&store, &SessionStore::written);
        QVERIFY(store.load()->empty());
        QVERIFY(!store.hasUnwritten());
        store.put(session());
        QVERIFY(store.hasUnwritten());
        QVERIFY(written.wait());
        QVERIFY(!store.hasUnwritten());
        const Session found = store.load()->at(session().id);
        QCOMPARE(found.owner, std::optional(m_processes.self()));
        QVERIFY(qAbs(found.updatedAt.secsTo(QDateTime::currentDateTimeUtc())) <= 2);
        store.remove(session().id);
        QVERIFY(written.wait());
        QVERIFY(store.load()->empty());
        QVERIFY(bytes().contains("\"sessions\": {"));
    }

    void progressIsGatheredAndTheNewestAlwaysWritten()
    {
        FileSessionStore store(file(), m_processes);
        QSignalSpy written(&store, &SessionStore::written);
        store.put(session());
        QVERIFY(written.wait());
        QElapsedTimer timer;
        timer.start();
        for (int step = 1; step <= 100; ++step) {
            store.put(session(step / 100.0));
            QTest::qWait(5);
        }
        const qint64 quarters = timer.elapsed() / 250 + 1;
        QTRY_VERIFY(!store.hasUnwritten());
        QTRY_COMPARE(store.load()->at(session().id).progress, 1.0);
        QVERIFY2(written.count() <= quarters + 2, qPrintable(QString::number(written.count())));
    }

    void aLiveOwnerIsHeardThoughNothingHappens()
    {
        QDateTime now = QDateTime::currentDateTimeUtc();
        std::mutex mutex;
        const auto clock = [&] {
            const std::lock_guard guard(mutex);
            return now;
        };
        FileSessionStore store(file(), m_processes, StorePace{.heartbeat = 60ms}, clock);
        QSignalSpy written(&store, &SessionStore::written);
        store.put(session());
        QVERIFY(written.wait());
        const QDateTime first = store.load()->at(session().id).updatedAt;
        {
            const std::lock_guard guard(mutex);
            now = now.addSecs(7);
        }
        QTRY_COMPARE(first.secsTo(store.load()->at(session().id).updatedAt), 7);
    }

    void aWishToCancelReachesTheOwnerAndStays()
    {
        FileSessionStore store(file(), m_processes);
        QSignalSpy written(&store, &SessionStore::written);
        store.put(session());
        QVERIFY(written.wait());
        {
            ActorProcess other(file());
            other.tell(u"cancel %1 bob@den"_s.arg(session().id));
            QCOMPARE(other.hear(u"written"_s), u"written"_s);
            other.kill();
        }
        QCOMPARE(store.load()->at(session().id).cancelBy, u"bob@den"_s);
        store.put(session(0.5, Session::Stage::Cancelling));
        QVERIFY(written.wait());
        QVERIFY(store.load()->at(session().id).cancelRequested);
        QVERIFY(replaceStateFile(file(), "{\"sessions\":{}}")); // as the predecessor does
        store.put(session(0.5, Session::Stage::Saving));
        QVERIFY(written.wait());
        QVERIFY(store.load()->at(session().id).cancelRequested);
    }

    void aRequestThatWasWipedAwayIsMadeAgain()
    {
        ActorProcess owner(file());
        owner.tell(u"put %1 0.5"_s.arg(session().id));
        QCOMPARE(owner.hear(u"written"_s), u"written"_s);
        const QByteArray before = bytes();
        FileSessionStore store(file(), m_processes, StorePace{.askAgain = 50ms});
        QSignalSpy written(&store, &SessionStore::written);
        store.requestCancel(session().id, u"bob@den"_s);
        QVERIFY(written.wait());
        QVERIFY(store.load()->at(session().id).cancelRequested);
        QVERIFY(replaceStateFile(file(), before));
        QTRY_VERIFY(store.load()->at(session().id).cancelRequested);
    }

    void aStoppedLockHolderIsNamedAndWaitedOut()
    {
        ActorProcess holder(file());
        holder.tell(u"hold"_s);
        QCOMPARE(holder.hear(u"held"_s), u"held"_s);
        holder.send(SIGSTOP);
        QTRY_COMPARE(holder.state(), QChar(u'T'));
        FileSessionStore store(file(), m_processes, StorePace{.patience = 300ms});
        QSignalSpy troubled(&store, &SessionStore::troubled);
        QSignalSpy healed(&store, &SessionStore::healed);
        store.put(session(0.1));
        QVERIFY(troubled.wait(2000));
        const auto error = troubled.first().first().value<Error>();
        QCOMPARE(error.kind, Error::Kind::Locked);
        QCOMPARE(error.details["pid"_L1].toInteger(), holder.pid());
        store.put(session(0.7));
        QTest::qWait(800);
        QCOMPARE(troubled.count(), 1); // said once
        QVERIFY(store.hasUnwritten());
        QVERIFY(bytes().isEmpty());
        QElapsedTimer timer;
        timer.start();
        holder.kill();
        QVERIFY(healed.wait(2000));
        QVERIFY(timer.elapsed() < 1000);
        QTRY_COMPARE(store.load()->at(session().id).progress, 0.7);
    }

    void goesOnInMemoryWhileTheFolderIsGone()
    {
        QVERIFY(QDir(m_folder->path()).mkdir(u"project"_s));
        const QString path = m_folder->filePath(u"project/state"_s);
        FileSessionStore store(path, m_processes, StorePace{.retry = 30ms});
        QSignalSpy troubled(&store, &SessionStore::troubled);
        QSignalSpy healed(&store, &SessionStore::healed);
        QVERIFY(QDir(m_folder->path()).rename(u"project"_s, u"away"_s));
        store.put(session(0.5));
        QVERIFY(troubled.wait());
        QCOMPARE(troubled.first().first().value<Error>().kind, Error::Kind::FileSystem);
        QVERIFY(QDir(m_folder->path()).rename(u"away"_s, u"project"_s));
        QVERIFY(healed.wait());
        QCOMPARE(store.load()->at(session().id).progress, 0.5);
        QCOMPARE(troubled.count(), 1);
    }

    void aBrokenFileIsKeptAsideWithOneWarning()
    {
        QVERIFY(replaceStateFile(file(), "nonsense"));
        FileSessionStore store(file(), m_processes);
        QSignalSpy aside(&store, &SessionStore::keptAside);
        QVERIFY(!store.load());
        store.put(session());
        QVERIFY(aside.wait());
        store.put(session(0, Session::Stage::Saving));
        QTRY_VERIFY(!store.hasUnwritten());
        QCOMPARE(aside.count(), 1);
        QCOMPARE(store.load()->size(), size_t(1));
    }

    void finishWritesWhatIsLeft()
    {
        FileSessionStore store(file(), m_processes);
        store.put(session());
        store.put(session(0.3));
        store.put(session(0.8));
        QVERIFY(store.finish(2s));
        QCOMPARE(store.load()->at(session().id).progress, 0.8);
    }

    void neitherFinishNorTheEndHangOnALock()
    {
        ActorProcess holder(file());
        holder.tell(u"hold"_s);
        QCOMPARE(holder.hear(u"held"_s), u"held"_s);
        holder.send(SIGSTOP);
        QElapsedTimer timer;
        timer.start();
        {
            FileSessionStore store(file(), m_processes);
            store.put(session());
            QVERIFY(!store.finish(200ms));
            QVERIFY(timer.elapsed() < 400);
        }
        QVERIFY2(timer.elapsed() < 1500, qPrintable(QString::number(timer.elapsed())));
    }

    void theLastWordIsWrittenAtTheEnd()
    {
        {
            FileSessionStore store(file(), m_processes);
            store.put(session());
        }
        QCOMPARE(StateDocument::parse(bytes()).sessions.size(), size_t(1));
    }

    void staleSessionsAreNotShown()
    {
        QVERIFY(replaceStateFile(
            file(),
            R"({"sessions":{"a":{"updated_at":"2020-01-01T00:00:00Z","owner":{"pid":5,"boot":"x"}},"b":{}}})"));
        FileSessionStore store(file(), m_processes);
        QCOMPARE(store.load()->size(), size_t(1));
        QVERIFY(store.load()->contains(u"b"_s));
    }
};

QTEST_GUILESS_MAIN(TestFileSessionStore)
#include "tst_filesessionstore.moc"

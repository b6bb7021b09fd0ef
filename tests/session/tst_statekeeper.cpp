// SPDX-License-Identifier: GPL-3.0-or-later
#include "fakeprocesstable.h"
#include "folderlock.h"
#include "statefile.h"
#include "statekeeper.h"

#include <QDir>
#include <QTemporaryDir>
#include <QTest>

#include <csignal>

#include <sys/resource.h>
#include <sys/stat.h>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace
{

const QString mine = u"0b9c7f3e-1111-4222-8333-444455556666"_s;
const QString others = u"c41d22a9-1111-4222-8333-444455556666"_s;

} // namespace

class TestStateKeeper : public QObject
{
    Q_OBJECT
private:
    std::unique_ptr<QTemporaryDir> m_folder;
    FakeProcessTable m_processes;
    QDateTime m_now;

    [[nodiscard]] QString file() const { return m_folder->filePath(u"state"_s); }
    [[nodiscard]] Result<StateWritten> write(StateKeeper &keeper, const StateEdit &edit)
    {
        return keeper.write(edit, m_now, 50ms, [] { return false; });
    }
    [[nodiscard]] Session session(const QString &id, qint64 pid) const
    {
        return {.id = id, .startTime = m_now, .updatedAt = m_now, .owner = FakeProcessTable::owner(pid)};
    }
    [[nodiscard]] Sessions sessions() const { return StateDocument::parse(*readStateFile(file())).sessions; }
    void putBytes(const QByteArray &bytes) const { QVERIFY(replaceStateFile(file(), bytes)); }
    [[nodiscard]] QStringList aside() const
    {
        return QDir(m_folder->path()).entryList({u"*.corrupt-*"_s}, QDir::Files | QDir::Hidden);
    }

private Q_SLOTS:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        m_processes.states = {{1, OwnerState::Alive}};
        m_now = QDateTime(QDate(2026, 10, 10), QTime(12, 0), Qt::UTC);
    }

    void nothingIsWrittenWhenNothingChanged()
    {
        StateKeeper keeper(file(), m_processes);
        QVERIFY(write(keeper, {}));
        QVERIFY(!QFileInfo::exists(file()));
        const StateEdit edit{.own = {{mine, session(mine, 1)}}};
        QVERIFY(write(keeper, edit));
        struct stat before {
        };
        struct stat after {
        };
        QCOMPARE(::stat(QFile::encodeName(file()).constData(), &before), 0);
        QVERIFY(write(keeper, edit));
        QCOMPARE(::stat(QFile::encodeName(file()).constData(), &after), 0);
        QCOMPARE(after.st_mtim.tv_nsec, before.st_mtim.tv_nsec);
        QCOMPARE(after.st_ino, before.st_ino);
    }

    void whatCannotBeUnderstoodIsKeptAsideOnce()
    {
        putBytes("{\"sessions\": {\"a\": nonsense");
        StateKeeper keeper(file(), m_processes);
        const auto first = write(keeper, {.own = {{mine, session(mine, 1)}}});
        QVERIFY(first);
        QVERIFY(first->keptAside);
        QVERIFY(first->keptAside->sentence().contains(file()));
        QCOMPARE(aside().size(), 1);
        QCOMPARE(*readStateFile(m_folder->filePath(aside().first())),
                 QByteArray("{\"sessions\": {\"a\": nonsense"));
        const auto second = write(keeper, {.gone = {mine}});
        QVERIFY(second && !second->keptAside);
        QCOMPARE(aside().size(), 1);
    }

    void onAFullDiskItIsKeptAsideOnceAndNothingElseGoes()
    {
        for (int i = 1; i <= 3; ++i) {
            QFile kept(file() + u".corrupt-2026100%1T000000Z"_s.arg(i));
            QVERIFY(kept.open(QFile::WriteOnly) && kept.write("earlier ") > 0 && kept.putChar(char('0' + i)));
        }
        putBytes("nonsense");
        StateKeeper keeper(file(), m_processes);
        const StateEdit edit{.own = {{mine, session(mine, 1)}}};
        rlimit before{};
        ::getrlimit(RLIMIT_FSIZE, &before);
        const rlimit full{.rlim_cur = 0, .rlim_max = before.rlim_max};
        ::signal(SIGXFSZ, SIG_IGN);
        for (int attempt = 0; attempt < 5; ++attempt) {
            ::setrlimit(RLIMIT_FSIZE, &full);
            const bool written(write(keeper, edit));
            ::setrlimit(RLIMIT_FSIZE, &before);
            QVERIFY(!written);
            m_now = m_now.addSecs(1);
        }
        QCOMPARE(aside().size(), 4);
        const auto written = write(keeper, edit); // there is room again
        QVERIFY(written && written->keptAside);
        QCOMPARE(aside().size(), 3);
        QCOMPARE(*readStateFile(m_folder->filePath(aside().last())), QByteArray("nonsense"));
        QVERIFY(written->keptAside->hint.contains(aside().last()));
    }

    void whatIsUnderstoodOfItStays()
    {
        putBytes(
            R"({"sessions":{"x":null,"c41d22a9-1111-4222-8333-444455556666":{"progress":0.5,"owner":{"pid":7}}},"more":1})");
        StateKeeper keeper(file(), m_processes);
        QVERIFY(write(keeper, {.own = {{mine, session(mine, 1)}}}));
        QCOMPARE(sessions().size(), size_t(2));
        QCOMPARE(sessions().at(others).progress, 0.5);
        QVERIFY(readStateFile(file())->contains("\"more\": 1"));
        QCOMPARE(aside().size(), 1);
    }

    void nothingIsWrittenOverWhatCannotBeRead()
    {
        QVERIFY(QDir().mkdir(file()));
        StateKeeper keeper(file(), m_processes);
        QVERIFY(!write(keeper, {.own = {{mine, session(mine, 1)}}}));
        QVERIFY(QFileInfo(file()).isDir());
    }

    void anArchiveIsNeitherSetAsideNorReplaced()
    {
        const QByteArray archive("\x1f\x8b\x08\0somebody's", 14);
        putBytes(archive);
        StateKeeper keeper(file(), m_processes);
        QVERIFY(!write(keeper, {.own = {{mine, session(mine, 1)}}}));
        QFile kept(file());
        QVERIFY(kept.open(QFile::ReadOnly));
        QCOMPARE(kept.readAll(), archive);
        QVERIFY(aside().isEmpty());
    }

    void whileLockedItIsBusy()
    {
        const auto lock = FolderLock::take(file(), 0ms);
        StateKeeper keeper(file(), m_processes);
        const auto result = write(keeper, {.own = {{mine, session(mine, 1)}}});
        QVERIFY(!result);
        QCOMPARE(result.error().kind, Error::Kind::Locked);
    }

    void givesUpWhenTold()
    {
        const auto lock = FolderLock::take(file(), 0ms);
        StateKeeper keeper(file(), m_processes);
        const auto begun = std::chrono::steady_clock::now();
        QVERIFY(!keeper.write({.gone = {mine}}, m_now, 30s, [] { return true; }));
        QVERIFY(std::chrono::steady_clock::now() - begun < 2s);
    }

    void aStrippedEntryIsJudgedByItsLastOwner_data()
    {
        QTest::addColumn<int>("state");
        QTest::addColumn<int>("seconds");
        QTest::addColumn<bool>("kept");
        QTest::newRow("alive") << int(OwnerState::Alive) << 20 << true;
        QTest::newRow("alive, but never restored") << int(OwnerState::Alive) << 100 << false;
        QTest::newRow("stopped") << int(OwnerState::Stopped) << 100 << true;
        QTest::newRow("dead") << int(OwnerState::Dead) << 20 << false;
        QTest::newRow("dead a moment ago") << int(OwnerState::Dead) << 10 << true;
        QTest::newRow("elsewhere") << int(OwnerState::CannotTell) << 20 << false;
    }
    void aStrippedEntryIsJudgedByItsLastOwner()
    {
        QFETCH(int, state);
        QFETCH(int, seconds);
        m_processes.states[7] = OwnerState(state);
        StateKeeper other(file(), m_processes);
        QVERIFY(write(other, {.own = {{others, session(others, 7)}}}));
        StateKeeper keeper(file(), m_processes);
        QVERIFY(write(keeper, {.own = {{mine, session(mine, 1)}}}));
        putBytes("{\"sessions\":{\"" + others.toUtf8() + "\":{\"updated_at\":\"2026-10-10T12:00:00Z\"}}}");
        m_now = m_now.addSecs(1);
        QVERIFY(write(keeper, {.own = {{mine, session(mine, 1)}}}));
        QVERIFY(sessions().contains(others));
        m_now = m_now.addSecs(seconds - 1);
        QVERIFY(write(keeper, {.own = {{mine, session(mine, 1)}}}));
        QTEST(sessions().contains(others), "kept");
    }

    void anImpossibleTimeCountsFromWhenItWasSeen()
    {
        m_processes.states[7] = OwnerState::Dead;
        Session absurd = session(others, 7);
        absurd.updatedAt = absurd.startTime = m_now.addYears(70);
        StateKeeper other(file(), m_processes);
        QVERIFY(write(other, {.own = {{others, absurd}}}));
        StateKeeper keeper(file(), m_processes);
        QVERIFY(write(keeper, {.own = {{mine, session(mine, 1)}}}));
        m_now = m_now.addSecs(23 * 3600);
        QVERIFY(write(keeper, {.own = {{mine, session(mine, 1)}}}));
        QVERIFY(sessions().contains(others));
        m_now = m_now.addSecs(2 * 3600);
        QVERIFY(write(keeper, {.own = {{mine, session(mine, 1)}}}));
        QVERIFY(!sessions().contains(others));
    }
};

QTEST_GUILESS_MAIN(TestStateKeeper)
#include "tst_statekeeper.moc"

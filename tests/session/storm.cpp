// SPDX-License-Identifier: GPL-3.0-or-later
#include "storm.h"

#include "boundedlock.h"
#include "descriptor.h"
#include "statefile.h"

#include <QDeadlineTimer>
#include <QDir>
#include <QJsonDocument>
#include <QRandomGenerator>

#include <csignal>

#include <fcntl.h>
#include <sys/stat.h>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace
{

constexpr int readers = 3;
constexpr auto betweenReads = 4ms; ///< two cores are to be left to those who write
constexpr auto patience = 30s; ///< for what must come at last

/// Many of them write in memory unless told otherwise: whoever else uses the disk is not to be part of the
/// storm.
QString placeFor(int processes)
{
    const QString memory = u"/dev/shm"_s;
    const bool isCrowd = processes > 8 && QFileInfo(memory).isWritable();
    return qEnvironmentVariable("STORM_FOLDER", isCrowd ? memory : QDir::tempPath()) + u"/storm-XXXXXX"_s;
}

template <typename Condition> bool comesTrue(Condition condition)
{
    for (const QDeadlineTimer deadline(patience); !condition(); std::this_thread::sleep_for(2ms))
        if (deadline.hasExpired())
            return false;
    return true;
}

} // namespace

Storm::Storm(int processes)
    : m_folder(placeFor(processes))
    , m_board(m_folder.filePath(u"board"_s))
    , m_undertaker(file(), m_processes)
    , m_actors(size_t(processes))
{
    QDir(m_folder.path()).mkdir(u"project"_s);
    for (int i = 0; i < processes; ++i)
        start(i);
    m_readers = std::vector(readers, StormReader(file(), m_board, processes));
    for (StormReader &reader : m_readers)
        m_threads.emplace_back([this, &reader] {
            for (; !m_isOver; std::this_thread::sleep_for(betweenReads))
                reader.read();
        });
}

Storm::~Storm()
{
    m_isOver = true;
    for (std::thread &thread : m_threads)
        if (thread.joinable())
            thread.join();
}

void Storm::start(int place)
{
    m_actors[size_t(place)] = std::make_unique<ActorProcess>(file());
    const quint64 first = ++m_started << 20; // each process counts on from its own
    m_actors[size_t(place)]->tell(u"storm %1 %2 %3"_s.arg(m_board.path()).arg(place).arg(first));
}

void Storm::rage(std::chrono::milliseconds time)
{
    std::this_thread::sleep_for(time);
}

void Storm::killOne()
{
    int place = QRandomGenerator::global()->bounded(places());
    if (QRandomGenerator::global()->bounded(2) == 0)
        place = writing().value_or(place);
    excuse(place, true);
    m_actors[size_t(place)]->kill();
    ++m_report.kills;
    bury(place);
    excuse(place, false);
}

/// What the dead left must be theirs alone, and goes; then another takes the place.
void Storm::bury(int place)
{
    const QStringList files = besides();
    const std::optional<FileMark> left = files.isEmpty() ? std::nullopt : mark(files.first());
    const Sessions now = sessions();
    judgeOwners(place, now);
    const StormSession last{place, m_board[place].live.exchange(0)};
    m_report.readings.missing += last.number != 0 && !now.contains(last.id());
    for (const auto &[id, session] : now)
        if (StormSession::of(id).place == place) {
            m_undertaker.remove(id);
            m_buried.insert(id);
        }
    start(place);
    if (left)
        awaitCleaning(*left);
}

void Storm::judgeOwners(int dead, const Sessions &sessions)
{
    for (const auto &[id, session] : sessions) {
        if (m_buried.contains(id))
            continue;
        const OwnerState state = session.owner ? m_processes.look(*session.owner) : OwnerState::CannotTell;
        const bool isRight
            = StormSession::of(id).place == dead ? state == OwnerState::Dead : isRunning(state);
        if (!isRight)
            complain(m_report.misjudged, u"the owner of %1 is taken for %2"_s.arg(id).arg(int(state)));
    }
}

/// The place of whoever holds the lock now.
std::optional<int> Storm::writing() const
{
    const Descriptor folder(::open(QFile::encodeName(m_folder.filePath(u"project"_s)).constData(),
                                   O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    const std::optional<qint64> holder = lockHolder(folder.get());
    for (int i = 0; holder && i < places(); ++i)
        if (m_actors[size_t(i)]->pid() == *holder)
            return i;
    return std::nullopt;
}

std::optional<int> Storm::stopInsideWrite()
{
    for (const QDeadlineTimer deadline(patience); !deadline.hasExpired();) {
        const std::optional<int> place = writing();
        if (!place)
            continue;
        const ActorProcess &actor = *m_actors[size_t(*place)];
        actor.send(SIGSTOP);
        const bool isStopped = comesTrue([&] { return actor.state() == u'T'; });
        // A call that was under way may still have given the lock back.
        std::this_thread::sleep_for(20ms);
        if (isStopped && writing() == place)
            return place;
        actor.send(SIGCONT);
    }
    return std::nullopt;
}

void Storm::stopOne(StopEnd end)
{
    for (int i = 0; i < places(); ++i)
        excuse(i, true);
    const std::optional<int> stopped = stopInsideWrite();
    if (!stopped)
        return complain(m_report.astray, u"none could be stopped inside its write"_s);
    ++m_report.stops;
    hearTrouble(*stopped);
    if (end == StopEnd::Continued) {
        m_actors[size_t(*stopped)]->send(SIGCONT);
    } else {
        m_actors[size_t(*stopped)]->kill();
        ++m_report.kills;
        bury(*stopped);
    }
    hearHealing(*stopped);
    for (int i = 0; i < places(); ++i)
        excuse(i, false);
}

void Storm::hearTrouble(int stopped)
{
    const qint64 holder = m_actors[size_t(stopped)]->pid();
    const auto least = StorePace().patience;
    for (int i = 0; i < places(); ++i) {
        if (i == stopped)
            continue;
        // "troubled KIND PID WAITED"
        const QString line = m_actors[size_t(i)]->hear(u"troubled"_s, patience);
        const QStringList words = line.split(u' ');
        const std::chrono::milliseconds waited(words.value(3).toInt());
        if (words.value(1) != u"locked"_s || words.value(2).toLongLong() != holder || waited < least
            || waited > least + StormReader::grace())
            complain(m_report.astray,
                     u"place %1 says “%2” while %3 is stopped"_s.arg(i).arg(line).arg(holder));
        const quint64 before = m_board[i].handedIn;
        if (!comesTrue([&] { return m_board[i].handedIn > before; }))
            complain(m_report.astray, u"place %1 does not go on in memory"_s.arg(i));
    }
}

/// Each has healed, and has written again what it was told since: then its pace is that of the store once
/// more.
void Storm::hearHealing(int stopped)
{
    for (int i = 0; i < places(); ++i)
        if (i != stopped && m_actors[size_t(i)]->hear(u"healed"_s, patience).isEmpty())
            complain(m_report.astray, u"place %1 does not heal"_s.arg(i));
    for (int i = 0; i < places(); ++i)
        if (!comesTrue([&, enough = m_board[i].saves + 2] { return m_board[i].saves >= enough; }))
            complain(m_report.astray, u"place %1 writes no more"_s.arg(i));
}

Sessions Storm::sessions()
{
    const auto bytes = readStateFile(file());
    return bytes ? StateDocument::parse(*bytes).sessions : Sessions();
}

std::optional<Storm::FileMark> Storm::mark(const QString &name) const
{
    struct stat facts {
    };
    if (::stat(QFile::encodeName(m_folder.filePath(u"project/"_s + name)).constData(), &facts) != 0)
        return std::nullopt;
    return FileMark{.name = name,
                    .inode = facts.st_ino,
                    .changed = facts.st_ctim.tv_sec * 1'000'000'000LL + facts.st_ctim.tv_nsec};
}

QStringList Storm::besides() const
{
    QStringList names = QDir(m_folder.filePath(u"project"_s)).entryList(QDir::Files | QDir::Hidden);
    names.removeAll(QFileInfo(file()).fileName());
    return names;
}

/// Those who live make one of the same name at each write: it is told from theirs by what it is.
void Storm::awaitCleaning(const FileMark &left)
{
    ++m_report.insideWrite;
    const QString state = QFileInfo(file()).fileName();
    for (int write = 0; write < 2; ++write)
        if (!comesTrue([&, before = mark(state)] { return mark(state) != before; }))
            complain(m_report.astray, u"nobody writes"_s);
    if (mark(left.name) == left)
        complain(m_report.leftovers, left.name + " of a killed writer is still there"_L1);
}

void Storm::complain(int &count, const QString &what)
{
    ++count;
    m_report.readings.complaints.append(what);
}

StormReport Storm::end()
{
    for (const auto &actor : m_actors)
        actor->tell(u"end"_s);
    for (const auto &actor : m_actors) {
        if (const int code = actor->exitCode(); code != 0)
            complain(m_report.failedSaves, u"one ended with %1"_s.arg(code));
        for (const QString &line : actor->said())
            if (line.startsWith(u"troubled"_s))
                complain(m_report.failedSaves, line);
    }
    if (!m_undertaker.finish(patience))
        complain(m_report.failedSaves, u"the sessions of the dead could not be closed"_s);
    m_isOver = true;
    for (std::thread &thread : m_threads)
        thread.join();
    for (const StormReader &reader : m_readers)
        m_report.readings += reader.readings();
    for (int i = 0; i < places(); ++i)
        m_report.saves += m_board[i].saves;
    for (const QString &name : besides())
        complain(m_report.leftovers, name + " is left"_L1);
    const auto bytes = readStateFile(file());
    const QJsonValue last = QJsonDocument::fromJson(bytes ? *bytes : QByteArray())["sessions"_L1];
    m_report.ghosts = last.isObject() ? int(last.toObject().size()) : -1;
    return m_report;
}

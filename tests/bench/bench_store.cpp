// SPDX-License-Identifier: GPL-3.0-or-later
#include "numberedsessions.h"
#include "sessionwatcher.h"
#include "storeworker.h"
#include "verdicts.h"
#include "workers.h"

#include <QCoreApplication>
#include <QTemporaryDir>
#include <QTimer>

#include <cstdio>
#include <functional>

#include <fcntl.h>
#include <spawn.h>
#include <sys/wait.h>

using namespace std::chrono_literals;

// What the state file costs, beside two stand-ins: the predecessor's way to save, and the least that a save
// which loses nothing can cost. All figures of a line are of one run.
namespace
{

using Clock = std::chrono::steady_clock;

constexpr int writers = 32;
constexpr int updates = 200;

/// A project folder with a state file of `sessions` sessions.
class Project
{
public:
    Project(const QString &where, int sessions)
        : m_folder(where + u"/bench-XXXXXX"_s)
    {
        QFile state(file());
        const QByteArray bytes = numberedSessions(sessions, QDateTime::currentDateTimeUtc());
        if (!state.open(QFile::WriteOnly) || state.write(bytes) != bytes.size())
            qFatal("%s cannot be written", qPrintable(file()));
    }
    [[nodiscard]] QString path() const { return m_folder.path(); }
    [[nodiscard]] QString file() const { return m_folder.filePath(u".asset-generator-state.json"_s); }

private:
    QTemporaryDir m_folder;
};

void addOurs(Workers &workers, const Project &project, int number, int rounds, const QString &kind)
{
    workers.add(QCoreApplication::applicationFilePath(),
                {u"--worker"_s, project.file(), QString::number(number), QString::number(rounds), kind});
}

void addPredecessor(Workers &workers, const Project &project, int number, int rounds)
{
    workers.add(QStringLiteral(PREDECESSOR), {project.file(), numberedId(number), QString::number(rounds)});
}

const QString ramDisk = u"/dev/shm"_s;

/// How long all take for their updates of a file with a session of each. `kind` is a worker's, or none for
/// the predecessor.
std::chrono::nanoseconds totalOf(const QString &where, const QString &kind)
{
    const Project project(where, writers);
    Workers workers;
    for (int i = 0; i < writers; ++i)
        if (kind.isEmpty())
            addPredecessor(workers, project, i, updates);
        else
            addOurs(workers, project, i, updates, kind);
    workers.openGate();
    return workers.hearAll().total;
}

/// `keeper` is what a save costs: the lock, the reading, the merging, the writing. On a disk it syncs, which
/// the predecessor does not; there the bare limit beside the predecessor tells what a sync alone costs.
/// `store` is the whole way from a change to the word that it is written, each change waiting for the one
/// before; between writes it rests, so that nobody is kept from the lock.
void measureUpdates(Verdicts &verdicts)
{
    constexpr int repeats = 5;
    const QString disk = QCoreApplication::applicationDirPath();
    for (const QString &where : {disk, ramDisk}) {
        Figures store;
        Figures keeper;
        Figures limit;
        Figures predecessor;
        for (int repeat = 0; repeat < repeats; ++repeat) {
            store.push_back(totalOf(where, u"store"_s));
            keeper.push_back(totalOf(where, u"keeper"_s));
            limit.push_back(totalOf(where, u"limit"_s));
            predecessor.push_back(totalOf(where, QString()));
        }
        const QString name = u"%1 × %2 updates, %3, "_s.arg(writers).arg(updates).arg(
            where == disk ? u"disk"_s : u"tmpfs"_s);
        verdicts.atMost(name + u"keeper, bare limit"_s, {keeper, limit}, 2);
        if (where == disk) {
            verdicts.note(name + u"keeper, predecessor"_s, {keeper, predecessor});
            verdicts.note(name + u"bare limit, predecessor"_s, {limit, predecessor});
        } else {
            verdicts.atMost(name + u"keeper, predecessor"_s, {keeper, predecessor}, 0.7);
        }
        verdicts.note(name + u"store, bare limit"_s, {store, limit});
        verdicts.note(name + u"store, predecessor"_s, {store, predecessor});
    }
}

/// Of one process alone.
std::chrono::nanoseconds medianSave(int others, bool ours)
{
    const Project project(ramDisk, others + 1);
    const int rounds = std::max(100, 3000 / (others + 1));
    Workers worker;
    if (ours)
        addOurs(worker, project, others, rounds, u"keeper"_s);
    else
        addPredecessor(worker, project, others, rounds);
    worker.openGate();
    return quantile(worker.hearAll().figures, 0.5);
}

void measureSaves(Verdicts &verdicts)
{
    constexpr int repeats = 15;
    const QList<std::pair<int, double>> targets{{1, 1.0}, {10, 1.3}, {100, 3}, {1000, 8}};
    for (const auto &[others, target] : targets) {
        Verdicts::Rounds rounds;
        for (int repeat = 0; repeat < repeats; ++repeat) {
            rounds.ours.push_back(medianSave(others, true));
            rounds.standIn.push_back(medianSave(others, false));
        }
        verdicts.timesAsFast(u"locked save among %1, tmpfs, predecessor"_s.arg(others), rounds, target);
    }
}

void measureWait(Verdicts &verdicts)
{
    constexpr int rounds = 60; // a quarter of a minute
    const Project project(ramDisk, 0);
    Workers workers;
    for (int i = 0; i < writers; ++i)
        addOurs(workers, project, i, rounds, u"wait"_s);
    workers.openGate();
    const Figures waits = workers.hearAll().figures;
    verdicts.within(u"lock wait of %1 writers, p50"_s.arg(writers), quantile(waits, 0.5), 5ms);
    verdicts.within(u"lock wait of %1 writers, p99"_s.arg(writers), quantile(waits, 0.99), 50ms);
    for (const double part : {0.25, 0.75, 0.9, 0.95, 0.999, 1.0})
        verdicts.note(u"lock wait of %1 writers, p%2"_s.arg(writers).arg(part * 100), quantile(waits, part));
}

/// From its start to its end, with what it prints thrown away.
std::chrono::nanoseconds wholeProcess(const std::vector<QByteArray> &arguments)
{
    std::vector<char *> words;
    words.reserve(arguments.size() + 1);
    for (const QByteArray &argument : arguments)
        words.push_back(const_cast<char *>(argument.constData()));
    words.push_back(nullptr);
    posix_spawn_file_actions_t actions;
    ::posix_spawn_file_actions_init(&actions);
    ::posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, "/dev/null", O_WRONLY, 0);
    const auto begun = Clock::now();
    pid_t pid = -1;
    int status = -1;
    if (::posix_spawn(&pid, words[0], &actions, nullptr, words.data(), environ) != 0
        || ::waitpid(pid, &status, 0) != pid || status != 0)
        qFatal("%s does not work", arguments.back().constData());
    const auto took = Clock::now() - begun;
    ::posix_spawn_file_actions_destroy(&actions);
    return took;
}

void measureStatus(Verdicts &verdicts)
{
    constexpr int runs = 200;
    const Project project(ramDisk, 1000);
    for (const char *home : {"HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME", "XDG_RUNTIME_DIR"})
        qputenv(home, project.path().toUtf8());
    const QByteArray program(PROGRAM);
    Verdicts::Rounds rounds;
    for (int run = 0; run < runs; ++run) {
        rounds.ours.push_back(
            wholeProcess({program, "--cli", "--project", project.path().toUtf8(), "status", "--local"}));
        rounds.standIn.push_back(wholeProcess({program, "--version"}));
    }
    verdicts.atMost(u"status --local of 1000 sessions, --version"_s, rounds, 1.6);
}

void measureWatch(Verdicts &verdicts)
{
    constexpr int changes = 300;
    const Project project(QCoreApplication::applicationDirPath(), 1);
    const SystemProcessTable processes;
    PathEvents events;
    const SessionWatcher watcher(project.file(), processes, events);
    // By images done, which a worker counts up; a later sight shows all that came before.
    std::vector<Clock::time_point> seen(changes + 1);
    int newest = 0;
    QObject::connect(&watcher, &SessionWatcher::changed, &watcher, [&](const SeenSessions &sessions) {
        const int shown = sessions.at(numberedId(0)).session.imagesDone;
        while (newest < std::min(shown, changes))
            seen[++newest] = Clock::now();
        if (newest == changes)
            QCoreApplication::quit();
    });
    Workers worker;
    addOurs(worker, project, 0, changes, u"changes"_s);
    QTimer::singleShot(3min, &watcher, [] { qFatal("the watcher has missed the last change"); });
    worker.openGate();
    QCoreApplication::exec();
    Figures moments = worker.hearAll().figures;
    for (int i = 0; i < changes; ++i)
        moments[i] = seen[i + 1].time_since_epoch() - moments[i];
    verdicts.within(u"change on disk to signal, p50"_s, quantile(moments, 0.5), 50ms);
    verdicts.within(u"change on disk to signal, p99"_s, quantile(moments, 0.99), 50ms);
}

} // namespace

int main(int argc, char *argv[])
{
    const QCoreApplication application(argc, argv);
    const QStringList wanted = application.arguments().mid(1);
    if (wanted.value(0) == u"--worker"_s)
        return runStoreWorker(wanted.mid(1));
    const QList<std::pair<QString, void (*)(Verdicts &)>> measures{{u"updates"_s, measureUpdates},
                                                                   {u"save"_s, measureSaves},
                                                                   {u"wait"_s, measureWait},
                                                                   {u"status"_s, measureStatus},
                                                                   {u"watch"_s, measureWatch}};
    Verdicts verdicts;
    for (const auto &[name, measure] : measures)
        if (wanted.isEmpty() || wanted.contains(name))
            measure(verdicts);
    return verdicts.allMet() ? 0 : 1;
}

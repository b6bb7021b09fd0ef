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

void measureUpdates(Verdicts &verdicts)
{
    constexpr int repeats = 3;
    const QList<std::pair<QString, QString>> places{{u"disk"_s, QCoreApplication::applicationDirPath()},
                                                    {u"tmpfs"_s, ramDisk}};
    for (const auto &[place, where] : places) {
        std::map<QString, Figures> totals;
        for (int repeat = 0; repeat < repeats; ++repeat)
            for (const QString &kind : {u"store"_s, u"keeper"_s, u"limit"_s, QString()})
                totals[kind].push_back(totalOf(where, kind));
        for (const QString &kind : {u"store"_s, u"keeper"_s}) {
            const QString name = u"%1 × %2 updates, %3, %4, "_s.arg(writers).arg(updates).arg(kind, place);
            const auto ours = quantile(totals[kind], 0.5);
            verdicts.atMost(name + u"predecessor"_s, {ours, quantile(totals[QString()], 0.5)}, 0.7);
            verdicts.atMost(name + u"bare limit"_s, {ours, quantile(totals[u"limit"_s], 0.5)}, 2);
        }
    }
}

/// Of one process alone.
std::chrono::nanoseconds medianSave(int others, bool ours)
{
    const Project project(ramDisk, others + 1);
    const int rounds = std::max(200, 3000 / (others + 1));
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
    constexpr int repeats = 5;
    const QList<std::pair<int, double>> targets{{1, 1.0}, {10, 1.3}, {100, 3}, {1000, 8}};
    for (const auto &[others, target] : targets) {
        Figures ours;
        Figures theirs;
        for (int repeat = 0; repeat < repeats; ++repeat) {
            ours.push_back(medianSave(others, true));
            theirs.push_back(medianSave(others, false));
        }
        verdicts.timesAsFast(u"locked save among %1, tmpfs, predecessor"_s.arg(others),
                             {quantile(ours, 0.5), quantile(theirs, 0.5)}, target);
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
    Figures status;
    Figures version;
    for (int run = 0; run < runs; ++run) {
        status.push_back(
            wholeProcess({program, "--cli", "--project", project.path().toUtf8(), "status", "--local"}));
        version.push_back(wholeProcess({program, "--version"}));
    }
    verdicts.atMost(u"status --local of 1000 sessions, --version"_s,
                    {quantile(status, 0.5), quantile(version, 0.5)}, 1.6);
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

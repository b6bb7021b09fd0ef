// SPDX-License-Identifier: GPL-3.0-or-later
#include "storeworker.h"

#include "descriptor.h"
#include "filesessionstore.h"
#include "folderlock.h"
#include "numberedsessions.h"
#include "statefile.h"
#include "statekeeper.h"
#include "wakeup.h"
#include "writeall.h"
#include "writepace.h"

#include <QCoreApplication>
#include <QRandomGenerator>

#include <cstdio>
#include <functional>
#include <thread>
#include <vector>

#include <fcntl.h>
#include <sys/file.h>

using namespace std::chrono_literals;

namespace
{

using Clock = std::chrono::steady_clock;
using Figures = std::vector<std::chrono::nanoseconds>;

constexpr auto held = 5ms;

/// What a worker was told to do.
struct Task {
    QString file;
    int number = 0;
    int rounds = 0;
    SystemProcessTable processes = {};
    Session first = {};

    /// Differs in its stage from one round to the next.
    [[nodiscard]] Session session(int round) const
    {
        Session own = first;
        own.updatedAt = QDateTime::currentDateTimeUtc();
        own.stage = round % 2 == 0 ? Session::Stage::Sampling : Session::Stage::Saving;
        own.imagesDone = round;
        own.images = rounds;
        return own;
    }
};

void sayReady()
{
    std::puts("ready");
    std::fflush(stdout);
}

void waitAtTheGate()
{
    sayReady();
    while (std::getchar() != EOF) { }
}

Figures timed(int rounds, const std::function<void(int round)> &work)
{
    waitAtTheGate();
    Figures figures;
    for (int round = 1; round <= rounds; ++round) {
        const auto begun = Clock::now();
        work(round);
        figures.push_back(Clock::now() - begun);
    }
    return figures;
}

/// Each round begins when the store says that the last one is written.
Figures throughStore(const Task &task)
{
    FileSessionStore store(task.file, task.processes);
    Figures figures;
    int round = 0;
    auto begun = Clock::now();
    QObject::connect(&store, &SessionStore::troubled, &store,
                     [](const Error &error) { qFatal("%s", qPrintable(error.sentence())); });
    QObject::connect(&store, &SessionStore::written, &store, [&] {
        if (round == 0)
            waitAtTheGate();
        else
            figures.push_back(Clock::now() - begun);
        if (++round > task.rounds)
            return QCoreApplication::quit();
        begun = Clock::now();
        store.put(task.session(round));
    });
    store.put(task.session(0));
    QCoreApplication::exec();
    return figures;
}

void writeOwn(StateKeeper &keeper, const Task &task, int round)
{
    const Session own = task.session(round);
    const auto written = keeper.write({.own = {{own.id, own}}}, own.updatedAt, 60s, [] { return false; });
    if (!written)
        qFatal("%s", qPrintable(written.error().sentence()));
}

Figures throughKeeper(const Task &task)
{
    StateKeeper keeper(task.file, task.processes);
    writeOwn(keeper, task, 0);
    return timed(task.rounds, [&](int round) { writeOwn(keeper, task, round); });
}

/// The least that a save which loses nothing costs. A name of its own: a killed one is none of its cares.
Figures atTheLimit(const Task &task)
{
    const QByteArray bytes = *readStateFile(task.file);
    const QByteArray file = QFile::encodeName(task.file);
    const QByteArray folder = file.left(file.lastIndexOf('/'));
    const QByteArray temporary = file + ".limit";
    return timed(task.rounds, [&](int) {
        const Descriptor lock(::open(folder.constData(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
        while (::flock(lock.get(), LOCK_EX) != 0) { }
        const Descriptor fresh(::open(temporary.constData(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644));
        if (!writeAll(fresh.get(), bytes) || ::fdatasync(fresh.get()) != 0
            || ::rename(temporary.constData(), file.constData()) != 0)
            qFatal("the bare limit cannot be written");
    });
}

/// Progress comes in all the time; when it is due is the store's own word. Without a gate: processes that
/// begin in one millisecond would wait for each other whatever the lock is.
Figures waiting(const Task &task)
{
    const MonotonicClock monotonic = systemMonotonicClock();
    WritePace pace{StorePace()};
    WakeUp alarm;
    PendingEdits edits;
    edits.put(task.session(0));
    sayReady();
    Figures figures;
    for (int round = 1; round <= task.rounds; ++round) {
        while (*pace.dueAt(edits) > monotonic())
            alarm.waitUntil(pace.dueAt(edits));
        const auto begun = monotonic();
        [[maybe_unused]] const auto taken = edits.take({});
        const auto asked = Clock::now();
        {
            const Result<FolderLock> lock = FolderLock::take(task.file, StorePace().patience);
            if (!lock)
                qFatal("%s", qPrintable(lock.error().sentence()));
            figures.push_back(Clock::now() - asked);
            std::this_thread::sleep_for(held);
        }
        pace.wrote(begun, monotonic(), std::chrono::floor<std::chrono::milliseconds>(figures.back()));
        Session own = task.session(0);
        own.progress += round / 10000.0;
        edits.put(own);
    }
    return figures;
}

/// At random moments, so that changes fall into every phase of a watcher's rest.
Figures changing(const Task &task)
{
    StateKeeper keeper(task.file, task.processes);
    waitAtTheGate();
    Figures moments;
    for (int round = 1; round <= task.rounds; ++round) {
        std::this_thread::sleep_for(std::chrono::milliseconds(QRandomGenerator::global()->bounded(50, 300)));
        writeOwn(keeper, task, round);
        moments.push_back(Clock::now().time_since_epoch());
    }
    return moments;
}

} // namespace

int runStoreWorker(const QStringList &arguments)
{
    Task task{.file = arguments.value(0),
              .number = arguments.value(1).toInt(),
              .rounds = arguments.value(2).toInt()};
    task.first = numberedSession(task.number, QDateTime::currentDateTimeUtc());
    task.first.owner = task.processes.self();
    const QMap<QString, Figures (*)(const Task &)> kinds{{u"store"_s, throughStore},
                                                         {u"keeper"_s, throughKeeper},
                                                         {u"limit"_s, atTheLimit},
                                                         {u"wait"_s, waiting},
                                                         {u"changes"_s, changing}};
    const auto kind = kinds.value(arguments.value(3));
    if (!kind)
        return 2;
    for (const std::chrono::nanoseconds figure : kind(task))
        std::printf("%lld ", static_cast<long long>(figure.count()));
    std::puts("");
    return 0;
}

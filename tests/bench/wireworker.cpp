// SPDX-License-Identifier: GPL-3.0-or-later
#include "wireworker.h"

#include "demoproject.h"
#include "generatejob.h"
#include "picturesaver.h"
#include "processmemory.h"

#include <QCoreApplication>
#include <QNetworkAccessManager>
#include <QTemporaryDir>

#include <cstdio>

#include <sys/resource.h>

using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

namespace
{

using Clock = std::chrono::steady_clock;

void waitAtTheGate()
{
    std::puts("ready");
    std::fflush(stdout);
    while (std::getchar() != EOF) { }
}

std::chrono::nanoseconds processorTime()
{
    rusage used{};
    ::getrusage(RUSAGE_SELF, &used);
    return std::chrono::seconds(used.ru_utime.tv_sec + used.ru_stime.tv_sec)
        + std::chrono::microseconds(used.ru_utime.tv_usec + used.ru_stime.tv_usec);
}

/// A job whose server session is there; the gate stands before its request.
class ReadyJob
{
public:
    ReadyJob(const QString &port, int images)
        : m_client(m_network, {.url = QUrl(u"http://127.0.0.1:"_s + port)})
        , job(m_client, {.prompt = u"a fox"_s, .images = images})
    {
        QObject::connect(&job, &GenerateJob::prepared, &job, [this] {
            waitAtTheGate();
            begun = Clock::now();
            used = processorTime();
            job.proceed();
        });
        QObject::connect(&job, &GenerateJob::finished, &job, [](const JobResult &result) {
            if (result.error)
                qFatal("%s", qPrintable(result.error->sentence()));
        });
    }

    SwarmClient &client() { return m_client; }

private:
    QNetworkAccessManager m_network;
    SwarmClient m_client;

public:
    GenerateJob job;
    Clock::time_point begun;
    std::chrono::nanoseconds used{0};
};

void readProgress(const QString &port, int messages)
{
    ReadyJob ready(port, 4);
    int told = 0;
    int seen = 0;
    QObject::connect(&ready.job, &GenerateJob::progressed, &ready.job, [&] { ++told; });
    QObject::connect(&ready.job, &GenerateJob::previewed, &ready.job,
                     [&](int, const QByteArray &preview) { seen += preview.isEmpty() ? 0 : 1; });
    QObject::connect(&ready.job, &GenerateJob::finished, QCoreApplication::instance(),
                     &QCoreApplication::quit);
    ready.job.start();
    QCoreApplication::exec();
    const auto took = Clock::now() - ready.begun;
    const auto used = processorTime() - ready.used;
    if (seen != messages || told < messages)
        qFatal("%d and %d of %d messages were understood", seen, told, messages);
    std::printf("%lld %lld\n", static_cast<long long>(took.count() / messages),
                static_cast<long long>(used.count() / messages));
}

void readPicture(const QString &port, qint64 size)
{
    const QTemporaryDir folder;
    ReadyJob ready(port, 1);
    qint64 before = 0;
    std::unique_ptr<PictureSaver> saver;
    QObject::connect(&ready.job, &GenerateJob::prepared, &ready.job, [&] { before = residentMemory(); });
    QObject::connect(&ready.job, &GenerateJob::imageArrived, &ready.job, [&](const JobImage &image) {
        saver = std::make_unique<PictureSaver>(
            ready.client(), SavingPlan{.folder = folder.path(), .nameTemplate = u"fox"_s},
            PictureFacts{.savedAt = QDateTime::currentDateTime(), .serverPath = image.path});
        QObject::connect(saver.get(), &PictureSaver::finished, QCoreApplication::instance(),
                         &QCoreApplication::quit);
        saver->start(image.content);
    });
    ready.job.start();
    QCoreApplication::exec();
    if (QFileInfo(folder.filePath(u"fox.png"_s)).size() < size)
        qFatal("the picture was not saved");
    std::printf("%lld\n", static_cast<long long>(peakMemory() - before));
}

void runMany(int count)
{
    DemoProject project;
    DemoProject::Window window(project);
    std::vector<std::unique_ptr<GenerationRun>> runs;
    int ended = 0;
    int failures = 0;
    waitAtTheGate();
    const auto begun = Clock::now();
    const qint64 before = residentMemory();
    for (int i = 0; i < count; ++i) {
        RunOrder order = project.order(u"a fox"_s);
        order.saving.nameTemplate = QString::number(i);
        runs.push_back(std::make_unique<GenerationRun>(project.runNeeds(window), order));
        QObject::connect(runs.back().get(), &GenerationRun::finished, runs.back().get(),
                         [&](const RunResult &r) {
                             failures += r.entry.outcome == Outcome::Completed ? 0 : 1;
                             if (++ended == count)
                                 QCoreApplication::quit();
                         });
        runs.back()->start();
    }
    QCoreApplication::exec();
    const auto took = Clock::now() - begun;
    failures += count - int(project.pictures().size());
    std::printf("%lld %lld %d\n", static_cast<long long>(std::chrono::nanoseconds(took).count()),
                static_cast<long long>(peakMemory() - before), failures);
}

} // namespace

int runWireWorker(const QStringList &arguments)
{
    const QString kind = arguments.value(0);
    if (kind == "progress"_L1)
        readProgress(arguments.value(1), arguments.value(2).toInt());
    else if (kind == "picture"_L1)
        readPicture(arguments.value(1), arguments.value(2).toLongLong());
    else if (kind == "runs"_L1)
        runMany(arguments.value(1).toInt());
    else
        return 2;
    return 0;
}

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "jobwatch.h"
#include "scriptedserver.h"

#include <QNetworkAccessManager>
#include <QTest>

#include <memory>

/// One generation and the scripted server that it meets, with all that it told.
struct JobStage {
    static constexpr auto socketRoute = "GenerateText2ImageWS";
    static constexpr auto httpRoute = "GenerateText2Image";

    [[nodiscard]] static GenerateJob::Options quick()
    {
        return {.retryPause = std::chrono::milliseconds(10), .pollPause = std::chrono::milliseconds(20)};
    }
    [[nodiscard]] static GenerateJob::Options overHttp()
    {
        GenerateJob::Options options = quick();
        options.overHttp = true;
        return options;
    }
    /// Gives up on a silent line soon.
    [[nodiscard]] static GenerateJob::Options impatient()
    {
        GenerateJob::Options options = quick();
        options.connectLimit = options.silenceLimit = std::chrono::milliseconds(300);
        return options;
    }
    [[nodiscard]] static GenerationRequest request(int images, int batch = 1)
    {
        GenerationRequest asked{
            .prompt = QStringLiteral("a fox"), .model = QStringLiteral("stub"), .images = images, .seed = 7};
        if (batch > 1)
            asked.others[QStringLiteral("batchsize")] = batch;
        return asked;
    }

    void begin(const GenerationRequest &asked, const GenerateJob::Options &options = quick())
    {
        job = std::make_unique<GenerateJob>(client, asked, options);
        watch = std::make_unique<JobWatch>(*job);
        job->start();
    }
    void begin(int images, const GenerateJob::Options &options = quick()) { begin(request(images), options); }

    /// True when the job ends in time, exactly once, and never took back progress that it had shown.
    [[nodiscard]] bool ends(int withinMs = 5000) const
    {
        const bool isOver = QTest::qWaitFor([this] { return watch->isOver(); }, withinMs);
        QTest::qWait(20);
        return isOver && watch->ends == 1 && job->isFinished() && watch->neverFell();
    }
    [[nodiscard]] bool reaches(JobProgress::Phase phase) const
    {
        return QTest::qWaitFor([&] { return watch->sawPhase(phase); });
    }
    [[nodiscard]] const JobResult &result() const { return watch->result; }
    [[nodiscard]] QString message() const { return result().error ? result().error->message : QString(); }
    /// How often a generation was asked for, over both roads.
    [[nodiscard]] int timesSent() const { return int(server.messages().size()) + server.count(httpRoute); }
    /// A sentence with the server's name in it.
    [[nodiscard]] QString named(const QString &sentence) const
    {
        return QString(sentence).replace(QStringLiteral("%1"), server.url().authority());
    }

    ScriptedServer server;
    QNetworkAccessManager network;
    SwarmClient client{network, {.url = server.url()}};
    std::unique_ptr<GenerateJob> job;
    std::unique_ptr<JobWatch> watch;
};

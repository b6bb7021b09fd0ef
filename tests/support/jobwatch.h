// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "generatejob.h"

#include <QPair>

#include <optional>

/// Keeps all that a job tells, and lets it proceed as soon as it is prepared.
class JobWatch : public QObject
{
    Q_OBJECT
public:
    explicit JobWatch(GenerateJob &job)
    {
        connect(&job, &GenerateJob::prepared, this, [this, &job](const ServerSession &session) {
            sessions << session;
            if (proceeds)
                job.proceed();
        });
        connect(&job, &GenerateJob::progressed, this, [this](const JobProgress &p) { progress << p; });
        connect(&job, &GenerateJob::previewed, this, [this](int index, const QByteArray &url) {
            previews.append({index, url});
        });
        connect(&job, &GenerateJob::imageArrived, this, [this](const JobImage &image) { images << image; });
        connect(&job, &GenerateJob::finished, this, [this](const JobResult &r) {
            ++ends;
            result = r;
        });
    }

    [[nodiscard]] bool isOver() const { return ends > 0; }
    [[nodiscard]] QList<int> indices() const
    {
        QList<int> all;
        for (const JobImage &image : result.images)
            all << image.index;
        return all;
    }
    /// Such as "completed 4/4", "cancelled 1/4", "refused 0/1", "stopped by another 0/1": how it ended,
    /// images got and images asked for.
    [[nodiscard]] QString outcome() const
    {
        QString word = result.cancelled ? QStringLiteral("cancelled") : QStringLiteral("completed");
        if (result.error)
            word = result.error->kind == Error::Kind::Cancelled ? QStringLiteral("stopped by another")
                                                                : errorCode(result.error->kind);
        return QStringLiteral("%1 %2/%3").arg(word).arg(result.images.size()).arg(result.requested);
    }
    /// Progress may stand still, but never falls.
    [[nodiscard]] bool neverFell() const
    {
        for (qsizetype i = 1; i < progress.size(); ++i) {
            if (progress[i].overall < progress[i - 1].overall
                || progress[i].imagesDone < progress[i - 1].imagesDone)
                return false;
        }
        return true;
    }
    [[nodiscard]] bool sawPhase(JobProgress::Phase phase) const
    {
        for (const JobProgress &p : progress) {
            if (p.phase == phase)
                return true;
        }
        return false;
    }

    bool proceeds = true;
    QList<ServerSession> sessions;
    QList<JobProgress> progress;
    QList<QPair<int, QByteArray>> previews;
    QList<JobImage> images;
    JobResult result;
    int ends = 0;
};

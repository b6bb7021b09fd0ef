// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "generatejob.h"

#include <map>
#include <set>

/// What a job has come to so far, told by the server's messages alone: images, progress, errors, and what
/// that makes in the end. A plain value; knows no network.
class JobLedger
{
public:
    explicit JobLedger(const GenerationRequest &request);

    /// The image where it is one of the request and new; none for grids, intermediates and extras.
    std::optional<JobImage> take(const ImageEvent &event);
    /// The index that a preview belongs to; none where it is none of the request's.
    std::optional<int> take(const ProgressEvent &event);
    void take(const StatusEvent &event);
    void take(const DiscardEvent &event);
    void take(const Error &error);
    /// Results of an answer that tells no indices, in its order. All are kept: which of them are
    /// intermediates cannot be told.
    QList<JobImage> take(const QStringList &paths);
    /// An image found for an index; false where that one is here already.
    bool add(const JobImage &image);
    /// Tasks that the server still has of this job; progress where it sends no other. Zero tells nothing:
    /// also a job that was given up is at zero.
    void takeWaiting(int tasks);
    void setPhase(JobProgress::Phase phase) { m_progress.phase = phase; }

    [[nodiscard]] const JobProgress &progress() const { return m_progress; }
    [[nodiscard]] bool isComplete() const { return m_asked > 0 && int(m_images.size()) >= m_asked; }
    /// How the job ended. `missing` is why images are missing where the server gave no error.
    [[nodiscard]] JobResult result(bool cancelled, const std::optional<Error> &missing = {}) const;

private:
    [[nodiscard]] std::optional<int> indexOf(const ResultKey &key);
    [[nodiscard]] Error silence() const;
    [[nodiscard]] int missingOf(int task) const;
    void updateOverall();

    int m_tasks;
    int m_batch;
    int m_asked;
    QString m_requestId;
    std::map<int, JobImage> m_images;
    std::set<int> m_discarded;
    std::map<int, double> m_taskProgress; ///< of tasks that are not done; only a task's first image tells
    QList<Error> m_errors;
    JobProgress m_progress;
};

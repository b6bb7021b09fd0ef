// SPDX-License-Identifier: GPL-3.0-or-later
#include "jobledger.h"

#include <QCoreApplication>

#include <algorithm>

namespace
{

struct Text {
    Q_DECLARE_TR_FUNCTIONS(GenerateJob)
};

} // namespace

JobLedger::JobLedger(const GenerationRequest &request)
    : m_tasks(request.images)
    , m_batch(batchSize(request))
    , m_asked(imagesAsked(request))
{
}

// One request has one id on the server; what bears another is not ours.
std::optional<int> JobLedger::indexOf(const ResultKey &key)
{
    if (m_requestId.isEmpty())
        m_requestId = key.requestId;
    else if (!key.requestId.isEmpty() && key.requestId != m_requestId)
        return std::nullopt;
    bool isNumber = false;
    const int index = key.batchIndex.toInt(&isNumber);
    if (!isNumber || index < 0 || index >= m_asked)
        return std::nullopt;
    return index;
}

std::optional<JobImage> JobLedger::take(const ImageEvent &event)
{
    const std::optional<int> index = indexOf(event.key);
    if (!index)
        return std::nullopt;
    JobImage image{.index = *index, .path = event.path, .metadata = event.metadata};
    if (!add(image))
        return std::nullopt;
    image.content = event.content; // may be large: whoever saves it has it alone
    return image;
}

bool JobLedger::add(const JobImage &image)
{
    if (!m_images.emplace(image.index, image).second)
        return false;
    m_progress.imagesDone = std::max(m_progress.imagesDone, std::min(int(m_images.size()), m_asked));
    updateOverall();
    return true;
}

QList<JobImage> JobLedger::take(const QStringList &paths)
{
    QList<JobImage> images;
    for (const QString &path : paths) {
        const JobImage image{.index = int(m_images.size()), .path = path};
        if (add(image))
            images << image;
    }
    return images;
}

std::optional<int> JobLedger::take(const ProgressEvent &event)
{
    const std::optional<int> index = indexOf(event.key);
    if (!index)
        return std::nullopt;
    m_progress.phase = JobProgress::Phase::Sampling;
    if (event.overall) {
        double &task = m_taskProgress[*index / m_batch];
        task = std::max(task, *event.overall);
        updateOverall();
    }
    return index;
}

void JobLedger::take(const StatusEvent &event)
{
    using enum JobProgress::Phase;
    if (m_progress.phase == Sampling || event.counts.allZero())
        return;
    if (event.counts.loadingModels > 0)
        m_progress.phase = LoadingModel;
    else
        m_progress.phase = event.counts.liveGens > 0 ? Sampling : Queued;
}

void JobLedger::take(const DiscardEvent &event)
{
    for (const QString &text : event.batchIndices) {
        const std::optional<int> index = indexOf({.requestId = {}, .batchIndex = text});
        if (index && m_images.erase(*index) > 0)
            m_discarded.insert(*index);
    }
}

void JobLedger::take(const Error &error)
{
    constexpr qsizetype mostErrors = 20; // the first ones tell what is wrong
    if (m_errors.size() < mostErrors && !m_errors.contains(error))
        m_errors << error;
}

void JobLedger::takeWaiting(int tasks)
{
    if (tasks <= 0 || tasks > m_tasks)
        return;
    const int done = (m_tasks - tasks) * m_batch;
    m_progress.imagesDone = std::max(m_progress.imagesDone, done);
    m_progress.overall = std::max(m_progress.overall, double(done) / m_asked);
}

int JobLedger::missingOf(int task) const
{
    int missing = 0;
    for (int i = task * m_batch; i < std::min((task + 1) * m_batch, m_asked); ++i)
        missing += m_images.contains(i) || m_discarded.contains(i) ? 0 : 1;
    return missing;
}

// With each message, of thousands of images perhaps: only tasks that are being worked on are looked at.
void JobLedger::updateOverall()
{
    std::erase_if(m_taskProgress, [this](const auto &task) { return missingOf(task.first) == 0; });
    double sum = double(m_images.size() + m_discarded.size());
    for (const auto &[task, progress] : m_taskProgress)
        sum += progress * missingOf(task);
    m_progress.overall = std::max(m_progress.overall, std::min(sum / std::max(m_asked, 1), 1.0));
}

Error JobLedger::silence() const
{
    const int got = int(m_images.size());
    if (!m_discarded.empty() && got + int(m_discarded.size()) >= m_asked) {
        return {.kind = Error::Kind::Failed,
                .message
                = Text::tr("The server withdrew %1 of %2 images.").arg(m_discarded.size()).arg(m_asked),
                .hint = Text::tr("Look at the server's settings for images that it refuses.")};
    }
    QString hint = Text::tr("Look at its log, or generate the missing ones again.");
    if (m_asked - got == 1)
        hint = Text::tr("Look at its log, or generate the missing one again.");
    return {.kind = Error::Kind::Failed,
            .message
            = Text::tr("The server stopped after %1 of %2 images without saying why.").arg(got).arg(m_asked),
            .hint = hint};
}

JobResult JobLedger::result(bool cancelled, const std::optional<Error> &missing) const
{
    JobResult result{.requested = m_asked};
    for (const auto &[index, image] : m_images)
        result.images << image;
    result.furtherErrors = m_errors;
    if (isComplete())
        return result;
    if (cancelled) {
        result.cancelled = true; // what the stopping itself brought is no news
        result.furtherErrors.removeIf([](const Error &e) { return e.kind == Error::Kind::Cancelled; });
        return result;
    }
    if (!m_errors.isEmpty())
        result.error = result.furtherErrors.takeFirst();
    else
        result.error = missing ? *missing : silence();
    return result;
}

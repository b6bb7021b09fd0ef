// SPDX-License-Identifier: GPL-3.0-or-later
#include "lostjob.h"

#include "imagesearch.h"

LostJob::LostJob(SwarmClient &client, Case lost, const Limits &limits, QObject *parent)
    : QObject(parent)
    , m_client(client)
    , m_case(std::move(lost))
    , m_limits(limits)
    , m_poll(new CountsPoll(client, m_case.session.id, limits.pause, this))
{
    m_again.setSingleShot(true);
    m_again.setInterval(limits.pause);
    connect(&m_again, &QTimer::timeout, this, &LostJob::search);
    connect(m_poll.get(), &CountsPoll::answered, this, &LostJob::take);
    connect(m_poll.get(), &CountsPoll::unanswered, this, [this](const Error &error) {
        if (CountsPoll::isForbidden(error))
            return search();
        if (m_poll->sinceWork() < m_limits.silence)
            return;
        m_poll.reset();
        Q_EMIT over({}, false, error);
    });
    m_poll->start();
}

void LostJob::take(const ServerCounts &counts)
{
    if (counts.allZero())
        search();
    else
        Q_EMIT working(counts);
}

// The server is done with the job: what it made lies there.
void LostJob::search()
{
    m_poll.reset();
    const auto *pictures = new ImageSearch(m_client, m_case.request, m_case.sent, this);
    connect(pictures, &ImageSearch::finished, this, &LostJob::takeFound);
}

void LostJob::takeFound(const QList<JobImage> &images, const QString &serverId,
                        const std::optional<Error> &problem)
{
    for (const JobImage &image : images)
        m_found.emplace(image.index, image);
    const QString &before = m_case.session.serverId;
    const bool isRestarted = !before.isEmpty() && !serverId.isEmpty() && serverId != before;
    const bool isWhole = int(m_found.size()) == imagesAsked(m_case.request);
    const bool mayCome = !isWhole && !isRestarted && !problem && m_case.request.seed.value_or(-1) >= 0;
    if (mayCome && !std::exchange(m_isLast, true))
        return m_again.start();
    QList<JobImage> found;
    for (const auto &[index, image] : m_found)
        found << image;
    Q_EMIT over(found, isRestarted, found.isEmpty() ? problem : std::nullopt);
}

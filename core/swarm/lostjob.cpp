// SPDX-License-Identifier: GPL-3.0-or-later
#include "lostjob.h"

#include "imagesearch.h"

LostJob::LostJob(SwarmClient &client, Case lost, const GenerateJob::Options &options, QObject *parent)
    : QObject(parent)
    , m_client(client)
    , m_case(std::move(lost))
    , m_silenceLimit(options.silenceLimit)
    , m_poll(new CountsPoll(client, m_case.session.id, options.pollPause, this))
{
    connect(m_poll.get(), &CountsPoll::answered, this, &LostJob::take);
    connect(m_poll.get(), &CountsPoll::unanswered, this, [this](const Error &error) {
        if (CountsPoll::isForbidden(error))
            return search();
        if (m_poll->sinceWork() < m_silenceLimit)
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
    connect(pictures, &ImageSearch::finished, this,
            [this](const QList<JobImage> &images, const QString &serverId, const auto &problem) {
                const QString &before = m_case.session.serverId;
                const bool isRestarted = !before.isEmpty() && !serverId.isEmpty() && serverId != before;
                Q_EMIT over(images, isRestarted, problem);
            });
}

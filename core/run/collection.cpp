// SPDX-License-Identifier: GPL-3.0-or-later
#include "collection.h"

#include "imagesearch.h"
#include "sessioncall.h"

#include <QFileInfo>

#include <algorithm>

using namespace Qt::StringLiterals;

Collection::Collection(SwarmClient &client, const SessionEnding::Needs &needs, Order order, WallClock now,
                       QObject *parent)
    : QObject(parent)
    , m_client(client)
    , m_needs(needs)
    , m_order(std::move(order))
    , m_now(std::move(now))
    , m_request(requestFrom(m_order.entry.parameters))
    , m_pictures(client, m_order.saving, m_request, m_now)
    , m_yield{.entry = m_order.entry}
{
    // Pictures are saved in the order in which they come, so that the first of both lists belong together.
    const HistoryEntry &entry = m_order.entry;
    for (qsizetype i = 0; i < std::min(entry.imagePaths.size(), entry.localPaths.size()); ++i) {
        if (QFileInfo::exists(entry.localPaths[i]))
            m_here[entry.imagePaths[i]] = entry.localPaths[i];
    }
    m_pictures.protect(entry.localPaths);
    connect(&m_pictures, &PictureQueue::saved, this, &Collection::onSaved);
    connect(&m_pictures, &PictureQueue::drained, this, &Collection::conclude);
}

Collection::~Collection() = default;

void Collection::start()
{
    // What cannot be asked now is told at once, not after the patience that a lost job has.
    const auto *call = new SessionCall(m_client, u"GetCurrentStatus"_s, {}, this);
    connect(call, &SessionCall::finished, this, [this](const Result<QJsonObject> &reply) {
        if (reply || CountsPoll::isForbidden(reply.error()))
            follow();
        else
            settle(reply.error());
    });
}

void Collection::follow()
{
    const QDateTime sent = m_order.entry.startTime;
    if (m_order.serverSession.isEmpty()) {
        const auto *search = new ImageSearch(m_client, m_request, sent, this);
        connect(search, &ImageSearch::finished, this,
                [this](const auto &images, const QString &, const auto &problem) { take(images, problem); });
        return;
    }
    m_lost.reset(new LostJob(m_client,
                             {.session = {.id = m_order.serverSession}, .request = m_request, .sent = sent},
                             m_order.patience, this));
    connect(m_lost.get(), &LostJob::working, this, &Collection::stillDrawing);
    connect(m_lost.get(), &LostJob::over, this,
            [this](const auto &images, bool, const auto &problem) { take(images, problem); });
}

void Collection::take(const QList<JobImage> &images, const std::optional<Error> &problem)
{
    const QStringList known = m_yield.entry.imagePaths;
    if (problem && known.isEmpty())
        return settle(*problem); // it may still be there: row, file and ticket stay as they are
    for (const JobImage &image : images) {
        if (m_yield.used.values.isEmpty())
            m_yield.used = usedParameters(m_request, image.index, image.metadata);
        if (!m_yield.entry.imagePaths.contains(image.path))
            m_yield.entry.imagePaths << image.path;
        if (m_here.contains(image.path))
            continue;
        m_coming[image.index] = image.path;
        m_pictures.add(image);
    }
    takeKnown(known);
    if (m_pictures.isIdle())
        conclude();
}

/// Those that were announced, wherever they are listed.
void Collection::takeKnown(const QStringList &paths)
{
    const auto isComing = [this](const QString &path) {
        return std::ranges::any_of(m_coming, [&path](const auto &one) { return one.second == path; });
    };
    for (const QString &path : paths) {
        if (m_here.contains(path) || isComing(path))
            continue;
        int index = 0;
        while (m_coming.contains(index))
            ++index;
        m_coming[index] = path;
        m_pictures.add({.index = index, .path = path});
    }
}

void Collection::onSaved(int index, const Result<QString> &path)
{
    if (!path) {
        m_yield.errors << path.error();
        return;
    }
    m_yield.newPaths << *path;
    m_here[m_coming[index]] = *path;
    Q_EMIT saved(index, *path);
}

void Collection::conclude()
{
    HistoryEntry &entry = m_yield.entry;
    entry.localPaths.clear();
    for (const QString &path : std::as_const(entry.imagePaths)) {
        if (const auto here = m_here.find(path); here != m_here.end())
            entry.localPaths << here->second;
    }
    if (entry.localPaths.size() >= entry.requested && m_yield.errors.isEmpty()) {
        entry.outcome = Outcome::Completed;
        entry.error.reset();
    } else if (!entry.localPaths.isEmpty()
               && (entry.outcome == Outcome::Interrupted || entry.outcome == Outcome::Failed
                   || entry.outcome == Outcome::Ended)) {
        entry.outcome = Outcome::Partial;
    }
    if (!m_order.isOrphan) {
        if (const Result<> kept = m_needs.history.amend(entry); !kept)
            m_yield.errors << kept.error();
        return settle(m_yield);
    }
    entry.endTime = m_now();
    auto *ending = new SessionEnding(m_needs, entry, SessionEnding::Whose::DeadOwners, this);
    connect(ending, &SessionEnding::finished, this, [this](const Result<> &row) {
        if (!row)
            m_yield.errors << row.error();
        settle(m_yield);
    });
    ending->start();
}

void Collection::settle(const Result<Yield> &outcome)
{
    m_lost.reset();
    Q_EMIT finished(outcome);
}

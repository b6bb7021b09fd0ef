// SPDX-License-Identifier: GPL-3.0-or-later
#include "generationrun.h"

#include "housekeeping.h"
#include "sessionending.h"
#include "sessionprogress.h"
#include "swarmprotocol.h"

#include <QFileInfo>

#include <algorithm>

using namespace Qt::StringLiterals;

GenerationRun::GenerationRun(const RunNeeds &needs, RunOrder order, QObject *parent)
    : QObject(parent)
    , m_needs(needs)
    , m_order(std::move(order))
    , m_pictures(m_needs.client, m_order.saving, m_order.request, m_needs.now)
{
    const QString server = m_needs.client.address().url.toString(QUrl::FullyEncoded);
    m_session = {.id = newSessionId(),
                 .startTime = m_needs.now(),
                 .images = imagesAsked(m_order.request),
                 .label = m_order.label,
                 .server = server,
                 .owner = m_needs.owner};
    m_ticket = {.sessionId = m_session.id,
                .project = QFileInfo(m_order.stateFile).path(),
                .stateFile = m_order.stateFile,
                .server = server,
                .parameters = toParameters(m_order.request),
                .label = m_order.label,
                .startTime = m_session.startTime,
                .requested = m_session.images,
                .saving = toJson(m_order.saving),
                .owner = m_needs.owner};
}

GenerationRun::~GenerationRun() = default;

void GenerationRun::start()
{
    m_needs.projects.add(m_order.stateFile);
    tidyPrivateFolders(m_needs.tickets, m_needs.previews, m_needs.projects);
    connect(&m_needs.watcher, &SessionWatcher::changed, this, &GenerationRun::onSeen);
    connect(&m_needs.watcher, &SessionWatcher::rewritten, this, &GenerationRun::onRewritten);
    m_job = std::make_unique<GenerateJob>(m_needs.client, m_order.request, m_order.job);
    // Which of the request's images it is is not told there.
    connect(&m_pictures, &PictureQueue::described, this,
            [this](int, const QString &metadata) { learn(m_session.images == 1 ? 0 : -1, metadata); });
    connect(&m_pictures, &PictureQueue::saved, this, &GenerationRun::onSaved);
    connect(&m_pictures, &PictureQueue::drained, this, &GenerationRun::concludeWhenSaved);
    connect(m_job.get(), &GenerateJob::prepared, this, &GenerationRun::onPrepared);
    connect(m_job.get(), &GenerateJob::progressed, this, &GenerationRun::onProgress);
    connect(m_job.get(), &GenerateJob::previewed, this,
            [this](int, const QByteArray &url) { onPreview(url); });
    connect(m_job.get(), &GenerateJob::imageArrived, this, &GenerationRun::onImage);
    connect(m_job.get(), &GenerateJob::finished, this, &GenerationRun::onJobFinished);
    show(m_session);
    m_job->start();
}

void GenerationRun::cancel(const QString &by)
{
    if (m_cancelled || m_jobResult || !m_job)
        return;
    m_cancelled = true;
    m_cancelledBy = by;
    Session next = m_session;
    next.stage = Session::Stage::Cancelling;
    show(next);
    m_job->cancel();
}

bool GenerationRun::leavePictures()
{
    if (!m_jobResult || m_pictures.isIdle())
        return false;
    m_pictures.drop();
    m_picturesLeft = qsizetype(m_localPaths.size()) < m_jobResult->images.size();
    concludeWhenSaved();
    return true;
}

void GenerationRun::onSeen(const SeenSessions &sessions)
{
    const auto own = sessions.find(m_session.id);
    if (own != sessions.end() && own->second.session.cancelRequested)
        cancel(own->second.session.cancelBy);
}

/// The predecessor writes its own map over ours, without our sessions or without what we say of them.
void GenerationRun::onRewritten()
{
    const Sessions &written = m_needs.watcher.written();
    const auto own = written.find(m_session.id);
    if (own == written.end() || !own->second.owner)
        m_needs.store.restore();
}

void GenerationRun::onPrepared(const ServerSession &session)
{
    m_ticket.serverSession = session.id;
    if (const Result<> written = m_needs.tickets.write(m_ticket); !written)
        Q_EMIT warned(written.error());
    m_job->proceed();
}

void GenerationRun::onProgress(const JobProgress &progress)
{
    show(withProgress(m_session, progress));
}

void GenerationRun::onPreview(const QByteArray &dataUrl)
{
    if (m_needs.previews.isDue(m_session.id)) // decoding costs more than asking
        m_needs.previews.write(m_session.id, SwarmProtocol::decodeDataUrl(dataUrl));
}

void GenerationRun::onImage(const JobImage &image)
{
    learn(image.index, image.metadata);
    const bool isInline = image.path.startsWith("data:"_L1);
    if (!isInline)
        m_imagePaths[image.index] = image.path;
    notePaths();
    if (!m_order.saving.save)
        return;
    m_pictures.add(image);
}

/// What the server used, from the first image that tells it.
void GenerationRun::learn(int index, const QString &metadata)
{
    if (m_used.values.isEmpty())
        m_used = usedParameters(m_order.request, index, metadata);
}

void GenerationRun::onSaved(int index, const Result<QString> &path)
{
    if (path) {
        m_localPaths[index] = *path;
        notePaths();
        Q_EMIT pictureSaved(int(m_localPaths.size()), *path);
    } else {
        m_errors += path.error();
        Q_EMIT warned(path.error());
    }
}

void GenerationRun::onJobFinished(const JobResult &result)
{
    m_jobResult = result;
    if (!m_pictures.isIdle()) {
        Session next = m_session;
        next.stage = Session::Stage::Saving;
        show(next);
    }
    concludeWhenSaved();
}

void GenerationRun::show(Session next)
{
    if (m_finished)
        return;
    m_session = std::move(next);
    m_needs.store.put(m_session);
    Q_EMIT changed(m_session);
}

void GenerationRun::concludeWhenSaved()
{
    if (m_jobResult && m_pictures.isIdle() && !m_finished)
        conclude();
}

Outcome GenerationRun::outcome() const
{
    const qsizetype made = m_jobResult->images.size();
    const bool allMade = made >= m_session.images && !m_jobResult->error;
    const bool stopped = m_cancelled || m_picturesLeft || m_jobResult->cancelled
        || (m_jobResult->error && m_jobResult->error->kind == Error::Kind::Cancelled);
    if ((!allMade || m_picturesLeft) && stopped)
        return Outcome::Cancelled;
    if (made == 0)
        return Outcome::Failed;
    const bool allSaved = !m_order.saving.save || qsizetype(m_localPaths.size()) == made;
    return allMade && allSaved ? Outcome::Completed : Outcome::Partial;
}

/// What is saved comes first in both lists, in the same order: so they belong together.
GenerationRun::Paths GenerationRun::paths() const
{
    Paths paths;
    QStringList unsaved;
    for (const auto &[index, path] : m_imagePaths) {
        const auto local = m_localPaths.find(index);
        if (local == m_localPaths.end()) {
            unsaved += path;
            continue;
        }
        paths.onServer += path;
        paths.here += local->second;
    }
    for (const auto &[index, path] : m_localPaths) {
        if (!m_imagePaths.contains(index)) // it came in a message
            paths.here += path;
    }
    paths.onServer += unsaved;
    return paths;
}

void GenerationRun::notePaths()
{
    const Paths all = paths();
    m_ticket.imagePaths = all.onServer;
    m_ticket.localPaths = all.here;
    std::ignore = m_needs.tickets.write(m_ticket); // said once already if it does not work
}

HistoryEntry GenerationRun::entry() const
{
    const Paths all = paths();
    const Outcome how = outcome();
    std::optional<Error> error;
    if (how == Outcome::Failed || how == Outcome::Partial)
        error = m_jobResult->error ? *m_jobResult->error : m_errors.value(0);
    return {.sessionId = m_session.id,
            .project = m_ticket.project,
            .label = m_session.label,
            .outcome = how,
            .prompt = m_order.request.prompt,
            .parameters = m_ticket.parameters,
            .server = m_session.server,
            .startTime = m_session.startTime,
            .endTime = m_needs.now(),
            .requested = m_session.images,
            .imagePaths = all.onServer,
            .localPaths = all.here,
            .cancelledBy = how == Outcome::Cancelled ? m_cancelledBy : QString(),
            .error = error,
            .saving = m_ticket.saving};
}

/// An owner that was stopped wakes up to a job that is over, before it has seen who asked for that.
void GenerationRun::learnWhoCancelled()
{
    m_needs.watcher.check();
    const SeenSessions &seen = m_needs.watcher.sessions();
    const auto own = seen.find(m_session.id);
    if (own != seen.end() && own->second.session.cancelRequested)
        m_cancelledBy = own->second.session.cancelBy;
}

/// Pictures are saved; the ending does the rest.
void GenerationRun::conclude()
{
    m_finished = true;
    disconnect(&m_needs.watcher, nullptr, this, nullptr);
    if (!m_cancelled && outcome() == Outcome::Cancelled)
        learnWhoCancelled();
    m_result = {.entry = entry(), .used = m_used, .errors = m_errors + m_jobResult->furtherErrors};
    if (m_jobResult->error && m_cancelled)
        m_result.unstopped = m_jobResult->error;
    else if (m_jobResult->error && m_jobResult->error->kind != Error::Kind::Cancelled)
        m_result.errors.prepend(*m_jobResult->error);
    auto *ending = new SessionEnding({m_needs.history, m_needs.store, m_needs.tickets, m_needs.previews},
                                     m_result.entry, SessionEnding::Whose::Own, this);
    connect(ending, &SessionEnding::finished, this, &GenerationRun::onEnded);
    ending->start();
}

void GenerationRun::onEnded(const Result<> &row)
{
    if (!row)
        Q_EMIT warned(row.error());
    Q_EMIT finished(m_result);
}

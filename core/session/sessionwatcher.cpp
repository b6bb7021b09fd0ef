// SPDX-License-Identifier: GPL-3.0-or-later
#include "sessionwatcher.h"

#include "folderwatch.h"
#include "ownerwatch.h"
#include "sessionjudge.h"
#include "statefile.h"
#include "stateread.h"

#include <QTimer>

using namespace std::chrono_literals;

namespace
{

constexpr auto settle = 30ms; ///< a burst is read once
constexpr auto betweenReads = 68ms; ///< a steady stream is read 14 times a second, and never starves
constexpr auto lookAgain = 10s; ///< while sessions live, should an event ever be missed
constexpr auto lookBlindly = 2s; ///< without events, or without a folder

} // namespace

/// What a watcher read and when it looks again.
class SessionWatcher::Private
{
public:
    Private(SessionWatcher *watcher, QString file, const ProcessTable &processes, PathEvents &events,
            MonotonicClock monotonic, WallClock now);

    void readFirst();
    void look();
    void onStirred();
    void onTime();

    SessionWatcher *q;
    QString stateFile;
    SeenSessions seen;
    QString problem;
    QString slowness;
    Sessions written; ///< as last understood

private:
    void take(const Result<QByteArray> &read);
    void adopt();
    void judge();
    void setProblem(const QString &sentence);
    void setPresent(bool present);
    void schedule();

    SessionJudge m_judge;
    FolderWatch m_folder;
    OwnerWatch m_owners;
    QTimer m_settle;
    QTimer m_again;
    StateDocument m_document; ///< as last read
    bool m_isAdopted = true; ///< not a damaged one that is read again first
    int m_rereadsLeft = rereads;
    bool m_isPresent = false;
    std::chrono::steady_clock::time_point m_lookedAt;
};

SessionWatcher::Private::Private(SessionWatcher *watcher, QString file, const ProcessTable &processes,
                                 PathEvents &events, MonotonicClock monotonic, WallClock now)
    : q(watcher)
    , stateFile(std::move(file))
    , m_judge(processes, std::move(monotonic), std::move(now))
    , m_folder(stateFile, events)
    , m_owners(processes)
{
    m_settle.setSingleShot(true);
    m_settle.setTimerType(Qt::PreciseTimer);
    m_again.setSingleShot(true);
    connect(&m_folder, &FolderWatch::stirred, q, [this] { onStirred(); });
    connect(&m_owners, &OwnerWatch::ended, q, [this] { judge(); });
    connect(&m_settle, &QTimer::timeout, q, [this] { look(); });
    connect(&m_again, &QTimer::timeout, q, [this] { onTime(); });
}

void SessionWatcher::Private::readFirst()
{
    m_folder.arm();
    m_isPresent = m_folder.isFolderPresent();
    slowness = m_folder.blindness();
    m_lookedAt = std::chrono::steady_clock::now();
    if (Result<StateDocument> document = readStateDocument(stateFile)) {
        m_document = std::move(*document);
        adopt();
    } else {
        setProblem(document.error().sentence());
    }
    judge();
}

void SessionWatcher::Private::look()
{
    m_settle.stop();
    m_lookedAt = std::chrono::steady_clock::now();
    m_folder.arm();
    setPresent(m_folder.isFolderPresent());
    if (const QString now = m_folder.blindness(); std::exchange(slowness, now) != now)
        Q_EMIT q->slownessChanged(now);
    take(readStateFile(stateFile));
    judge();
}

void SessionWatcher::Private::take(const Result<QByteArray> &read)
{
    if (!read) {
        setProblem(read.error().sentence());
        m_document = {};
        return;
    }
    const bool isNew = !m_document.isOf(*read);
    if (!isNew && m_isAdopted && problem.isEmpty())
        return;
    if (isNew) {
        m_document = StateDocument::parse(*read, std::move(m_document));
        m_isAdopted = false;
    }
    if (!m_isAdopted && !m_document.problem.isEmpty() && m_rereadsLeft-- > 0)
        m_settle.start(rereadGap);
    else
        adopt();
    if (isNew && m_isAdopted)
        Q_EMIT q->rewritten();
}

void SessionWatcher::Private::adopt()
{
    m_rereadsLeft = rereads;
    m_isAdopted = true;
    const QString &damage = m_document.problem;
    // What cannot be understood at all says nothing about who is gone.
    if (damage.isEmpty() || !m_document.sessions.empty())
        written = m_document.sessions;
    setProblem(damage.isEmpty() ? QString() : notUnderstood(stateFile, damage).sentence());
}

void SessionWatcher::Private::judge()
{
    SeenSessions now = m_judge.judge(written);
    if (!m_owners.watch(m_judge.ownersToWatch()))
        now = m_judge.judge(written); // one of them may have died in between
    schedule();
    if (now == seen)
        return;
    seen = std::move(now);
    Q_EMIT q->changed(seen);
}

void SessionWatcher::Private::setProblem(const QString &sentence)
{
    if (sentence == problem)
        return;
    problem = sentence;
    Q_EMIT q->problemChanged(problem);
}

void SessionWatcher::Private::setPresent(bool present)
{
    if (present == m_isPresent)
        return;
    m_isPresent = present;
    Q_EMIT q->folderPresent(present);
}

void SessionWatcher::Private::onStirred()
{
    if (m_settle.isActive())
        return;
    const auto rest = std::chrono::ceil<std::chrono::milliseconds>(m_lookedAt + betweenReads
                                                                   - std::chrono::steady_clock::now());
    m_settle.start(std::max<std::chrono::milliseconds>(settle, rest));
}

void SessionWatcher::Private::onTime()
{
    const auto gap = slowness.isEmpty() && m_isPresent ? lookAgain : lookBlindly;
    // A coarse timer may come a little early.
    if (std::chrono::steady_clock::now() - m_lookedAt >= gap - 500ms)
        look();
    else
        judge();
}

void SessionWatcher::Private::schedule()
{
    auto again = m_judge.judgeAgainIn();
    if (!slowness.isEmpty() || !m_isPresent)
        again = std::min<std::chrono::milliseconds>(again.value_or(lookBlindly), lookBlindly);
    if (again)
        m_again.start(*again);
    else
        m_again.stop();
}

SessionWatcher::SessionWatcher(QString stateFile, const ProcessTable &processes, PathEvents &events,
                               MonotonicClock monotonic, WallClock now, QObject *parent)
    : QObject(parent)
    , d(std::make_unique<Private>(this, std::move(stateFile), processes, events, std::move(monotonic),
                                  std::move(now)))
{
    d->readFirst();
}

SessionWatcher::~SessionWatcher() = default;

QString SessionWatcher::stateFile() const
{
    return d->stateFile;
}

const Sessions &SessionWatcher::written() const
{
    return d->written;
}

const SeenSessions &SessionWatcher::sessions() const
{
    return d->seen;
}

QString SessionWatcher::problem() const
{
    return d->problem;
}

QString SessionWatcher::slowness() const
{
    return d->slowness;
}

void SessionWatcher::check()
{
    d->look();
}

// SPDX-License-Identifier: GPL-3.0-or-later
#include "storewriter.h"

#include <thread>

using namespace std::chrono_literals;

namespace
{

constexpr auto requestLife = 15s;
constexpr auto flushRetry = 50ms;

} // namespace

StoreWork::Table::Table(const ProcessTable &processes)
    : m_processes(&processes)
    , m_self(processes.self())
{
}

void StoreWork::Table::takeAway()
{
    const std::lock_guard guard(m_mutex);
    m_processes = nullptr;
}

OwnerState StoreWork::Table::look(const Owner &owner) const
{
    if (owner == m_self)
        return OwnerState::Alive;
    const std::lock_guard guard(m_mutex);
    return m_processes ? m_processes->look(owner) : OwnerState::Alive;
}

StoreWork::StoreWork(QString stateFile, const ProcessTable &processes, StorePace pace, WallClock now,
                     FileSessionStore *store)
    : m_table(processes)
    , m_keeper(std::move(stateFile), m_table)
    , m_pace(pace)
    , m_now(std::move(now))
    , m_next(pace)
    , m_store(store)
{
}

void StoreWork::put(const Session &own)
{
    Session session = own;
    if (!session.owner)
        session.owner = m_table.self();
    {
        const std::lock_guard guard(m_mutex);
        m_edits.put(std::move(session));
    }
    m_wakeUp.wake();
}

void StoreWork::remove(const QString &id)
{
    {
        const std::lock_guard guard(m_mutex);
        m_edits.remove(id);
    }
    m_wakeUp.wake();
}

void StoreWork::restore()
{
    {
        const std::lock_guard guard(m_mutex);
        m_edits.restore();
    }
    m_wakeUp.wake();
}

void StoreWork::requestCancel(const QString &id, const QString &by)
{
    {
        const std::lock_guard guard(m_mutex);
        m_edits.requestCancel(id, by, m_monotonic());
    }
    m_wakeUp.wake();
}

bool StoreWork::hasUnwritten() const
{
    const std::lock_guard guard(m_mutex);
    return m_edits.hasUnwritten();
}

bool StoreWork::flush(std::chrono::milliseconds patience)
{
    std::unique_lock lock(m_mutex);
    m_flushing = true;
    m_wakeUp.wake();
    m_progress.wait_for(lock, patience, [this] { return !m_edits.hasUnwritten() || m_ended; });
    m_flushing = false;
    return !m_edits.hasUnwritten();
}

bool StoreWork::stop(std::chrono::milliseconds patience)
{
    m_table.takeAway();
    std::unique_lock lock(m_mutex);
    m_store = nullptr;
    m_stopping = true;
    m_wakeUp.wake();
    return m_progress.wait_for(lock, patience, [this] { return m_ended; });
}

bool StoreWork::isStopping() const
{
    const std::lock_guard guard(m_mutex);
    return m_stopping;
}

void StoreWork::run()
{
    while (!isStopping()) {
        const auto moment = due();
        if (moment && *moment <= m_monotonic())
            turn();
        else
            m_wakeUp.waitUntil(moment);
    }
    const std::lock_guard guard(m_mutex);
    m_ended = true;
    m_progress.notify_all();
}

std::optional<std::chrono::milliseconds> StoreWork::due()
{
    const std::lock_guard guard(m_mutex);
    m_edits.forgetRequestsBefore(m_monotonic() - requestLife);
    if (m_flushing && m_edits.hasUnwritten())
        return 0ms;
    return m_next.dueAt(m_edits);
}

void StoreWork::turn()
{
    const auto begun = m_monotonic();
    const QDateTime now = m_now();
    std::unique_lock lock(m_mutex);
    const bool renew = m_edits.haste() != PendingEdits::Haste::None || m_next.heartbeatDue(begun);
    const auto [edit, mark] = m_edits.take(renew ? now : QDateTime());
    lock.unlock();
    settle(m_keeper.write(edit, now, m_pace.patience, [this] { return isStopping(); }), mark, begun);
}

void StoreWork::settle(const Result<StateWritten> &result, quint64 mark, std::chrono::milliseconds begun)
{
    std::unique_lock lock(m_mutex);
    if (!result) {
        m_edits.notWritten();
        m_next.failed(m_monotonic(), result.error().kind == Error::Kind::Locked);
        if (!std::exchange(m_troubled, true))
            tell([error = result.error()](FileSessionStore *store) { Q_EMIT store->troubled(error); });
        if (m_flushing) { // a full disk fails at once: do not try a thousand times a second
            lock.unlock();
            std::this_thread::sleep_for(flushRetry);
        }
        return;
    }
    m_edits.written(mark, result->own);
    m_next.wrote(begun, m_monotonic(), result->waited);
    if (std::exchange(m_troubled, false))
        tell([](FileSessionStore *store) { Q_EMIT store->healed(); });
    if (result->keptAside)
        tell([warning = *result->keptAside](FileSessionStore *store) { Q_EMIT store->keptAside(warning); });
    if (!m_edits.hasUnwritten())
        tell([](FileSessionStore *store) {
            if (!store->hasUnwritten()) // more may have been handed in since
                Q_EMIT store->written();
        });
    m_progress.notify_all();
}

/// With m_mutex held, so that the store is still there; it hears of it in its own thread.
template <typename Call> void StoreWork::tell(Call call)
{
    if (FileSessionStore *store = m_store)
        QMetaObject::invokeMethod(
            store, [store, call = std::move(call)] { call(store); }, Qt::QueuedConnection);
}

FileSessionStore::Writer::~Writer()
{
    if (!m_started)
        return;
    if (m_work->hasUnwritten()) [[maybe_unused]]
        const bool done = m_work->flush(600ms);
    [[maybe_unused]] const bool ended = m_work->stop(350ms);
}

void FileSessionStore::Writer::start()
{
    if (std::exchange(m_started, true))
        return;
    // Not joined: it ends by itself within a second, and when it hangs in a dead disk the process must not.
    std::thread([work = m_work] { work->run(); }).detach();
}

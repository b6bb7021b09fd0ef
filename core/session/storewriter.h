// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "filesessionstore.h"
#include "pendingedits.h"
#include "statekeeper.h"
#include "wakeup.h"
#include "writepace.h"

#include <condition_variable>
#include <mutex>

/// What a store and its writer thread share. Neither owns the other: a thread that hangs in a dead disk is
/// left behind with it.
class StoreWork
{
public:
    StoreWork(QString stateFile, const ProcessTable &processes, StorePace pace, WallClock now,
              FileSessionStore *store);

    /// The store's side. Each returns at once.
    void put(const Session &own);
    void remove(const QString &id);
    void restore();
    void requestCancel(const QString &id, const QString &by);
    [[nodiscard]] bool hasUnwritten() const;
    /// Waits until nothing is left, at most `patience`; tries at once, and again and again.
    [[nodiscard]] bool flush(std::chrono::milliseconds patience);
    /// The thread is to end; it says nothing to the store and asks nothing of its process table after this.
    /// Waits for its end at most `patience`.
    [[nodiscard]] bool stop(std::chrono::milliseconds patience);

    /// The writer thread.
    void run();

private:
    /// A process table that can be taken away.
    class Table final : public ProcessTable
    {
    public:
        explicit Table(const ProcessTable &processes);
        void takeAway();
        [[nodiscard]] Owner self() const override { return m_self; }
        [[nodiscard]] OwnerState look(const Owner &owner) const override;
        [[nodiscard]] int openEnd(const Owner &) const override { return -1; }

    private:
        mutable std::mutex m_mutex;
        const ProcessTable *m_processes;
        Owner m_self;
    };

    [[nodiscard]] std::optional<std::chrono::milliseconds> due();
    void turn();
    void settle(const Result<StateWritten> &result, quint64 mark, std::chrono::milliseconds begun);
    template <typename Call> void tell(Call call);
    [[nodiscard]] bool isStopping() const;

    Table m_table;
    StateKeeper m_keeper;
    StorePace m_pace;
    WallClock m_now;
    MonotonicClock m_monotonic = systemMonotonicClock();
    WakeUp m_wakeUp;

    mutable std::mutex m_mutex; ///< guards what follows
    std::condition_variable m_progress;
    PendingEdits m_edits;
    WritePace m_next;
    FileSessionStore *m_store;
    bool m_troubled = false;
    bool m_flushing = false;
    bool m_stopping = false;
    bool m_ended = false;
};

/// The writer thread of a store, started at the first call.
class FileSessionStore::Writer
{
public:
    explicit Writer(std::shared_ptr<StoreWork> work)
        : m_work(std::move(work))
    {
    }
    ~Writer();
    [[nodiscard]] StoreWork &work() { return *m_work; }
    void start();

private:
    std::shared_ptr<StoreWork> m_work;
    bool m_started = false;
};

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "clock.h"
#include "processtable.h"
#include "sessionstore.h"
#include "writepace.h"

#include <memory>

/// The sessions of one project in its readable JSON file, shared with any number of processes (see
/// docs/state-file.md): each write takes the folder's lock, reads the file anew, merges and replaces it. One
/// store per folder per process; one writer thread, started at the first write.
class FileSessionStore final : public SessionStore
{
    Q_OBJECT
public:
    /// `processes` must outlive the store. `now` is also called from the writer thread.
    FileSessionStore(QString stateFile, const ProcessTable &processes, WallClock now = systemWallClock(),
                     QObject *parent = nullptr);
    FileSessionStore(QString stateFile, const ProcessTable &processes, StorePace pace,
                     WallClock now = systemWallClock(), QObject *parent = nullptr);
    ~FileSessionStore() override; ///< finishes within a second

    void put(const Session &own) override;
    void remove(const QString &id) override;
    void restore() override;
    void requestCancel(const QString &id, const QString &by) override;
    /// Takes up to 150 ms where the file does not parse. Stale sessions are left out.
    [[nodiscard]] Result<Sessions> load() const override;
    [[nodiscard]] bool hasUnwritten() const override;
    [[nodiscard]] bool finish(std::chrono::milliseconds patience) override;

    [[nodiscard]] QString stateFile() const;

private:
    class Writer;
    QString m_stateFile;
    const ProcessTable &m_processes;
    WallClock m_now;
    std::unique_ptr<Writer> m_writer;
};

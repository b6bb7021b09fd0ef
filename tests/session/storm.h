// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "actorprocess.h"
#include "filesessionstore.h"
#include "stormreader.h"

#include <QSet>
#include <QTemporaryDir>

#include <atomic>
#include <thread>
#include <vector>

/// What a storm came to.
struct StormReport {
    StormReadings readings = {};
    quint64 saves = 0;
    int kills = 0;
    int insideWrite = 0; ///< kills that left a temporary file
    int stops = 0; ///< inside a write
    int failedSaves = 0;
    int misjudged = 0; ///< sessions of the killed that are not provably dead, of others that are
    int astray = 0; ///< who did not say in time who holds the lock, did not go on, or did not heal
    int leftovers = 0; ///< temporary files of killed writers after the next writes
    int ghosts = 0; ///< sessions in the file after all have ended
};

/// Processes that start, update and end sessions in one project as fast as they can, while several readers
/// look without a lock; and what is done to them.
class Storm
{
public:
    explicit Storm(int processes);
    ~Storm();

    /// Lets it go on.
    void rage(std::chrono::milliseconds time);
    /// One at a random moment, or whoever is writing right now; its place is taken by a new one.
    void killOne();
    enum class StopEnd { Continued, Killed };
    /// Stops one of them inside its write until all others have said who holds the lock; waits until they
    /// have healed.
    void stopOne(StopEnd end);
    /// All end in order.
    [[nodiscard]] StormReport end();

private:
    /// A file that cannot be taken for another one that has its name.
    struct FileMark {
        QString name;
        quint64 inode = 0;
        qint64 changed = 0; ///< ns
        bool operator==(const FileMark &) const = default;
    };

    [[nodiscard]] int places() const { return int(m_actors.size()); }
    [[nodiscard]] QString file() const
    {
        return m_folder.filePath(QStringLiteral("project/.asset-generator-state.json"));
    }
    void start(int place);
    void excuse(int place, bool isExcused) { m_board[place].isExcused = isExcused; }
    [[nodiscard]] std::optional<int> writing() const;
    [[nodiscard]] std::optional<int> stopInsideWrite();
    void hearTrouble(int stopped);
    void hearHealing(int stopped);
    void bury(int place);
    void judgeOwners(int dead, const Sessions &sessions);
    [[nodiscard]] Sessions sessions();
    [[nodiscard]] std::optional<FileMark> mark(const QString &name) const;
    [[nodiscard]] QStringList besides() const; ///< files beside the state file
    void awaitCleaning(const FileMark &left);
    void complain(int &count, const QString &what);

    QTemporaryDir m_folder;
    StormBoard m_board;
    SystemProcessTable m_processes;
    FileSessionStore m_undertaker; ///< closes the sessions of the dead
    std::vector<std::unique_ptr<ActorProcess>> m_actors;
    std::vector<std::thread> m_threads;
    std::vector<StormReader> m_readers;
    std::atomic<bool> m_isOver = false;
    quint64 m_started = 0;
    QSet<QString> m_buried; ///< sessions of the dead; the undertaker may still be at it
    StormReport m_report;
};

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "processtable.h"
#include "result.h"
#include "statedocument.h"
#include "statefile.h"

#include <chrono>
#include <functional>

/// What a write came to.
struct StateWritten {
    std::map<QString, QByteArray> own = {}; ///< own entries as they stand in the file now
    std::chrono::milliseconds waited{0}; ///< for the lock
    std::optional<Error> keptAside = {}; ///< what stood there could not be understood, and lies beside it
};

/// One process's hand on a state file: takes the folder's lock, reads the file anew, merges and replaces it.
/// Remembers from one write to the next what a single reading does not tell: which owner a stripped entry
/// had, since when an entry with an impossible time is there, and what need not be read again. Blocks; one
/// thread.
class StateKeeper
{
public:
    /// `processes` must outlive the keeper.
    StateKeeper(QString stateFile, const ProcessTable &processes);

    /// Fails as Locked when the lock was not to be had within `patience` or before `giveUp` said so, or as
    /// FileSystem. Nothing is written when nothing changed.
    [[nodiscard]] Result<StateWritten> write(const StateEdit &edit, const QDateTime &now,
                                             std::chrono::milliseconds patience,
                                             const std::function<bool()> &giveUp);

private:
    /// The last complete version of an entry, for when the predecessor strips it.
    struct Known {
        Owner owner;
        QDateTime strippedSince;
    };

    [[nodiscard]] Result<StateWritten> writeLocked(const StateEdit &edit, const QDateTime &now,
                                                   const StatePlace &place);
    [[nodiscard]] Result<> replace(const StateDocument &document, const StatePlace &place);
    void believeTimes(StateDocument &document, const QDateTime &now);
    void learn(const StateDocument &document, const QDateTime &now);
    [[nodiscard]] bool isAlive(const Session &session, const QDateTime &now) const;

    QString m_file;
    const ProcessTable &m_processes;
    StateDocument m_document; ///< as it was after the last write
    std::map<QString, Known> m_known;
    std::map<QString, QDateTime> m_firstSeen;
    bool m_tidied = false;
};

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "clock.h"
#include "jsonstreamreader.h"
#include "session.h"

#include <QByteArray>
#include <QStringList>

#include <functional>
#include <map>
#include <vector>

inline constexpr size_t indentedUpTo = 500; ///< sessions; a file with more is written without indentation
inline constexpr size_t mostSessions = 4'000;
inline constexpr size_t keptOfTooMany = 3'000; ///< so that others can be written again
inline constexpr qsizetype largestEntry = 64 * 1024; ///< bytes; ours stay within 1 KB

/// The content of a state file, from bytes to sessions and back, without touching a disk. What this program
/// does not know survives at every level: an entry that is not edited is copied byte for byte. Memory: the
/// bytes, and about 0.5 KB a session.
///
/// What was written is read and written again many times a second, and little of it changes: a document takes
/// over from the one before what still stands there, which costs a comparison of bytes. A large damaged one
/// keeps of its bytes only what was understood.
class StateDocument
{
public:
    Sessions sessions;
    /// A sentence where bytes were there that could not be understood; what could be is in `sessions`. Of a
    /// file that was cut off that is all which stands whole.
    QString problem;

    /// Never fails: see `problem`. Empty bytes are an empty document without a problem.
    [[nodiscard]] static StateDocument parse(const QByteArray &bytes);
    [[nodiscard]] static StateDocument parse(const QByteArray &bytes, StateDocument before);
    /// Indented and ending in a newline; over 500 sessions without indentation.
    [[nodiscard]] QByteArray toBytes() const;

    /// Whether it was parsed from these.
    [[nodiscard]] bool isOf(const QByteArray &bytes) const;
    /// One entry as it stands, an object; empty where there is none.
    [[nodiscard]] QByteArray entry(const QString &id) const;
    /// Whether there is one which holds nothing but what its owner writes.
    [[nodiscard]] bool isOwners(const QString &id) const;
    /// False where it could not be read again, being too large; then nothing changes.
    [[nodiscard]] bool put(const QString &id, const QByteArray &entry);
    /// An entry of which this is known to be read, and which holds nothing but what its owner writes.
    void putKnown(const Session &read, const QByteArray &entry);
    void drop(const QString &id);
    /// Whether its entries stand on lines of their own.
    [[nodiscard]] bool isIndented() const { return m_members.size() <= indentedUpTo; }
    /// The time of the last writing.
    void stamp(const QDateTime &now);
    /// Those of which entry() may have changed since `before` was parsed: read anew, or put.
    [[nodiscard]] const QStringList &renewed() const { return m_renewed; }

private:
    class Parser;

    /// `"ID": {…}` as it stands.
    struct Member {
        QByteArray bytes = {};
        bool isOwners = false;
    };
    using Members = std::map<QString, Member>;

    /// False where that takes a parsing from the beginning; then this one is of no use any more.
    [[nodiscard]] bool update(const QByteArray &bytes);
    void forgetBytes();
    [[nodiscard]] QByteArray memberOf(const QString &id, const QByteArray &entry) const;

    QByteArray m_bytes; ///< the members point into these
    Members m_members; ///< one for each session
    /// `"KEY": …` of the file's other keys, in their order.
    std::vector<std::pair<QString, QByteArray>> m_others;
    QStringList m_renewed;
    QByteArray m_digest; ///< of the bytes, where they were forgotten
};

/// What one writer wants of the file: its own sessions as they stand now, those that ended, requests to
/// cancel that it makes, entries of dead owners that it closed.
struct StateEdit {
    Sessions own = {};
    QStringList gone = {};
    std::map<QString, QString> cancelRequests = {}; ///< session id → "user@host"
    /// Own entries as they last stood in the file: keys of others that the predecessor threw away, requests
    /// to cancel among them, come back with the next write.
    std::map<QString, QByteArray> remembered = {};

    [[nodiscard]] bool isEmpty() const { return own.empty() && gone.isEmpty() && cancelRequests.empty(); }
};

/// The edit laid over the document as read anew under the lock: every session of others stays as it stands,
/// own keys are laid over own entries, what is stale at `now` is dropped (`isAlive` tells of an owner). True
/// if anything changed.
[[nodiscard]] bool merge(StateDocument &document, const StateEdit &edit, const QDateTime &now,
                         const std::function<bool(const Session &)> &isAlive);

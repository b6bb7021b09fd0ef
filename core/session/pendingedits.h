// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "statedocument.h"

#include <chrono>

/// What a store was told and has not written yet, and what of it is to be written again: own sessions as they
/// stand now, the ended ones, requests to cancel. A plain value; whoever shares it between threads locks it.
class PendingEdits
{
public:
    enum class Haste {
        None,
        Gathered, ///< with the next write
        AtOnce
    };

    void put(Session own);
    void remove(const QString &id);
    /// Own sessions are to be written again though nothing of them changed.
    void restore();
    /// `at` is monotonic. A request is written again for 15 s, as the predecessor may wipe it away before its
    /// owner saw it.
    void requestCancel(const QString &id, const QString &by, std::chrono::milliseconds at);
    void forgetRequestsBefore(std::chrono::milliseconds at);

    [[nodiscard]] Haste haste() const { return m_haste; }
    [[nodiscard]] bool hasUnwritten() const { return m_told != m_written; }
    [[nodiscard]] bool hasOwn() const { return !m_edit.own.empty(); }
    [[nodiscard]] bool hasRequests() const { return !m_edit.cancelRequests.empty(); }

    /// The edit to be written now, and the mark to report it with. With a `stamp` all own sessions get it as
    /// `updatedAt`.
    [[nodiscard]] std::pair<StateEdit, quint64> take(const QDateTime &stamp);
    void written(quint64 mark, const std::map<QString, QByteArray> &ownEntries);
    void notWritten();

private:
    void tell(Haste haste);

    StateEdit m_edit;
    std::map<QString, std::chrono::milliseconds> m_requestedAt;
    Haste m_haste = Haste::None;
    quint64 m_told = 0;
    quint64 m_written = 0;
};

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "history.h"

#include <QList>

/// A history in memory; `broken` makes every call fail, as on a full disk; for the next `busy` entries it is
/// held by another process.
class FakeHistory final : public History
{
public:
    QList<HistoryEntry> entries;
    bool broken = false;
    int busy = 0;

    Result<> record(const HistoryEntry &entry) override
    {
        if (busy > 0 && busy-- > 0)
            return Error{.kind = Error::Kind::Locked, .message = QStringLiteral("The history is held.")};
        if (broken)
            return failure();
        for (const HistoryEntry &known : entries) {
            if (known.sessionId == entry.sessionId)
                return {};
        }
        entries.prepend(entry);
        return {};
    }
    Result<> amend(const HistoryEntry &entry) override
    {
        if (broken)
            return failure();
        for (HistoryEntry &known : entries) {
            if (known.sessionId == entry.sessionId)
                known = entry;
        }
        return {};
    }
    Result<std::optional<HistoryEntry>> find(const QString &sessionId) override
    {
        if (broken)
            return failure();
        for (const HistoryEntry &entry : entries) {
            if (entry.sessionId == sessionId)
                return std::optional(entry);
        }
        return std::optional<HistoryEntry>();
    }
    Result<QList<HistoryEntry>> newest(int limit, const QString &project) override
    {
        QList<HistoryEntry> found;
        for (const HistoryEntry &entry : entries) {
            if (found.size() < limit && (project.isEmpty() || entry.project == project))
                found += entry;
        }
        return found;
    }
    Result<QList<HistoryEntry>> findByPrefix(const QString &prefix) override
    {
        QList<HistoryEntry> found;
        for (const HistoryEntry &entry : entries) {
            if (entry.sessionId.startsWith(prefix))
                found += entry;
        }
        return found;
    }

private:
    static Error failure()
    {
        return {.kind = Error::Kind::FileSystem, .message = QStringLiteral("The history cannot be written.")};
    }
};

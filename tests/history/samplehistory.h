// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "history.h"

#include <QCoreApplication>
#include <QTemporaryDir>

inline const QDateTime noon(QDate(2026, 10, 10), QTime(12, 0, 0, 123), Qt::UTC);

/// An entry that ended `minutes` after noon.
inline HistoryEntry entry(const QString &id, int minutes = 0,
                          const QString &project = QStringLiteral("/cards"))
{
    return {.sessionId = id,
            .project = project,
            .outcome = Outcome::Completed,
            .prompt = QStringLiteral("a prompt"),
            .startTime = noon,
            .endTime = noon.addSecs(qint64(minutes) * 60)};
}

inline QString ids(const Result<QList<HistoryEntry>> &found)
{
    if (!found)
        return found.error().sentence();
    QStringList ids;
    for (const HistoryEntry &row : *found)
        ids.append(row.sessionId);
    return ids.join(u' ');
}

inline QString complaint(const Result<> &result)
{
    return result ? QString() : result.error().sentence();
}

inline QString folderIn(const QTemporaryDir &root)
{
    return root.filePath(QStringLiteral("state/asset-generator"));
}

inline QString fileIn(const QTemporaryDir &root)
{
    return folderIn(root) + QLatin1String("/history.sqlite");
}

inline std::unique_ptr<History> historyIn(const QTemporaryDir &root)
{
    return openHistory(folderIn(root), QCoreApplication::applicationDirPath());
}

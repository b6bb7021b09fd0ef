// SPDX-License-Identifier: GPL-3.0-or-later
#include "stateread.h"

#include <QCoreApplication>

#include <thread>

Result<StateDocument> readStateDocument(const QString &path, StateDocument before)
{
    const Result<QString> behind = stateFileBehind(path);
    return behind ? readStateDocument(path, {.file = *behind}, std::move(before)) : behind.error();
}

Result<StateDocument> readStateDocument(const QString &path, const StatePlace &place, StateDocument before)
{
    for (int left = rereads;; --left) {
        const Result<QByteArray> read = readStateFile(path, place);
        if (!read)
            return read.error();
        // One that was parsed earlier may have been edited since; one that was parsed here has not.
        if (left == rereads || !before.isOf(*read))
            before = StateDocument::parse(*read, std::move(before));
        if (before.problem.isEmpty() || left == 0)
            return before;
        std::this_thread::sleep_for(rereadGap);
    }
}

Error notUnderstood(const QString &path, const QString &problem)
{
    return {.kind = Error::Kind::FileSystem,
            .message = QCoreApplication::translate("StateFile", "“%1” cannot be understood.").arg(path),
            .hint = problem};
}

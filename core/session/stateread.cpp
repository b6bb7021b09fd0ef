// SPDX-License-Identifier: GPL-3.0-or-later
#include "stateread.h"

#include "statefile.h"

#include <QCoreApplication>

#include <thread>

Result<StateDocument> readStateDocument(const QString &path, QByteArray *bytes)
{
    for (int left = rereads;; --left) {
        const Result<QByteArray> read = readStateFile(path);
        if (!read)
            return read.error();
        StateDocument document = StateDocument::parse(*read);
        if (document.problem.isEmpty() || left == 0) {
            if (bytes)
                *bytes = *read;
            return document;
        }
        std::this_thread::sleep_for(rereadGap);
    }
}

Error notUnderstood(const QString &path, const QString &problem)
{
    return {.kind = Error::Kind::FileSystem,
            .message = QCoreApplication::translate("StateFile", "“%1” cannot be understood.").arg(path),
            .hint = problem};
}

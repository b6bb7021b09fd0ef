// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDateTime>
#include <QFile>

/// As if the file had been written last `seconds` ago.
inline bool ageFile(const QString &path, qint64 seconds)
{
    QFile file(path);
    return file.open(QFile::ReadWrite)
        && file.setFileTime(QDateTime::currentDateTimeUtc().addSecs(-seconds), QFile::FileModificationTime);
}

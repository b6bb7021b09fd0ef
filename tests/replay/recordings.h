// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "transcript.h"

#include <QTest>

inline QString recordingsFolder()
{
    return qEnvironmentVariable("SWARMUI_TRANSCRIPTS");
}

/// A row for each recording at hand: those written by hand always, and those of the folder that
/// SWARMUI_TRANSCRIPTS names.
inline void addRecordings()
{
    using namespace Qt::StringLiterals;
    QTest::addColumn<QString>("file");
    for (const QString &file : Transcript::filesIn(FIXTURES u"/transcripts"_s))
        QTest::newRow(qPrintable("by hand: "_L1 + file.section(u'/', -1))) << file;
    const QString folder = recordingsFolder();
    for (const QString &file : folder.isEmpty() ? QStringList() : Transcript::filesIn(folder))
        QTest::newRow(qPrintable(file.section(u'/', -1))) << file;
}

// SPDX-License-Identifier: GPL-3.0-or-later
// The demo server asked what real ones were asked.
#include "demoreplay.h"
#include "recordings.h"

class TestDemoReplay : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void answersAsRecorded_data() { addRecordings(); }
    void answersAsRecorded()
    {
        QFETCH(QString, file);
        const TranscriptReading reading = Transcript::read(file);
        QVERIFY2(reading.transcript, qPrintable(reading.problem));
        DemoReplay replay(*reading.transcript);
        if (!replay.impossible().isEmpty())
            QSKIP(qPrintable(replay.impossible()));
        const QStringList differences = replay.run();
        QVERIFY2(differences.isEmpty(), qPrintable(differences.join(u'\n')));
    }

    void recordingsAreAtHand()
    {
        if (recordingsFolder().isEmpty())
            QSKIP("SWARMUI_TRANSCRIPTS names no recordings; only those written by hand were tried.");
    }
};

QTEST_GUILESS_MAIN(TestDemoReplay)
#include "tst_demoreplay.moc"

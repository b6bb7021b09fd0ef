// SPDX-License-Identifier: GPL-3.0-or-later
// What real servers said, to the client.
#include "clientreplay.h"
#include "recordings.h"

#include <QTest>

class TestTranscripts : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void endsAsRecorded_data() { addRecordings(); }
    void endsAsRecorded()
    {
        QFETCH(QString, file);
        const TranscriptReading reading = Transcript::read(file);
        QVERIFY2(reading.transcript, qPrintable(reading.problem));
        const QStringList differences = ClientReplay(*reading.transcript).run();
        QVERIFY2(differences.isEmpty(), qPrintable(differences.join(u'\n')));
    }

    void recordingsAreAtHand()
    {
        if (recordingsFolder().isEmpty())
            QSKIP("SWARMUI_TRANSCRIPTS names no recordings; only those written by hand were tried.");
    }
};

QTEST_GUILESS_MAIN(TestTranscripts)
#include "tst_transcripts.moc"

// SPDX-License-Identifier: GPL-3.0-or-later
#include "statefileclaims.h"

#include <QDir>
#include <QTest>

/// What the fuzzer found worth keeping, tried without it.
class TestReplay : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void theCorpusIsThere() { QVERIFY(QDir(QStringLiteral(CORPUS)).count() > 20); }

    void everyClaimHolds_data()
    {
        QTest::addColumn<QString>("path");
        const QDir corpus(QStringLiteral(CORPUS));
        for (const QFileInfo &file : corpus.entryInfoList(QDir::Files, QDir::Name))
            QTest::newRow(qPrintable(file.fileName())) << file.filePath();
    }
    void everyClaimHolds()
    {
        QFETCH(QString, path);
        QFile file(path);
        QVERIFY(file.open(QFile::ReadOnly));
        QCOMPARE(brokenClaim(file.readAll()), QString());
    }
};

QTEST_GUILESS_MAIN(TestReplay)
#include "tst_replay.moc"

// SPDX-License-Identifier: GPL-3.0-or-later
#include "claims.h"

#include <QDir>
#include <QTest>

using namespace Qt::StringLiterals;

/// What the fuzzers found worth keeping, and what they begin with, tried without them.
class TestReplay : public QObject
{
    Q_OBJECT
    using Claims = QString (*)(const QByteArray &);

private Q_SLOTS:
    void everyClaimHolds_data()
    {
        QTest::addColumn<Claims>("brokenClaim");
        QTest::addColumn<QString>("path");
        const QList<std::pair<QString, Claims>> searched{{u"statedocument"_s, brokenStateDocumentClaim},
                                                         {u"servermessage"_s, brokenServerMessageClaim},
                                                         {u"picturename"_s, brokenPictureNameClaim}};
        for (const auto &[name, claims] : searched) {
            const QDir corpus(QStringLiteral(CORPUS) + u'/' + name);
            QVERIFY2(corpus.count() > 10, qPrintable(name));
            for (const QFileInfo &file : corpus.entryInfoList(QDir::Files, QDir::Name))
                QTest::newRow(qPrintable(name + u' ' + file.fileName())) << claims << file.filePath();
        }
    }
    void everyClaimHolds()
    {
        QFETCH(Claims, brokenClaim);
        QFETCH(QString, path);
        QFile file(path);
        QVERIFY(file.open(QFile::ReadOnly));
        QCOMPARE(brokenClaim(file.readAll()), QString());
    }
};

QTEST_GUILESS_MAIN(TestReplay)
#include "tst_replay.moc"

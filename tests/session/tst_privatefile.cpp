// SPDX-License-Identifier: GPL-3.0-or-later
#include "privatefile.h"

#include <QDir>
#include <QTemporaryDir>
#include <QTest>

#include <sys/stat.h>

using namespace Qt::StringLiterals;

class TestPrivateFile : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void isForItsOwnerAlone()
    {
        const QTemporaryDir folder;
        const QString path = folder.filePath(u"note"_s);
        QVERIFY(replacePrivateFile(path, "one"));
        QVERIFY(replacePrivateFile(path, "two"));
        QCOMPARE(readPrivateFile(path, 10), std::optional(QByteArray("two")));
        struct stat facts {
        };
        QCOMPARE(::stat(QFile::encodeName(path).constData(), &facts), 0);
        QCOMPARE(facts.st_mode & 0777, 0600U);
        QCOMPARE(QDir(folder.path()).entryList(QDir::Files | QDir::Hidden), QStringList{u"note"_s});
    }

    void onlyPlainSmallFilesAreRead()
    {
        const QTemporaryDir folder;
        const QString path = folder.filePath(u"note"_s);
        const QString link = folder.filePath(u"link"_s);
        const QString pipe = folder.filePath(u"pipe"_s);
        QVERIFY(replacePrivateFile(path, "12345"));
        QVERIFY(QFile::link(path, link));
        QCOMPARE(::mkfifo(QFile::encodeName(pipe).constData(), 0600), 0);
        QVERIFY(!readPrivateFile(path, 4));
        QVERIFY(!readPrivateFile(link, 10));
        QVERIFY(!readPrivateFile(pipe, 10)); // and it does not hang
        QVERIFY(!readPrivateFile(folder.path(), 10));
        QVERIFY(!readPrivateFile(folder.filePath(u"absent"_s), 10));
    }

    void aPlantedLinkIsReplacedNotFollowed()
    {
        const QTemporaryDir folder;
        const QString victim = folder.filePath(u"victim"_s);
        const QString path = folder.filePath(u"note"_s);
        QVERIFY(replacePrivateFile(victim, "precious"));
        QVERIFY(QFile::link(victim, path));
        QVERIFY(replacePrivateFile(path, "new"));
        QCOMPARE(readPrivateFile(victim, 10), std::optional(QByteArray("precious")));
        QCOMPARE(readPrivateFile(path, 10), std::optional(QByteArray("new")));
    }

    void failureNamesTheFile()
    {
        const auto result = replacePrivateFile(u"/nowhere/at/all"_s, "x");
        QVERIFY(!result);
        QCOMPARE(result.error().kind, Error::Kind::FileSystem);
        QVERIFY(result.error().message.contains(u"/nowhere/at/all"_s));
    }
};

QTEST_GUILESS_MAIN(TestPrivateFile)
#include "tst_privatefile.moc"

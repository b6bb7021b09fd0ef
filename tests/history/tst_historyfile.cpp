// SPDX-License-Identifier: GPL-3.0-or-later
#include "samplehistory.h"

#include <QDir>
#include <QFile>
#include <QSqlDatabase>
#include <QSqlQuery>
#include <QTest>

#include <sys/stat.h>

using namespace Qt::StringLiterals;

/// The history's file on the disk: who may read it, and what becomes of it on bad days.
class TestHistoryFile : public QObject
{
    Q_OBJECT
private:
    static void write(const QString &path, const QByteArray &bytes)
    {
        QFile file(path);
        QVERIFY(QDir().mkpath(QFileInfo(path).path()));
        QVERIFY(file.open(QIODevice::WriteOnly));
        QCOMPARE(file.write(bytes), bytes.size());
    }

    /// Runs statements on the file by other means than ours.
    static void tamper(const QString &path, const QString &statement)
    {
        {
            QSqlDatabase database = QSqlDatabase::addDatabase(u"QSQLITE"_s, u"tamper"_s);
            database.setDatabaseName(path);
            QVERIFY(database.open());
            QSqlQuery query(database);
            QVERIFY(query.exec(statement));
        }
        QSqlDatabase::removeDatabase(u"tamper"_s);
    }

    /// A history with the entry "a", without the column that came later.
    static void makeOlder(const QTemporaryDir &root, int version)
    {
        QVERIFY(historyIn(root)->record(entry(u"a"_s)));
        tamper(fileIn(root), u"ALTER TABLE sessions DROP COLUMN saving"_s);
        tamper(fileIn(root), u"PRAGMA user_version = %1"_s.arg(version));
    }

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }

    void isPrivateFromTheFirstByte()
    {
        const mode_t old = ::umask(0);
        const QTemporaryDir root;
        const auto history = historyIn(root);
        QVERIFY(history->record(entry(u"a"_s)));
        ::umask(old);
        const QFileInfoList files
            = QDir(folderIn(root)).entryInfoList(QDir::Files | QDir::Hidden | QDir::System);
        QVERIFY(files.size() >= 2); // the database and what SQLite keeps beside it
        for (const QFileInfo &file : files) {
            struct stat facts {
            };
            QCOMPARE(::stat(QFile::encodeName(file.filePath()).constData(), &facts), 0);
            QCOMPARE(int(facts.st_mode & 07777), 0600);
        }
        struct stat folder {
        };
        QCOMPARE(::stat(QFile::encodeName(folderIn(root)).constData(), &folder), 0);
        QCOMPARE(int(folder.st_mode & 07777), 0700);
    }

    void anOpenFileIsClosedToOthers()
    {
        const QTemporaryDir root;
        QVERIFY(historyIn(root)->record(entry(u"a"_s)));
        QCOMPARE(::chmod(QFile::encodeName(fileIn(root)).constData(), 0644), 0);
        QVERIFY(historyIn(root)->record(entry(u"b"_s)));
        struct stat facts {
        };
        QCOMPARE(::stat(QFile::encodeName(fileIn(root)).constData(), &facts), 0);
        QCOMPARE(int(facts.st_mode & 07777), 0600);
    }

    void askingLeavesNothing()
    {
        const QTemporaryDir root;
        const auto history = historyIn(root);
        QCOMPARE(ids(history->newest(10, {})), QString());
        QCOMPARE(ids(history->findByPrefix(u"a"_s)), QString());
        QVERIFY(!QFileInfo::exists(folderIn(root)));
    }

    void aDamagedOneIsSetAsideAndSaidOnce_data()
    {
        QTest::addColumn<bool>("emptied");
        QTest::newRow("not a database") << false;
        QTest::newRow("cut in its middle") << true;
    }
    void aDamagedOneIsSetAsideAndSaidOnce()
    {
        QFETCH(bool, emptied);
        const QTemporaryDir root;
        if (emptied) {
            {
                const auto history = historyIn(root);
                for (int i = 0; i < 50; ++i)
                    QVERIFY(history->record(entry(u"a"_s + QString::number(i))));
            }
            QVERIFY(QFile::resize(fileIn(root), 5000));
        } else {
            write(fileIn(root), QByteArray("this is no database. ").repeated(300));
        }
        const auto history = historyIn(root);
        QVERIFY(!history->find(u"a1"_s)); // only fails
        QVERIFY(QDir(folderIn(root)).entryList({u"*.damaged-*"_s}).isEmpty());

        const Result<> said = history->record(entry(u"new"_s));
        QVERIFY(!said);
        const QStringList aside
            = QDir(folderIn(root)).entryList({u"history.sqlite.damaged-*"_s}, QDir::Files);
        QVERIFY(!aside.isEmpty());
        QVERIFY2(said.error().message.contains(aside.first()), qUtf8Printable(said.error().message));
        QCOMPARE(ids(history->newest(10, {})), u"new"_s); // kept, and no longer complaining
        QCOMPARE(complaint(history->record(entry(u"newer"_s))), QString());
    }

    void aTableOfAnotherKindIsDamage()
    {
        const QTemporaryDir root;
        QVERIFY(historyIn(root)->record(entry(u"a"_s)));
        tamper(fileIn(root), u"DROP TABLE sessions"_s);
        const auto history = historyIn(root);
        QVERIFY(!history->newest(10, {})); // says so
        QCOMPARE(ids(history->newest(10, {})), QString());
        QVERIFY(history->record(entry(u"b"_s)));
        QCOMPARE(ids(history->newest(10, {})), u"b"_s);
    }

    void aReplacedFileIsOpenedAnew()
    {
        const QTemporaryDir root;
        const auto one = historyIn(root);
        const auto other = historyIn(root);
        QVERIFY(one->record(entry(u"a"_s)));
        QCOMPARE(ids(other->newest(10, {})), u"a"_s);
        QVERIFY(QFile::remove(fileIn(root)));
        QVERIFY(one->record(entry(u"b"_s)));
        QCOMPARE(ids(other->newest(10, {})), u"b"_s);
    }

    void aNewerSchemaIsLeftAlone()
    {
        const QTemporaryDir root;
        QVERIFY(historyIn(root)->record(entry(u"a"_s)));
        tamper(fileIn(root), u"PRAGMA user_version = 7"_s);
        const auto history = historyIn(root);
        const Result<> kept = history->record(entry(u"b"_s));
        QVERIFY(!kept);
        QVERIFY(kept.error().message.contains("newer version"_L1));
        tamper(fileIn(root), u"PRAGMA user_version = 1"_s);
        QCOMPARE(ids(history->newest(10, {})), u"a"_s);
    }

    /// Of a program that did not keep how pictures are saved, and goes on beside us.
    void anOlderTableIsCompleted_data()
    {
        QTest::addColumn<int>("version");
        QTest::newRow("as that program left it") << 1;
        QTest::newRow("as a tool copied it") << 0;
    }
    void anOlderTableIsCompleted()
    {
        QFETCH(int, version);
        const QTemporaryDir root;
        makeOlder(root, version);
        HistoryEntry saved = entry(u"b"_s);
        saved.saving = {{u"folder"_s, u"/cards"_s}};
        const auto history = historyIn(root);
        const auto other = historyIn(root);
        QCOMPARE(ids(other->newest(10, {})), u"a"_s); // and takes the table as it is
        QCOMPARE(complaint(history->record(saved)), QString());
        QCOMPARE((*history->find(u"b"_s))->saving, saved.saving);
        tamper(fileIn(root),
               u"INSERT INTO sessions (session_id, project, label, outcome, prompt, parameters, server, "
               u"requested, "
               "image_paths, local_paths, cancelled_by) VALUES ('c', '', '', 'ended', '', '{}', '', 1, '[]', "
               "'[]', "
               "'')"_s);
        HistoryEntry another = saved;
        another.sessionId = u"d"_s;
        QCOMPARE(complaint(other->record(another)), QString()); // although the first one was faster
        QCOMPARE((*other->find(u"d"_s))->saving, saved.saving);
        QVERIFY((*history->find(u"c"_s)).has_value());
    }

    void anOlderTableIsReadWhileAnotherWrites()
    {
        const QTemporaryDir root;
        makeOlder(root, 1);
        {
            QSqlDatabase writer = QSqlDatabase::addDatabase(u"QSQLITE"_s, u"writer"_s);
            writer.setDatabaseName(fileIn(root));
            QVERIFY(writer.open());
            QVERIFY(QSqlQuery(writer).exec(u"BEGIN IMMEDIATE"_s));
            QCOMPARE(ids(historyIn(root)->newest(10, {})), u"a"_s);
        }
        QSqlDatabase::removeDatabase(u"writer"_s);
    }

    void anEmptyFileIsTaken()
    {
        const QTemporaryDir root;
        write(fileIn(root), {});
        const auto history = historyIn(root);
        QCOMPARE(complaint(history->record(entry(u"a"_s))), QString());
        QCOMPARE(ids(history->newest(10, {})), u"a"_s);
    }

    void whatCannotBeKeptIsASentence_data()
    {
        QTest::addColumn<QString>("obstacle");
        QTest::newRow("a file for the folder") << u"file"_s;
        QTest::newRow("a folder for the file") << u"folder"_s;
        QTest::newRow("a link for the file") << u"link"_s;
        QTest::newRow("no folder at all") << u"none"_s;
    }
    void whatCannotBeKeptIsASentence()
    {
        QFETCH(QString, obstacle);
        const QTemporaryDir root;
        QString folder = folderIn(root);
        if (obstacle == "file"_L1)
            write(folder, "x");
        else if (obstacle == "folder"_L1)
            QVERIFY(QDir().mkpath(fileIn(root)));
        else if (obstacle == "link"_L1)
            QVERIFY(QDir().mkpath(folder) && QFile::link(u"/etc/passwd"_s, fileIn(root)));
        else
            folder = u"/proc/asset-generator"_s;
        const auto history = openHistory(folder, QCoreApplication::applicationDirPath());
        const Result<> kept = history->record(entry(u"a"_s));
        QVERIFY(!kept);
        QCOMPARE(kept.error().kind, Error::Kind::FileSystem);
        QVERIFY2(kept.error().message.contains(folder), qUtf8Printable(kept.error().message));
        QVERIFY(!kept.error().hint.isEmpty());
    }
};

QTEST_GUILESS_MAIN(TestHistoryFile)
#include "tst_historyfile.moc"

// SPDX-License-Identifier: GPL-3.0-or-later
#include "folderwatch.h"
#include "statefile.h"

#include <QDir>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;

class TestFolderWatch : public QObject
{
    Q_OBJECT
private:
    std::unique_ptr<QTemporaryDir> m_folder;
    PathEvents m_events;
    [[nodiscard]] QString file() const { return m_folder->filePath(u"project/state"_s); }
    static void writeInPlace(const QString &path, const QByteArray &bytes)
    {
        QFile file(path);
        QVERIFY(file.open(QFile::WriteOnly | QFile::Truncate));
        file.write(bytes);
    }

private Q_SLOTS:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        QVERIFY(QDir(m_folder->path()).mkdir(u"project"_s));
    }

    void tellsOfEveryKindOfChange_data()
    {
        QTest::addColumn<QString>("change");
        for (const char *change : {"created", "replaced", "replaced again", "in place", "removed"})
            QTest::newRow(change) << QString::fromLatin1(change);
    }
    void tellsOfEveryKindOfChange()
    {
        QFETCH(QString, change);
        if (change != "created"_L1)
            QVERIFY(replaceStateFile(file(), "one"));
        FolderWatch watch(file(), m_events);
        QSignalSpy stirred(&watch, &FolderWatch::stirred);
        watch.arm();
        QVERIFY(watch.isFolderPresent());
        QVERIFY(watch.blindness().isEmpty());
        if (change == "replaced again"_L1) {
            QVERIFY(replaceStateFile(file(), "two"));
            QVERIFY(stirred.wait());
            watch.arm();
            stirred.clear();
        }
        if (change == "removed"_L1)
            QVERIFY(QFile::remove(file()));
        else if (change == "in place"_L1)
            writeInPlace(file(), "three");
        else
            QVERIFY(replaceStateFile(file(), "three"));
        QVERIFY(!stirred.isEmpty() || stirred.wait());
    }

    void aFileThatWasReplacedIsStillWatchedInPlace()
    {
        FolderWatch watch(file(), m_events);
        watch.arm();
        for (int i = 0; i < 5; ++i) {
            QVERIFY(replaceStateFile(file(), "one"));
            QTest::qWait(10);
            watch.arm();
            QSignalSpy stirred(&watch, &FolderWatch::stirred);
            writeInPlace(file(), "two");
            QVERIFY(stirred.wait());
        }
    }

    void aLinkedFileIsWatchedWhereItLies()
    {
        QVERIFY(QDir(m_folder->path()).mkdir(u"real"_s));
        QVERIFY(QFile::link(m_folder->filePath(u"real/state"_s), file()));
        FolderWatch watch(file(), m_events);
        watch.arm();
        QSignalSpy stirred(&watch, &FolderWatch::stirred);
        QVERIFY(replaceStateFile(file(), "one"));
        QVERIFY(stirred.wait());
    }

    void noticesAFolderThatComesGoesAndIsMadeAnew()
    {
        FolderWatch watch(file(), m_events);
        watch.arm();
        QSignalSpy stirred(&watch, &FolderWatch::stirred);
        QVERIFY(QDir(m_folder->filePath(u"project"_s)).removeRecursively());
        QVERIFY(stirred.wait());
        watch.arm();
        QVERIFY(!watch.isFolderPresent());
        QTest::qWait(20);
        stirred.clear();
        QVERIFY(QDir(m_folder->path()).mkdir(u"project"_s));
        QVERIFY(stirred.wait());
        watch.arm();
        QVERIFY(watch.isFolderPresent());
        QTest::qWait(20);
        stirred.clear();
        QVERIFY(replaceStateFile(file(), "one"));
        QVERIFY(stirred.wait());
    }
};

QTEST_GUILESS_MAIN(TestFolderWatch)
#include "tst_folderwatch.moc"

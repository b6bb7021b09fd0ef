// SPDX-License-Identifier: GPL-3.0-or-later
#include "pathevents.h"

#include <QDir>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;

namespace
{

/// How many of the few file system watchers that a user is granted this process has taken.
int watchersTaken()
{
    int taken = 0;
    for (const QFileInfo &descriptor :
         QDir(u"/proc/self/fd"_s).entryInfoList(QDir::AllEntries | QDir::System | QDir::NoDotAndDotDot))
        taken += descriptor.symLinkTarget().endsWith("inotify"_L1);
    return taken;
}

void put(const QString &path)
{
    QFile file(path);
    QVERIFY(file.open(QFile::WriteOnly));
}

} // namespace

class TestPathEvents : public QObject
{
    Q_OBJECT
private:
    std::unique_ptr<QTemporaryDir> m_folder;

private Q_SLOTS:
    void init() { m_folder = std::make_unique<QTemporaryDir>(); }

    void aProcessTakesOneWatcherForAll()
    {
        PathEvents events;
        QCOMPARE(watchersTaken(), 0);
        for (int i = 0; i < 20; ++i) {
            const QString path = m_folder->filePath(QString::number(i));
            QVERIFY(QDir().mkdir(path));
            events.hold(path);
            QVERIFY(events.watch(path));
        }
        QCOMPARE(watchersTaken(), 1);
    }

    void tellsUntilTheLastHolderLetsGo()
    {
        PathEvents events;
        const QString path = m_folder->path();
        events.hold(path);
        events.hold(path);
        QVERIFY(events.watch(path));
        events.release(path);
        QSignalSpy stirred(&events, &PathEvents::stirred);
        put(m_folder->filePath(u"one"_s));
        QVERIFY(stirred.wait());
        QCOMPARE(stirred.first().first().toString(), path);
        events.release(path);
        QVERIFY(!events.watch(path));
        stirred.clear();
        put(m_folder->filePath(u"two"_s));
        QVERIFY(!stirred.wait(100));
    }

    void aFolderMadeAnewIsAnotherOne()
    {
        PathEvents events;
        const QString path = m_folder->filePath(u"project"_s);
        events.hold(path);
        QVERIFY(!events.watch(path)); // not there
        QVERIFY(QDir().mkdir(path));
        QVERIFY(events.watch(path));
        QVERIFY(QDir().rmdir(path));
        QVERIFY(QDir().mkdir(path));
        QSignalSpy stirred(&events, &PathEvents::stirred);
        stirred.wait(50);
        QVERIFY(events.watch(path));
        stirred.clear();
        put(path + u"/file"_s);
        QVERIFY(stirred.wait());
    }
};

QTEST_GUILESS_MAIN(TestPathEvents)
#include "tst_pathevents.moc"

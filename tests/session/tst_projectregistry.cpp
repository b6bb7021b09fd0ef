// SPDX-License-Identifier: GPL-3.0-or-later
#include "projectregistry.h"

#include <QDir>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;

class TestProjectRegistry : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void knowsProjectsOnceEach()
    {
        const QTemporaryDir folder;
        QVERIFY(QDir(folder.path()).mkpath(u"cards"_s) && QDir(folder.path()).mkpath(u"art"_s));
        QVERIFY(QFile::link(folder.filePath(u"cards"_s), folder.filePath(u"alias"_s)));
        const ProjectRegistry registry(folder.filePath(u"private"_s));
        QCOMPARE(registry.stateFiles(), QStringList());
        registry.add(folder.filePath(u"cards/state.json"_s));
        registry.add(folder.filePath(u"cards/state.json"_s));
        registry.add(folder.filePath(u"alias/state.json"_s));
        registry.add(folder.filePath(u"art/state.json"_s));
        const QString canonical = QDir(folder.path()).canonicalPath();
        const QStringList expected{canonical + u"/art/state.json"_s, canonical + u"/cards/state.json"_s};
        QCOMPARE(registry.stateFiles(), expected);
        QCOMPARE(ProjectRegistry(folder.filePath(u"private"_s)).stateFiles(), expected);
    }

    void forgetsThoseThatAreGone()
    {
        const QTemporaryDir folder;
        QVERIFY(QDir(folder.path()).mkpath(u"cards"_s));
        const ProjectRegistry registry(folder.filePath(u"private"_s));
        registry.add(folder.filePath(u"cards/state.json"_s));
        registry.add(folder.filePath(u"never/state.json"_s));
        QCOMPARE(registry.stateFiles().size(), 1);
        QVERIFY(QDir(folder.path()).rmdir(u"cards"_s));
        QCOMPARE(registry.stateFiles(), QStringList());
    }

    void damagedNotesAreSkipped()
    {
        const QTemporaryDir folder;
        QVERIFY(QDir(folder.path()).mkpath(u"private/projects"_s));
        QFile note(folder.filePath(u"private/projects/x.json"_s));
        QVERIFY(note.open(QFile::WriteOnly));
        note.write("{\"state_file\": 5");
        note.close();
        QCOMPARE(ProjectRegistry(folder.filePath(u"private"_s)).stateFiles(), QStringList());
    }

    void withoutAFolderItKnowsNone()
    {
        const ProjectRegistry registry{QString()};
        registry.add(u"/tmp/state.json"_s);
        QCOMPARE(registry.stateFiles(), QStringList());
    }
};

QTEST_GUILESS_MAIN(TestProjectRegistry)
#include "tst_projectregistry.moc"

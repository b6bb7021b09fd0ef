// SPDX-License-Identifier: GPL-3.0-or-later
#include "desktopmemory.h"

#include <QFile>
#include <QFileInfo>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;

class TestDesktopMemory : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void remembersFromOneStartToTheNext();
    void theFirstStartHasNothing();
    void isPrivate();
    void isMadePrivateAgain();
    void nothingIsLostWithoutAFolder();
};

void TestDesktopMemory::remembersFromOneStartToTheNext()
{
    const QTemporaryDir dir;
    const FormOrder form{.request = {.prompt = u"a red fox, “deep” snow;\nlow sun"_s,
                                     .model = u"dreamshaper_xl"_s,
                                     .width = 1024,
                                     .height = 768,
                                     .images = 4},
                         .project = u"/srv/cards"_s,
                         .label = u"hero"_s};
    const QStringList folders{u"/srv/cards"_s, u"/srv/a, b"_s};
    {
        DesktopMemory memory(dir.filePath(u"asset-generator"_s));
        memory.setForm(form);
        memory.setWatched(folders);
        memory.setCloseExplained();
    }
    const DesktopMemory memory(dir.filePath(u"asset-generator"_s));
    QVERIFY(memory.hasForm());
    QCOMPARE(memory.form(), form);
    QCOMPARE(memory.watched(), folders);
    QVERIFY(memory.isCloseExplained());
}

void TestDesktopMemory::theFirstStartHasNothing()
{
    const QTemporaryDir dir;
    const DesktopMemory memory(dir.filePath(u"asset-generator"_s));
    QCOMPARE(memory.form(), FormOrder{});
    QVERIFY(!memory.hasForm());
    QVERIFY(memory.watched().isEmpty());
    QVERIFY(!memory.isCloseExplained());
}

void TestDesktopMemory::isPrivate()
{
    const QTemporaryDir dir;
    DesktopMemory memory(dir.filePath(u"asset-generator"_s));
    memory.setForm({.request = {.prompt = u"a secret"_s}});
    memory.save();
    const auto others
        = QFile::ReadGroup | QFile::WriteGroup | QFile::ExeGroup | QFile::ReadOther | QFile::WriteOther;
    QVERIFY((QFileInfo(dir.filePath(u"asset-generator"_s)).permissions() & others) == 0);
    QVERIFY((QFileInfo(dir.filePath(u"asset-generator/desktop.ini"_s)).permissions() & others) == 0);
}

void TestDesktopMemory::isMadePrivateAgain()
{
    const QTemporaryDir dir;
    const QString path = dir.filePath(u"asset-generator/desktop.ini"_s);
    {
        DesktopMemory memory(dir.filePath(u"asset-generator"_s));
        memory.setCloseExplained();
    }
    QVERIFY(QFile::setPermissions(path, QFile::ReadOwner | QFile::WriteOwner | QFile::ReadOther));
    DesktopMemory memory(dir.filePath(u"asset-generator"_s));
    memory.setForm({.request = {.prompt = u"a secret"_s}});
    memory.save();
    QVERIFY((QFileInfo(path).permissions() & QFile::ReadOther) == 0);
    QVERIFY(memory.isCloseExplained());
}

void TestDesktopMemory::nothingIsLostWithoutAFolder()
{
    const QTemporaryDir dir;
    QFile inTheWay(dir.filePath(u"asset-generator"_s));
    QVERIFY(inTheWay.open(QFile::WriteOnly));
    DesktopMemory memory(inTheWay.fileName());
    memory.setWatched({u"/srv/cards"_s});
    memory.save();
    QCOMPARE(memory.watched(), QStringList(u"/srv/cards"_s));
}

QTEST_GUILESS_MAIN(TestDesktopMemory)
#include "tst_desktopmemory.moc"

// SPDX-License-Identifier: GPL-3.0-or-later
#include "agedfile.h"
#include "previewbox.h"

#include <QDir>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace
{

QByteArray contentOf(const QString &path)
{
    QFile file(path);
    return file.open(QFile::ReadOnly) ? file.readAll() : QByteArray();
}

} // namespace

class TestPreviewBox : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void keepsTwoASecondForEachSession()
    {
        const QTemporaryDir folder;
        std::chrono::milliseconds now = 100s;
        PreviewBox box(folder.filePath(u"runtime"_s), [&now] { return now; });
        QVERIFY(box.isAvailable());
        box.write(u"a"_s, "first");
        now += 499ms;
        box.write(u"a"_s, "too soon");
        box.write(u"b"_s, "another session");
        QCOMPARE(contentOf(box.fileOf(u"a"_s)), QByteArray("first"));
        QCOMPARE(contentOf(box.fileOf(u"b"_s)), QByteArray("another session"));
        now += 1ms;
        box.write(u"a"_s, "second");
        QCOMPARE(contentOf(box.fileOf(u"a"_s)), QByteArray("second"));
        QCOMPARE(QDir(box.folder()).entryList(QDir::Files), (QStringList{u"a"_s, u"b"_s}));
        QVERIFY(!(QFileInfo(box.folder()).permissions() & (QFile::ReadGroup | QFile::ReadOther)));
    }

    void goesWithItsSession()
    {
        const QTemporaryDir folder;
        PreviewBox box(folder.path());
        box.write(u"a"_s, "picture");
        box.remove(u"a"_s);
        QVERIFY(!QFileInfo::exists(box.fileOf(u"a"_s)));
        box.write(u"a"_s, "again");
        QCOMPARE(contentOf(box.fileOf(u"a"_s)), QByteArray("again"));
    }

    void whatNobodyWantsGoesAfterAMinute()
    {
        const QTemporaryDir folder;
        PreviewBox box(folder.path());
        for (const QString &id : {u"wanted"_s, u"unwanted"_s, u"new"_s}) {
            box.write(id, "picture");
            QVERIFY(id == u"new"_s || ageFile(box.fileOf(id), 70));
        }
        box.prune([](const QString &id) { return id == u"wanted"_s; });
        QCOMPARE(QDir(box.folder()).entryList(QDir::Files), (QStringList{u"new"_s, u"wanted"_s}));
    }

    void withoutARuntimeFolderItDoesNothing()
    {
        PreviewBox box{QString()};
        QVERIFY(!box.isAvailable());
        box.write(u"a"_s, "picture");
        box.remove(u"a"_s);
        box.prune([](const QString &) { return false; });
        QCOMPARE(box.fileOf(u"a"_s), QString());
    }

    void anIdNeverLeadsOutOfTheFolder()
    {
        const QTemporaryDir folder;
        PreviewBox box(folder.path());
        box.write(u"../stolen"_s, "picture");
        box.write(u".."_s, "picture");
        QCOMPARE(box.fileOf(u"../stolen"_s), QString());
        QVERIFY(QDir(folder.path()).isEmpty());
    }
};

QTEST_GUILESS_MAIN(TestPreviewBox)
#include "tst_previewbox.moc"

// SPDX-License-Identifier: GPL-3.0-or-later
#include "places.h"

#include <QFileInfo>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;

class TestPlaces : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void followsTheEnvironment()
    {
        QProcessEnvironment environment;
        environment.insert(u"HOME"_s, u"/home/ada"_s);
        environment.insert(u"XDG_STATE_HOME"_s, u"/state"_s);
        environment.insert(u"XDG_CONFIG_HOME"_s, u"relative"_s);
        const Places places = Places::of(environment);
        QCOMPARE(places.state, u"/state/asset-generator"_s);
        QCOMPARE(places.configuration, u"/home/ada/.config/asset-generator"_s); // relative ones are ignored
        QCOMPARE(places.runtime, QString()); // no runtime folder: no previews, no socket
    }

    void privateFoldersAreForTheirOwnerAlone()
    {
        const QTemporaryDir folder;
        const QString path = folder.filePath(u"a/b"_s);
        QVERIFY(makePrivateFolder(path));
        QVERIFY(makePrivateFolder(path));
        const auto others = QFile::ReadGroup | QFile::WriteGroup | QFile::ExeGroup | QFile::ReadOther
            | QFile::WriteOther | QFile::ExeOther;
        QVERIFY(!(QFileInfo(path).permissions() & others));
        QVERIFY(!makePrivateFolder(QString()));
    }

    void aLinkIsNoPrivateFolder()
    {
        const QTemporaryDir folder;
        const QString link = folder.filePath(u"link"_s);
        QVERIFY(QFile::link(folder.path(), link));
        QVERIFY(!makePrivateFolder(link));
    }
};

QTEST_GUILESS_MAIN(TestPlaces)
#include "tst_places.moc"

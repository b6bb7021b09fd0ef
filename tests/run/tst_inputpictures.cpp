// SPDX-License-Identifier: GPL-3.0-or-later
#include "inputpictures.h"

#include <QFile>
#include <QJsonArray>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;

class TestInputPictures : public QObject
{
    Q_OBJECT
    QTemporaryDir m_folder;

    void put(const QString &name, const QByteArray &bytes)
    {
        QFile file(m_folder.filePath(name));
        QVERIFY(file.open(QFile::WriteOnly));
        file.write(bytes);
    }
    Result<GenerationRequest> with(const QString &value) const
    {
        GenerationRequest request;
        request.others[u"initimage"_s] = value;
        return withInputs(request, {u"initimage"_s}, m_folder.path());
    }

private Q_SLOTS:
    void initTestCase()
    {
        put(u"fox.png"_s, "\x89PNG\r\n\x1a\n rest");
        put(u"a, b.jpg"_s, "\xff\xd8\xff\xe0 rest");
        put(u"clip.webm"_s, "\x1a\x45\xdf\xa3 rest");
        put(u"note.txt"_s, "no picture");
        put(u"empty.png"_s, "");
    }

    void aFileIsReadAndItsNameKept_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QString>("type");
        QTest::newRow("PNG") << u"fox.png"_s << u"image/png"_s;
        QTest::newRow("whole path") << m_folder.filePath(u"fox.png"_s) << u"image/png"_s;
        QTest::newRow("a name with a comma") << u"a, b.jpg"_s << u"image/jpeg"_s;
        QTest::newRow("video") << u"clip.webm"_s << u"video/webm"_s;
    }
    void aFileIsReadAndItsNameKept()
    {
        QFETCH(QString, name);
        QFETCH(QString, type);
        const auto request = with(name);
        QVERIFY2(request, request ? "" : qPrintable(request.error().sentence()));
        const QString sent = request->inputs["initimage"_L1].toString();
        QVERIFY2(sent.startsWith(u"data:"_s + type + u";base64,"_s), qPrintable(sent));
        QVERIFY(request->others["initimage"_L1].toString().startsWith(m_folder.path())); // not the picture
    }

    void severalStandBetweenCommas()
    {
        const auto request = with(u"fox.png, clip.webm,"_s); // as scripts write lists
        QVERIFY(request);
        QCOMPARE(request->inputs["initimage"_L1].toArray().size(), 2);
    }

    void togetherTheyAreNoMoreThanAServerTakes()
    {
        for (const auto &name : {u"one.png"_s, u"two.png"_s}) {
            put(name, "\x89PNG\r\n\x1a\n");
            QVERIFY(QFile::resize(m_folder.filePath(name), 71LL * 1024 * 1024)); // a hole, on most disks
        }
        const auto request = with(u"one.png,two.png"_s);
        QVERIFY(!request);
        QVERIFY(request.error().message.contains(u"with the others it is more than a server takes"_s));
    }

    void whatIsTheServersIsLeft()
    {
        QCOMPARE(with(u"inputs/fox.png"_s)->inputs, QJsonObject());
        const auto inside = with(u"data:image/png;base64,AAAA"_s);
        QCOMPARE(inside->inputs["initimage"_L1].toString(), u"data:image/png;base64,AAAA"_s);
        QCOMPARE(inside->others["initimage"_L1].toString(), u"data:image/png;base64,…"_s);
    }

    void whatCannotBeUsedIsSaid_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QString>("part");
        QTest::newRow("absent") << u"nofox.png"_s << u"there is no such file"_s;
        QTest::newRow("folder") << u"."_s << u"it is a folder"_s;
        QTest::newRow("text") << u"note.txt"_s << u"it is no picture, video or sound"_s;
        QTest::newRow("empty") << u"empty.png"_s << u"it is no picture, video or sound"_s;
        QTest::newRow("one of two") << u"fox.png,nofox.png"_s << u"nofox.png"_s;
    }
    void whatCannotBeUsedIsSaid()
    {
        QFETCH(QString, name);
        QFETCH(QString, part);
        const auto request = with(name);
        QVERIFY(!request);
        QCOMPARE(request.error().kind, Error::Kind::Usage);
        QVERIFY2(request.error().message.contains(part), qPrintable(request.error().message));
    }
};

QTEST_GUILESS_MAIN(TestInputPictures)
#include "tst_inputpictures.moc"

// SPDX-License-Identifier: GPL-3.0-or-later
#include "paintedpicture.h"
#include "picturetiles.h"

#include <QSignalSpy>
#include <QTest>

using namespace Qt::StringLiterals;

class TestPictureTiles : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void framesStandForWhatIsToCome()
    {
        PictureTiles tiles;
        tiles.setExpected({u"/x/fox-1.png"_s}, 4, u"45 %"_s);
        QCOMPARE(tiles.model()->rowCount(), 4);
        QCOMPARE(tiles.model()->index(1, 0).data().toString(), u"45 %"_s);
        QCOMPARE(tiles.model()->index(0, 0).data(Qt::AccessibleTextRole).toString(), u"fox-1.png"_s);
        QCOMPARE(tiles.model()->index(3, 0).data(Qt::AccessibleTextRole).toString(), u"Still to come"_s);
        tiles.setExpected({u"/x/1.png"_s, u"/x/2.png"_s}, 2, {});
        QCOMPARE(tiles.model()->rowCount(), 2);
        tiles.setExpected({}, 5000, {});
        QVERIFY(tiles.model()->rowCount() < 100);
    }

    void opensWithReturnAndDoubleClick()
    {
        PictureTiles tiles;
        tiles.setExpected({u"/x/1.png"_s, u"/x/2.png"_s}, 3, {});
        tiles.resize(320, 120);
        tiles.show();
        QSignalSpy opened(&tiles, &PictureTiles::openWished);
        tiles.setCurrentIndex(tiles.model()->index(1, 0));
        QTest::keyClick(&tiles, Qt::Key_Return);
        const QPoint first = tiles.visualRect(tiles.model()->index(0, 0)).center();
        QTest::mouseClick(tiles.viewport(), Qt::LeftButton, {}, first);
        QTest::mouseDClick(tiles.viewport(), Qt::LeftButton, {}, first);
        const QPoint empty = tiles.visualRect(tiles.model()->index(2, 0)).center();
        QTest::mouseDClick(tiles.viewport(), Qt::LeftButton, {}, empty);
        QCOMPARE(opened.size(), 2);
        QCOMPARE(opened.at(0).first().toString(), u"/x/2.png"_s);
        QCOMPARE(opened.at(1).first().toString(), u"/x/1.png"_s);
    }

    void paintsThePictureOfItsFile()
    {
        PictureTiles tiles;
        tiles.setExpected({u"/x/1.png"_s}, 1, {});
        tiles.resize(120, 120);
        const QImage before = tiles.grab().toImage();
        tiles.setPictures({{u"/x/other.png"_s, paintedPicture({64, 64})}});
        QCOMPARE(tiles.grab().toImage(), before);
        tiles.setPictures({{u"/x/1.png"_s, paintedPicture({64, 64})}});
        QVERIFY(tiles.grab().toImage() != before);
    }

    void isAsHighAsItsTiles()
    {
        PictureTiles tiles;
        tiles.show();
        tiles.setExpected({}, 6, {});
        tiles.resize(320, 10);
        const int three = tiles.height();
        tiles.resize(640, 10);
        QTRY_VERIFY(tiles.height() < three);
    }
};

QTEST_MAIN(TestPictureTiles)
#include "tst_picturetiles.moc"

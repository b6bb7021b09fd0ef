// SPDX-License-Identifier: GPL-3.0-or-later
#include "glyphs.h"

#include <QTest>

#include <set>

using namespace Qt::StringLiterals;

class TestGlyphs : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void everyStateHasADrawingOfItsOwn()
    {
        std::set<QByteArray> drawings;
        for (int glyph = int(Glyph::Pending); glyph <= int(Glyph::Ended); ++glyph) {
            const QImage image = glyphPixmap(glyphName(Glyph(glyph)), 16, Qt::black, 1).toImage();
            QVERIFY2(!image.isNull(), qPrintable(glyphName(Glyph(glyph))));
            drawings.insert(
                QByteArray(reinterpret_cast<const char *>(image.constBits()), image.sizeInBytes()));
        }
        QCOMPARE(int(drawings.size()), int(Glyph::Ended) + 1);
    }

    void takesTheColourGiven()
    {
        const QImage red = glyphPixmap(u"state-completed"_s, 32, QColor(0xc0262d), 1).toImage();
        const QColor inside = red.pixelColor(16, 4);
        QCOMPARE(inside.alpha(), 255);
        QCOMPARE(inside.rgb(), QColor(0xc0262d).rgb());
        QVERIFY(!recoloured(u"state-completed"_s, Qt::red).contains("3b4045"));
        QVERIFY(recoloured(u"no-such-drawing"_s, Qt::red).isEmpty());
    }

    void isSharpOnFineScreens()
    {
        const QPixmap fine = glyphPixmap(u"state-orphan"_s, 16, Qt::black, 2);
        QCOMPARE(fine.size(), QSize(32, 32));
        QCOMPARE(fine.deviceIndependentSize(), QSizeF(16, 16));
    }

    void arrowsFollowTheReadingDirection_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<bool>("mirrored");
        QTest::newRow("open") << u"action-open"_s << true;
        QTest::newRow("history") << u"action-history"_s << true;
        QTest::newRow("a clock") << u"state-pending"_s << false;
        QTest::newRow("a die") << u"action-random"_s << false;
    }

    void arrowsFollowTheReadingDirection()
    {
        QFETCH(QString, name);
        const QImage there = glyphPixmap(name, 16, Qt::black, 1, Qt::LeftToRight).toImage();
        const QImage back = glyphPixmap(name, 16, Qt::black, 1, Qt::RightToLeft).toImage();
        QTEST(back == there.mirrored(true, false) && back != there, "mirrored");
    }

    void iconsAreReadableWhenSelected()
    {
        QPalette palette;
        palette.setColor(QPalette::HighlightedText, Qt::white);
        const QIcon icon = glyphIcon(u"action-folder"_s, palette);
        const QImage selected = icon.pixmap(QSize(16, 16), 1, QIcon::Selected).toImage();
        int inked = 0;
        for (int y = 0; y < 16; ++y) {
            for (int x = 0; x < 16; ++x) {
                const QColor ink = selected.pixelColor(x, y);
                inked += ink.alpha() > 100 && ink.lightness() > 240;
            }
        }
        QVERIFY(inked > 10);
    }

    void theProgramHasAnIconInAllSizes()
    {
        for (const int size : {16, 22, 24, 32, 48, 64, 128, 256})
            QVERIFY(applicationIcon().availableSizes().contains(QSize(size, size)));
    }
};

QTEST_MAIN(TestGlyphs)
#include "tst_glyphs.moc"

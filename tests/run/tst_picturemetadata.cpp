// SPDX-License-Identifier: GPL-3.0-or-later
#include "picturebytes.h"
#include "picturemetadata.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace PictureBytes;

class TestPictureMetadata : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void removesWhatTellsThePrompt_data()
    {
        QTest::addColumn<QByteArray>("picture");
        QTest::addColumn<QString>("extension");
        QTest::addColumn<QByteArray>("clean");
        const QByteArray profile = pngChunk("iCCP", "colours");
        QTest::newRow("PNG, all kinds of text") << pngStart() + profile + pngChunk("iTXt", "x")
                + pngChunk("zTXt", "x") + pngChunk("eXIf", "x") + pngChunk("tIME", "x")
                + pngEnd() << u".png"_s << pngStart() + profile + pngEnd();
        QTest::newRow("PNG with something behind its end")
            << pngStart() + pngEnd() + "hidden" << u".png"_s << pngStart() + pngEnd();
        const QByteArray start("\xFF\xD8");
        const QByteArray scan = QByteArray("\xFF\xDA") + "compressed pixels \xFF\xD9";
        QTest::newRow("JPEG with EXIF and comment") << start + jpegSegment('\xE0', "JFIF")
                + jpegSegment('\xE1', "Exif a secret") + jpegSegment('\xE2', "ICC_PROFILE")
                + jpegSegment('\xED', "IPTC") + jpegSegment('\xFE', "comment") + jpegSegment('\xDB', "tables")
                + scan << u".jpg"_s
                                                    << start + jpegSegment('\xE0', "JFIF")
                + jpegSegment('\xE2', "ICC_PROFILE") + jpegSegment('\xDB', "tables") + scan;
        QTest::newRow("WebP with EXIF and XMP")
            << webp(webpChunk("VP8X", QByteArray("\x2C\0\0\0AAABBB", 10)) + webpChunk("ICCP", "colours")
                    + webpChunk("VP8L", "pixels!") + webpChunk("EXIF", "a secret")
                    + webpChunk("XMP ", "another"))
            << u".webp"_s
            << webp(webpChunk("VP8X", QByteArray("\x20\0\0\0AAABBB", 10)) + webpChunk("ICCP", "colours")
                    + webpChunk("VP8L", "pixels!"));
        QTest::newRow("video") << QByteArray("ftypmp42 whatever") << u".mp4"_s
                               << QByteArray("ftypmp42 whatever");
    }
    void removesWhatTellsThePrompt()
    {
        QFETCH(QByteArray, picture);
        QFETCH(QString, extension);
        const auto clean = withoutMetadata(picture, extension);
        QVERIFY(clean);
        QTEST(*clean, "clean");
    }

    void damagedPicturesAreAnError_data()
    {
        QTest::addColumn<QByteArray>("whole");
        QTest::addColumn<QString>("extension");
        QTest::newRow("PNG") << pngStart() + pngChunk("tEXt", "words") + pngEnd() << u".png"_s;
        QTest::newRow("JPEG") << QByteArray("\xFF\xD8") + jpegSegment('\xE1', "Exif")
                + jpegSegment('\xDB', "tables")
                              << u".jpg"_s;
    }
    void damagedPicturesAreAnError()
    {
        QFETCH(QByteArray, whole);
        QFETCH(QString, extension);
        for (qsizetype length = 8; length < whole.size(); ++length) {
            const auto clean = withoutMetadata(whole.left(length), extension);
            QVERIFY2(!clean, qPrintable(u"%1 of %2 bytes"_s.arg(length).arg(whole.size())));
            QCOMPARE(clean.error().kind, Error::Kind::BadReply);
        }
    }

    void absurdLengthsAreAnError()
    {
        const QByteArray png = pngStart() + QByteArray("\xFF\xFF\xFF\xFFtEXt");
        QVERIFY(!withoutMetadata(png, u".png"_s));
        QVERIFY(!withoutMetadata(
            "RIFF" + littleEndian(quint32(99)) + "WEBPEXIF" + QByteArray("\xFF\xFF\xFF\xFF"), u".webp"_s));
    }
};

QTEST_GUILESS_MAIN(TestPictureMetadata)
#include "tst_picturemetadata.moc"

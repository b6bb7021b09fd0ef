// SPDX-License-Identifier: GPL-3.0-or-later
#include "picturebytes.h"
#include "picturemetadata.h"

#include <QBuffer>
#include <QTemporaryDir>
#include <QTest>

#include "exiforientation.h"
#include "processmemory.h"

using namespace Qt::StringLiterals;
using namespace PictureBytes;

namespace
{

/// The whole of a small picture.
Result<QByteArray> withoutMetadata(const QByteArray &picture, const QString &extension)
{
    QBuffer from;
    from.setData(picture);
    QBuffer to;
    if (!from.open(QIODevice::ReadOnly) || !to.open(QIODevice::WriteOnly))
        qFatal("a buffer cannot be opened");
    const Result<> clean = copyWithoutMetadata(from, to, extension);
    return clean ? Result<QByteArray>(to.data()) : Result<QByteArray>(clean.error());
}

} // namespace

class TestPictureMetadata : public QObject
{
    Q_OBJECT

    static void jpegRows()
    {
        const auto row = [](const char *name, const QByteArray &picture, const QByteArray &clean) {
            QTest::newRow(name) << picture << u".jpg"_s << clean;
        };
        const QByteArray start("\xFF\xD8");
        const QByteArray end("\xFF\xD9");
        const QByteArray jfif = jpegSegment('\xE0', QByteArray("JFIF\0", 5));
        const QByteArray profile = jpegSegment('\xE2', QByteArray("ICC_PROFILE\0\1\1colours", 21));
        const QByteArray tables = jpegSegment('\xDB', "tables") + jpegSegment('\xC2', "frame");
        const QByteArray scan = jpegSegment('\xDA', "scan") + QByteArray("pixels\xFF\0more\xFF\xD0more", 18);
        const QByteArray exif = jpegSegment('\xE1', QByteArray("Exif\0\0a secret", 14));
        row("JPEG with EXIF, IPTC and a comment",
            start + jfif + exif + profile + jpegSegment('\xED', "IPTC") + jpegSegment('\xFE', "comment")
                + tables + scan + end,
            start + jfif + profile + tables + scan + end);
        row("JPEG with further pictures and a thumbnail",
            start + jfif + jpegSegment('\xE0', "JFXX thumbnail")
                + jpegSegment('\xE2', QByteArray("MPF\0x", 5)) + tables + scan + end,
            start + jfif + tables + scan + end);
        row("JPEG with its maker's seal", start + jpegSegment('\xEB', "JP JUMBF") + tables + scan + end,
            start + tables + scan + end);
        row("JPEG with its colours' coding", start + jpegSegment('\xEE', "Adobe") + tables + scan + end,
            start + jpegSegment('\xEE', "Adobe") + tables + scan + end);
        row("JPEG of several scans with EXIF between them",
            start + tables + scan + exif + jpegSegment('\xC4', "table") + scan + jpegSegment('\xFE', "x")
                + end,
            start + tables + scan + jpegSegment('\xC4', "table") + scan + end);
        row("JPEG with something behind its end", start + tables + scan + end + start + exif + "hidden",
            start + tables + scan + end);
        row("JPEG with room between segments", start + "\xFF\xFF" + exif + "\xFF" + tables + scan + end,
            start + tables + scan + end);
        row("JPEG without its end", start + exif + tables + scan, start + tables + scan);
        row("JPEG that ends in half a marker", start + tables + scan + '\xFF',
            start + tables + scan + '\xFF');
        const QByteArray pixels
            = QByteArray(65534 - 6, 'p') + QByteArray("\xFF\0", 2) + QByteArray(70000, 'q');
        for (const int shift : {0, 1, 2, 3}) {
            const QByteArray large = jpegSegment('\xDA', "scan") + QByteArray(shift, 's') + pixels;
            QTest::addRow("JPEG larger than a piece, %d", shift) << start + tables + large + exif + large
                    + end << u".jpg"_s << start + tables + large + large + end;
        }
        row("JPEG that is turned",
            start + jpegSegment('\xE1', QByteArray("Exif\0\0", 6) + exifWithOrientation(6) + "a secret")
                + exif + tables + scan + end,
            start + jpegSegment('\xE1', QByteArray("Exif\0\0", 6) + exifWithOrientation(6)) + tables + scan
                + end);
    }
    static void webpRows()
    {
        const auto row = [](const char *name, const QByteArray &picture, const QByteArray &clean) {
            QTest::newRow(name) << picture << u".webp"_s << clean;
        };
        const auto flags = [](char bits) { return webpChunk("VP8X", bits + QByteArray("\0\0\0AAABBB", 9)); };
        const QByteArray profile = webpChunk("ICCP", "colours");
        const QByteArray pixels = webpChunk("VP8L", "pixels!");
        row("WebP with EXIF and XMP",
            webp(flags(0x2C) + profile + pixels + webpChunk("EXIF", "a secret")
                 + webpChunk("XMP ", "another")),
            webp(flags(0x20) + profile + pixels));
        row("WebP that moves", webp(flags(0x02) + webpChunk("ANIM", "x") + webpChunk("ANMF", "1") + pixels),
            webp(flags(0x02) + webpChunk("ANIM", "x") + webpChunk("ANMF", "1") + pixels));
        row("WebP with what nobody knows", webp(pixels + webpChunk("C2PA", "who made it")), webp(pixels));
        row("WebP with something behind its end", webp(pixels) + "hidden", webp(pixels));
        row("WebP that is turned",
            webp(flags(0x08) + pixels + webpChunk("EXIF", exifWithOrientation(8) + "a secret")),
            webp(flags(0x08) + pixels + webpChunk("EXIF", exifWithOrientation(8))));
        row("WebP that is turned, written as JPEG has it",
            webp(flags(0x08) + pixels
                 + webpChunk("EXIF", QByteArray("Exif\0\0", 6) + exifWithOrientation(3))),
            webp(flags(0x08) + pixels + webpChunk("EXIF", exifWithOrientation(3))));
    }
    static void gifRows()
    {
        const auto row = [](const char *name, const QByteArray &picture, const QByteArray &clean) {
            QTest::newRow(name) << picture << u".gif"_s << clean;
        };
        const QByteArray start("GIF89a\x10\0\x10\0\x80\0\0RGBRGB", 19);
        const QByteArray repeat("\x21\xFF\x0BNETSCAPE2.0\x03\x01\0\0\0", 19);
        const QByteArray image("\x21\xF9\x04\0\0\0\0\0\x2C\0\0\0\0\x10\0\x10\0\0\x08\x03pix\x02!;\0", 27);
        const QByteArray comment("\x21\xFE\x08"
                                 "a secret\0",
                                 12);
        const QByteArray xmp("\x21\xFF\x0BXMP DataXMP\x04"
                             "text\0",
                             20);
        row("GIF with a comment and XMP", start + repeat + comment + image + xmp + image + ';',
            start + repeat + image + image + ';');
        row("GIF with something behind its end", start + image + ';' + "hidden", start + image + ';');
        row("GIF with text to be drawn over it",
            start + image
                + QByteArray("\x21\x01\x01x\x08"
                             "a secret\0",
                             14)
                + ';',
            start + image + ';');
    }

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
        QTest::newRow("PNG without") << pngStart() + pngEnd() << u".png"_s << pngStart() + pngEnd();
        QTest::newRow("PNG with what nobody knows")
            << pngStart() + pngChunk("caBX", "who made it") + pngChunk("prVt", "x") + pngEnd() << u".png"_s
            << pngStart() + pngEnd();
        QTest::newRow("PNG that moves")
            << pngStart() + pngChunk("acTL", "2") + pngChunk("tEXt", "x") + pngChunk("fcTL", "1")
                + pngChunk("fdAT", "2") + pngEnd()
            << u".png"_s
            << pngStart() + pngChunk("acTL", "2") + pngChunk("fcTL", "1") + pngChunk("fdAT", "2") + pngEnd();
        QTest::newRow("video") << QByteArray("ftypmp42 whatever") << u".mp4"_s
                               << QByteArray("ftypmp42 whatever");
        jpegRows();
        webpRows();
        gifRows();
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
        QTest::newRow("GIF") << QByteArray(
            "GIF89a\x10\0\x10\0\0\0\0\x21\xFE\x01x\0\x2C\0\0\0\0\x10\0\x10\0\0\x08"
            "\x03pix\0;",
            35) << u".gif"_s;
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

    void absurdStructuresAreAnError_data()
    {
        QTest::addColumn<QByteArray>("picture");
        QTest::addColumn<QString>("extension");
        const QByteArray pixels = webpChunk("VP8L", "pixels!!");
        const QByteArray flags = webpChunk("VP8X", QByteArray(10, '\0'));
        QTest::newRow("PNG") << pngStart() + QByteArray("\xFF\xFF\xFF\xFFtEXt") << u".png"_s;
        QTest::newRow("PNG, kept chunk") << pngStart() + QByteArray("\xFF\xFF\xFF\xFFIDAT") << u".png"_s;
        QTest::newRow("WebP") << "RIFF" + littleEndian(99) + "WEBPEXIF" + QByteArray("\xFF\xFF\xFF\xFF")
                              << u".webp"_s;
        QTest::newRow("WebP beyond its end") << "RIFF" + littleEndian(12) + "WEBP" + pixels << u".webp"_s;
        QTest::newRow("WebP without its flags") << webp(webpChunk("VP8X", {}) + pixels) << u".webp"_s;
        QTest::newRow("WebP with two heads") << webp(flags + flags + pixels) << u".webp"_s;
        QTest::newRow("JPEG, empty segment") << QByteArray("\xFF\xD8\xFF\xE1\0\0\xFF\xD9", 8) << u".jpg"_s;
        QTest::newRow("JPEG, start in the middle") << QByteArray("\xFF\xD8\xFF\xD8\xFF\xD9") << u".jpg"_s;
        QTest::newRow("JPEG, no marker") << QByteArray("\xFF\xD8 tables") << u".jpg"_s;
        QTest::newRow("GIF, unknown block") << QByteArray("GIF89a\x10\0\x10\0\0\0\0\x55;", 15) << u".gif"_s;
    }
    void absurdStructuresAreAnError()
    {
        QFETCH(QByteArray, picture);
        QFETCH(QString, extension);
        const auto clean = withoutMetadata(picture, extension);
        QVERIFY(!clean);
        QCOMPARE(clean.error().kind, Error::Kind::BadReply);
    }

    void aTurnedPngStaysTurned()
    {
        const QByteArray picture
            = pngStart() + pngChunk("eXIf", exifWithOrientation(6) + "a secret") + pngEnd();
        const auto clean = withoutMetadata(picture, u".png"_s);
        QVERIFY(clean);
        const QByteArray exif = bigEndian(26) + "eXIf" + exifWithOrientation(6);
        const qsizetype at = pngStart().size();
        QCOMPARE(clean->sliced(at, exif.size()), exif);
        QCOMPARE(clean->sliced(at + exif.size(), 4), QByteArray::fromHex("b7481129"));
        QCOMPARE(clean->sliced(at + exif.size() + 4), pngEnd());
    }

    void aFullDiskIsToldFromADamagedPicture()
    {
        QBuffer from;
        from.setData(pngStart() + pngEnd());
        QVERIFY(from.open(QIODevice::ReadOnly));
        QFile full(u"/dev/full"_s);
        if (!full.open(QFile::WriteOnly | QFile::Unbuffered))
            QSKIP("There is no /dev/full.");
        const Result<> clean = copyWithoutMetadata(from, full, u".png"_s);
        QVERIFY(!clean);
        QCOMPARE(clean.error().kind, Error::Kind::FileSystem);
    }

    void aFileIsCleanedInPlaceWithoutReadingItWhole_data()
    {
        QTest::addColumn<QString>("extension");
        QTest::addColumn<QByteArray>("begin");
        QTest::addColumn<QByteArray>("end");
        constexpr int size = 100'000'000;
        QTest::newRow("PNG") << u".png"_s
                             << pngStart() + pngChunk("tEXt", QByteArray(50000, 's')) + bigEndian(size)
                + "IDAT"
                             << "sum!" + pngChunk("IEND", {});
        QTest::newRow("PNG, most of it text") << u".png"_s << pngStart() + bigEndian(size) + "iTXt"
                                              << "sum!" + pngEnd();
        QTest::newRow("JPEG") << u".jpg"_s
                              << QByteArray("\xFF\xD8") + jpegSegment('\xE1', QByteArray(50000, 's'))
                + jpegSegment('\xDA', "scan")
                              << QByteArray("\xFF\xD9");
        QTest::newRow("WebP") << u".webp"_s
                              << "RIFF" + littleEndian(size + 12 + 50008) + "WEBP"
                + webpChunk("EXIF", QByteArray(50000, 's')) + "VP8 " + littleEndian(size)
                              << QByteArray();
    }
    void aFileIsCleanedInPlaceWithoutReadingItWhole()
    {
        constexpr qint64 size = 100'000'000;
        QFETCH(QString, extension);
        QFETCH(QByteArray, begin);
        QFETCH(QByteArray, end);
        const QTemporaryDir folder;
        QFile file(folder.filePath(u"x"_s));
        QVERIFY(file.open(QFile::ReadWrite));
        QVERIFY(file.write(begin) == begin.size() && file.resize(begin.size() + size)
                && file.seek(file.size()));
        QVERIFY(file.write(end) == end.size() && file.seek(0));
        QFile source(file.fileName());
        QVERIFY(source.open(QFile::ReadOnly));
        if (!forgetPeakMemory())
            QSKIP("The kernel does not forget the peak.");
        const qint64 before = residentMemory();
        const Result<> clean = copyWithoutMetadata(source, file, extension);
        QVERIFY2(clean, clean ? "" : qPrintable(clean.error().sentence()));
        QVERIFY(file.resize(file.pos()));
        QVERIFY2(peakMemory() - before < 4'000'000, qPrintable(QString::number(peakMemory() - before)));
        QVERIFY(file.size() < begin.size() + size + end.size() - 49000);
        QVERIFY(file.seek(0) && !file.read(100000).contains("sss"));
    }
};

QTEST_GUILESS_MAIN(TestPictureMetadata)
#include "tst_picturemetadata.moc"

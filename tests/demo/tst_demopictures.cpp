// SPDX-License-Identifier: GPL-3.0-or-later
#include "rendering.h"

#include <QBuffer>
#include <QImage>
#include <QImageReader>
#include <QTest>
#include <QtEndian>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using namespace demo;

class TestDemoPictures : public QObject
{
    Q_OBJECT

    static QByteArray drawn(const QString &prompt, qint64 seed, QSize size = {96, 72},
                            PictureFormat format = PictureFormat::Png, const QByteArray &metadata = {})
    {
        Rendering rendering(
            {.mood = Mood::of(prompt, seed), .size = size, .format = format, .metadata = metadata});
        while (!rendering.work(5ms)) { }
        return rendering.take();
    }

    static double brightness(const QImage &image)
    {
        double sum = 0;
        for (int y = 0; y < image.height(); ++y) {
            for (int x = 0; x < image.width(); ++x)
                sum += qGray(image.pixel(x, y));
        }
        return sum / (double(image.width()) * image.height());
    }

    static double difference(const std::vector<uchar> &one, const std::vector<uchar> &other)
    {
        double sum = 0;
        for (size_t i = 0; i < one.size(); ++i)
            sum += std::abs(int(one[i]) - int(other[i]));
        return sum / double(one.size());
    }

private Q_SLOTS:
    void promptAndSeedMakeThePicture()
    {
        const QByteArray fox = drawn(u"a red fox"_s, 7);
        QCOMPARE(drawn(u"a red fox"_s, 7), fox);
        QVERIFY(drawn(u"a red fox"_s, 8) != fox);
        QVERIFY(drawn(u"a red fix"_s, 7) != fox);
    }

    void theFileIsAPictureOfThatSize_data()
    {
        QTest::addColumn<PictureFormat>("format");
        QTest::addColumn<QSize>("size");
        QTest::newRow("PNG") << PictureFormat::Png << QSize(96, 72);
        QTest::newRow("least") << PictureFormat::Png << QSize(64, 64);
        QTest::newRow("odd") << PictureFormat::Png << QSize(101, 67);
        QTest::newRow("narrow") << PictureFormat::Png << QSize(64, 640);
        QTest::newRow("enlarged") << PictureFormat::Png << QSize(2048, 768);
        QTest::newRow("JPEG") << PictureFormat::Jpeg << QSize(96, 72);
        QTest::newRow("odd JPEG") << PictureFormat::Jpeg << QSize(65, 67);
    }

    void theFileIsAPictureOfThatSize()
    {
        QFETCH(PictureFormat, format);
        QFETCH(QSize, size);
        const QByteArray file = drawn(u"a lake"_s, 1, size, format);
        QVERIFY(file.startsWith(format == PictureFormat::Png ? "\x89PNG" : "\xff\xd8\xff"));
        const QImage image = QImage::fromData(file);
        QCOMPARE(image.size(), size);
        QVERIFY(brightness(image) > 5);
    }

    void wordsSteerIt()
    {
        const double night = brightness(QImage::fromData(drawn(u"mountains at night"_s, 3)));
        const double day = brightness(QImage::fromData(drawn(u"mountains, sunny day"_s, 3)));
        QVERIFY2(night * 1.5 < day, qPrintable(u"%1 %2"_s.arg(night).arg(day)));
        QVERIFY(Mood::of(u"Snow everywhere"_s, 1).snow > 0.9F);
        QVERIFY(Mood::of(u"a FOX"_s, 1).animal);
        QVERIFY(!Mood::of(u"foxglove"_s, 1).animal);
        QVERIFY(Mood::of(u"a boat on the lake"_s, 1).water);
        QVERIFY(Mood::of(u"thick fog"_s, 1).mist > 0.9F);
    }

    void moreSeedsMakeMorePictures()
    {
        QSet<QByteArray> pictures;
        for (int seed = 0; seed < 12; ++seed)
            pictures << drawn(u"a castle"_s, seed, {64, 64});
        QCOMPARE(pictures.size(), 12);
    }

    void theSameSceneAtEverySize()
    {
        const QImage large = QImage::fromData(drawn(u"dunes"_s, 4, {256, 192}));
        const QImage small = QImage::fromData(drawn(u"dunes"_s, 4, {64, 48}));
        const QImage reduced = large.scaled(64, 48, Qt::IgnoreAspectRatio, Qt::SmoothTransformation);
        double sum = 0;
        for (int y = 0; y < 48; ++y) {
            for (int x = 0; x < 64; ++x)
                sum += std::abs(qGray(reduced.pixel(x, y)) - qGray(small.pixel(x, y)));
        }
        QVERIFY2(sum / (64 * 48) < 6, qPrintable(QString::number(sum / (64 * 48))));
    }

    void largePicturesAreMadeInPieces()
    {
        Rendering rendering({.mood = Mood::of(u"x"_s, 1), .size = {1024, 1024}});
        int pieces = 1;
        while (!rendering.work(1ms))
            ++pieces;
        QVERIFY(pieces > 3);
        QCOMPARE(QImage::fromData(rendering.take()).size(), QSize(1024, 1024));
    }

    void previewsComeNearerStepByStep_data()
    {
        QTest::addColumn<QString>("prompt");
        QTest::newRow("day") << u"a sunny lake"_s;
        QTest::newRow("night") << u"snow at night, fox"_s;
        QTest::newRow("desert") << u"dunes"_s;
    }

    void previewsComeNearerStepByStep()
    {
        QFETCH(QString, prompt);
        const Mood mood = Mood::of(prompt, 11);
        const QSize size = previewSize({768, 512});
        const std::vector<uchar> end = previewPixels(mood, size, 1, 8);
        double before = 1000;
        for (int step = 1; step <= 8; ++step) {
            const double now = difference(previewPixels(mood, size, step / 8.0, step), end);
            QVERIFY2(now < before, qPrintable(u"step %1: %2 after %3"_s.arg(step).arg(now).arg(before)));
            before = now;
        }
        QCOMPARE(before, 0.0);
    }

    void theLastPreviewIsThePicture()
    {
        const Mood mood = Mood::of(u"a lake"_s, 5);
        const QSize size = previewSize({192, 144});
        QCOMPARE(size, QSize(192, 144));
        const QImage picture
            = QImage::fromData(drawn(u"a lake"_s, 5, size)).convertToFormat(QImage::Format_RGB888);
        const std::vector<uchar> preview = previewPixels(mood, size, 1, 3);
        for (int y = 0; y < size.height(); ++y)
            QVERIFY(std::equal(picture.constScanLine(y), picture.constScanLine(y) + size.width() * 3,
                               preview.begin() + y * size.width() * 3));
    }

    void previewsAreSmallJpegs_data()
    {
        QTest::addColumn<QSize>("picture");
        QTest::addColumn<QSize>("preview");
        QTest::newRow("square") << QSize(512, 512) << QSize(192, 192);
        QTest::newRow("wide") << QSize(1024, 512) << QSize(192, 96);
        QTest::newRow("narrowest") << QSize(64, 16384) << QSize(8, 192);
    }

    void previewsAreSmallJpegs()
    {
        QFETCH(QSize, picture);
        const QByteArray file = previewJpeg(Mood::of(u"x"_s, 1), picture, 0.5, 2);
        QVERIFY(file.startsWith("\xff\xd8\xff"));
        QVERIFY(file.size() < 30000);
        QTEST(QImage::fromData(file).size(), "preview");
    }

    void thumbnailsHaveAShortSideOf256_data()
    {
        QTest::addColumn<QSize>("picture");
        QTest::addColumn<QSize>("thumbnail");
        QTest::newRow("reduced") << QSize(1024, 512) << QSize(512, 256);
        QTest::newRow("enlarged") << QSize(64, 64) << QSize(256, 256);
    }

    void thumbnailsHaveAShortSideOf256()
    {
        QFETCH(QSize, picture);
        QTEST(QImage::fromData(thumbnailJpeg(Mood::of(u"x"_s, 1), picture, {})).size(), "thumbnail");
    }

    // The bytes were read back once by Google's own decoder, pixel by pixel.
    void webpIsWrittenAsItIs()
    {
        const std::array<std::array<uchar, 9>, 2> rows{
            {{255, 0, 0, 0, 255, 0, 0, 0, 255}, {1, 2, 3, 128, 129, 130, 254, 253, 252}}};
        const auto encoder = makeEncoder(PictureFormat::Webp, {3, 2}, "{}");
        for (const auto &row : rows)
            encoder->addRow(row);
        QCOMPARE(encoder->finish().toHex(),
                 "524946468a00000057454250565038580a000000080000000200000100005650384c2c00"
                 "00002f02400000800000000072fe10000000404000000000d1ff0200fc03fc03000000fc"
                 "030102070604fdfefd00455849463800000049492a000800000001006987040001000000"
                 "1a000000000000000100869207000c0000002c00000000000000554e49434f4445007b00"
                 "7d00"_ba);
    }

    void webpTellsItsSizes_data()
    {
        QTest::addColumn<QByteArray>("metadata");
        QTest::addColumn<QByteArray>("first");
        QTest::newRow("with metadata") << "{\"a\": 1}"_ba
                                       << "VP8X"_ba;
        QTest::newRow("without") << QByteArray() << "VP8L"_ba;
    }

    void webpTellsItsSizes()
    {
        QFETCH(QByteArray, metadata);
        Rendering rendering({.mood = Mood::of(u"x"_s, 1),
                             .size = {67, 33},
                             .format = PictureFormat::Webp,
                             .metadata = metadata});
        while (!rendering.work(1000ms)) { }
        const QByteArray file = rendering.take();
        const auto sizeAt = [&](qsizetype place) {
            return qsizetype(qFromLittleEndian<quint32>(file.constData() + place));
        };
        QCOMPARE(file.left(4), "RIFF"_ba);
        QCOMPARE(sizeAt(4), file.size() - 8);
        QTEST(file.mid(12, 4), "first");
        qsizetype place = 12;
        while (place < file.size())
            place += 8 + sizeAt(place + 4) + sizeAt(place + 4) % 2;
        QCOMPARE(place, file.size());
        QVERIFY(metadata.isEmpty() || file.contains(exifWithComment(metadata).mid(6)));
    }

    void metadataIsEmbedded()
    {
        const QByteArray metadata = R"({"sui_image_params": {"prompt": "caf\u00e9"}})";
        QByteArray png = drawn(u"x"_s, 1, {64, 64}, PictureFormat::Png, metadata);
        QBuffer device(&png);
        QVERIFY(device.open(QIODevice::ReadOnly));
        QImageReader reader(&device, "png");
        QCOMPARE(reader.read().text(u"parameters"_s), QString::fromLatin1(metadata));
        QVERIFY(png.contains("tEXtparameters"));
        const QByteArray jpeg = drawn(u"x"_s, 1, {64, 64}, PictureFormat::Jpeg, metadata);
        QVERIFY(jpeg.contains(exifWithComment(metadata)));
        QVERIFY(exifWithComment("a").contains(QByteArray("UNICODE\0a\0", 10)));
        QVERIFY(!drawn(u"x"_s, 1).contains("tEXt"));
    }
};

QTEST_GUILESS_MAIN(TestDemoPictures)
#include "tst_demopictures.moc"

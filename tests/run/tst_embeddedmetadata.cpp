// SPDX-License-Identifier: GPL-3.0-or-later
#include "embeddedmetadata.h"

#include <QBuffer>
#include <QStringEncoder>
#include <QTest>
#include <QtEndian>

using namespace Qt::StringLiterals;

namespace
{

QByteArray big32(quint32 number)
{
    QByteArray bytes(4, '\0');
    qToBigEndian(number, bytes.data());
    return bytes;
}

QByteArray zlib(const QByteArray &text)
{
    return qCompress(text).mid(4);
}

/// Checksums are not looked at: who draws the picture does.
QByteArray chunk(const QByteArray &type, const QByteArray &data)
{
    return big32(quint32(data.size())) + type + data + "sum!";
}

QByteArray png(const QByteArray &chunks)
{
    return "\x89PNG\r\n\x1a\n" + chunk("IHDR", QByteArray(13, '\0')) + chunks + chunk("IEND", {});
}

QByteArray utf16(const QString &text, bool big)
{
    QStringEncoder encode(big ? QStringEncoder::Utf16BE : QStringEncoder::Utf16LE);
    return encode(text);
}

/// A little-endian TIFF with a pointer to a directory that holds this UserComment alone.
QByteArray exif(const QByteArray &comment)
{
    QByteArray tiff("II*\0\x08\0\0\0" // directory at 8
                    "\x01\0\x69\x87\x04\0\x01\0\0\0\x1a\0\0\0\0\0\0\0" // points to 26
                    "\x01\0\x86\x92\x07\0",
                    32);
    QByteArray size(4, '\0');
    qToLittleEndian(quint32(comment.size()), size.data());
    return tiff + size + QByteArray("\x2c\0\0\0\0\0\0\0", 8) + comment; // which stands at 44
}

QByteArray jpeg(const QByteArray &exifBytes)
{
    const QByteArray data = QByteArray("Exif\0\0", 6) + exifBytes;
    QByteArray length(2, '\0');
    qToBigEndian(quint16(data.size() + 2), length.data());
    return QByteArray("\xff\xd8\xff\xe0\0\x04JF\xff\xe1", 10) + length + data + "\xff\xda rest";
}

QByteArray webp(const QByteArray &exifBytes)
{
    QByteArray length(4, '\0');
    qToLittleEndian(quint32(exifBytes.size()), length.data());
    return QByteArray("RIFF\0\0\0\0WEBPVP8 \x03\0\0\0abc\0EXIF", 28) + length + exifBytes;
}

const QByteArray unicodeMark("UNICODE\0", 8);

} // namespace

class TestEmbeddedMetadata : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void whatTheServerWroteIsRead_data()
    {
        QTest::addColumn<QByteArray>("picture");
        QTest::addColumn<QString>("extension");
        QTest::addColumn<QString>("text");
        const QString json = u"{\"sui_image_params\":{}}"_s;
        const QByteArray plain = json.toLatin1();
        const auto row
            = [](const char *name, const QByteArray &picture, const char *extension, const QString &text) {
                  QTest::newRow(name) << picture << QString::fromLatin1(extension) << text;
              };
        const QByteArray key("parameters\0", 11);
        row("PNG tEXt", png(chunk("tEXt", key + plain)), ".png", json);
        row("PNG tEXt behind the pixels", png(chunk("IDAT", "xyz") + chunk("tEXt", key + plain)), ".png",
            json);
        row("PNG zTXt", png(chunk("zTXt", key + '\0' + zlib(plain))), ".png", json);
        row("PNG iTXt",
            png(chunk("iTXt", key + QByteArray("\0\0en\0P\0", 7) + QString(u"{\"ö\"}"_s).toUtf8())), ".png",
            u"{\"ö\"}"_s);
        row("PNG iTXt, packed", png(chunk("iTXt", key + QByteArray("\1\0\0\0", 4) + zlib(plain))), ".png",
            json);
        row("PNG with another text", png(chunk("tEXt", QByteArray("Comment\0x", 9))), ".png", {});
        row("PNG without", png({}), ".png", {});
        row("PNG cut off", png(chunk("tEXt", key + plain)).left(60), ".png", {});
        row("PNG that is damaged", "\x89PNG\r\n\x1a\n\xff\xff\xff\xff", ".png", {});
        row("PNG with a bomb", png(chunk("zTXt", key + '\0' + zlib(QByteArray(40'000'000, 'x')))), ".png",
            {});
        row("JPEG, little end first", jpeg(exif(unicodeMark + utf16(json, false))), ".jpg", json);
        row("JPEG, big end first", jpeg(exif(unicodeMark + utf16(json, true))), ".jpg", json);
        row("JPEG in ASCII", jpeg(exif(QByteArray("ASCII\0\0\0", 8) + plain)), ".jpg", json);
        row("JPEG in an unknown encoding", jpeg(exif(QByteArray("JIS\0\0\0\0\0", 8) + plain)), ".jpg", {});
        row("JPEG whose comment lies outside", jpeg(exif(unicodeMark + utf16(json, false)).left(60)), ".jpg",
            {});
        row("JPEG without", QByteArray("\xff\xd8\xff\xda rest"), ".jpg", {});
        row("WebP", webp(exif(unicodeMark + utf16(json, false))), ".webp", json);
        row("WebP with a mark before",
            webp(QByteArray("Exif\0\0", 6) + exif(unicodeMark + utf16(json, false))), ".webp", json);
        row("WebP without", QByteArray("RIFF\0\0\0\0WEBP", 12), ".webp", {});
        row("video", "whatever", ".mp4", {});
        row("empty", {}, ".png", {});
    }
    void whatTheServerWroteIsRead()
    {
        QFETCH(QByteArray, picture);
        QFETCH(QString, extension);
        QBuffer device(&picture);
        QVERIFY(device.open(QBuffer::ReadOnly));
        QTEST(embeddedMetadata(device, extension), "text");
    }
};

QTEST_GUILESS_MAIN(TestEmbeddedMetadata)
#include "tst_embeddedmetadata.moc"

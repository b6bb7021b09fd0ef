// SPDX-License-Identifier: GPL-3.0-or-later
#include "embeddedmetadata.h"

#include "tiffreader.h"

#include <QIODevice>
#include <QStringDecoder>

#include <zlib.h>

using namespace Qt::StringLiterals;

namespace
{

constexpr qint64 longest = 4LL * 1024 * 1024; // of the text, also when it is unpacked
constexpr quint16 exifDirectoryTag = 0x8769;
constexpr quint16 userCommentTag = 0x9286;

/// Empty where it is damaged, or larger than any such text.
QByteArray unpacked(QByteArrayView packed)
{
    QByteArray text(longest, Qt::Uninitialized);
    auto size = uLongf(text.size());
    const int outcome = ::uncompress(reinterpret_cast<Bytef *>(text.data()), &size,
                                     reinterpret_cast<const Bytef *>(packed.data()), uLong(packed.size()));
    return outcome == Z_OK ? text.first(qsizetype(size)) : QByteArray();
}

/// The text behind the keyword of a chunk; empty where it is another chunk.
QString parametersIn(QByteArrayView type, QByteArrayView chunk)
{
    constexpr QByteArrayView keyword("parameters\0", 11);
    if (!chunk.startsWith(keyword))
        return {};
    const QByteArrayView rest = chunk.sliced(keyword.size());
    if (type == "tEXt")
        return QString::fromLatin1(rest);
    if (type == "zTXt")
        return rest.size() > 1 ? QString::fromLatin1(unpacked(rest.sliced(1))) : QString();
    if (rest.size() < 2) // iTXt: packed or not, how, language, translated keyword, text
        return {};
    const qsizetype language = rest.indexOf('\0', 2);
    const qsizetype translated = language < 0 ? -1 : rest.indexOf('\0', language + 1);
    if (translated < 0)
        return {};
    const QByteArrayView text = rest.sliced(translated + 1);
    return rest[0] == '\0' ? QString::fromUtf8(text) : QString::fromUtf8(unpacked(text));
}

QString inPng(QIODevice &picture)
{
    constexpr qint64 signature = 8;
    constexpr qint64 frame = 8; // length and type before, checksum behind
    for (qint64 at = signature; picture.seek(at);) {
        const QByteArray head = picture.read(frame);
        if (head.size() < frame)
            return {};
        const qint64 length = qFromBigEndian<quint32>(head.constData());
        const QByteArrayView type = QByteArrayView(head).sliced(4, 4);
        if ((type == "tEXt" || type == "zTXt" || type == "iTXt") && length <= longest) {
            const QByteArray chunk = picture.read(length);
            if (chunk.size() < length) // cut off
                return {};
            if (const QString text = parametersIn(type, chunk); !text.isEmpty())
                return text;
        }
        at += length + frame + 4;
    }
    return {};
}

QByteArrayView withoutMark(QByteArrayView exif)
{
    constexpr QByteArrayView mark("Exif\0\0", 6);
    return exif.startsWith(mark) ? exif.sliced(mark.size()) : exif;
}

QString inJpeg(QIODevice &picture)
{
    constexpr uchar app1 = 0xE1;
    constexpr uchar startOfScan = 0xDA;
    for (qint64 at = 2; picture.seek(at);) {
        const QByteArray head = picture.read(4);
        if (head.size() < 4 || uchar(head[0]) != 0xFF || uchar(head[1]) == startOfScan)
            return {};
        const qint64 length = qFromBigEndian<quint16>(head.constData() + 2);
        if (length < 2)
            return {};
        if (uchar(head[1]) == app1) {
            const QString text = exifUserComment(withoutMark(picture.read(length - 2)));
            if (!text.isEmpty())
                return text;
        }
        at += length + 2;
    }
    return {};
}

QString inWebp(QIODevice &picture)
{
    for (qint64 at = 12; picture.seek(at);) {
        const QByteArray head = picture.read(8);
        if (head.size() < 8)
            return {};
        const qint64 length = qFromLittleEndian<quint32>(head.constData() + 4);
        if (head.startsWith("EXIF") && length <= longest)
            return exifUserComment(withoutMark(picture.read(length)));
        at += 8 + length + (length & 1);
    }
    return {};
}

/// The order of bytes is not that of the TIFF; the text is JSON, so its first character tells.
QString fromUtf16(QByteArrayView bytes)
{
    const bool isBig = bytes.size() > 1 && bytes[0] == '\0';
    QStringDecoder decode(isBig ? QStringDecoder::Utf16BE : QStringDecoder::Utf16LE);
    return decode(bytes);
}

} // namespace

QString exifUserComment(QByteArrayView exif)
{
    const TiffReader tiff(exif);
    if (!tiff.isTiff())
        return {};
    const auto pointer = tiff.find(tiff.firstDirectory(), exifDirectoryTag);
    if (!pointer)
        return {};
    const auto comment = tiff.find(tiff.number32(pointer->at), userCommentTag);
    if (!comment)
        return {};
    constexpr qint64 mark = 8; // names the encoding
    const quint32 at = tiff.number32(comment->at);
    if (comment->count < mark || !tiff.has(at, comment->count))
        return {};
    const QByteArrayView text = tiff.bytes(at + mark, comment->count - mark);
    if (tiff.bytes(at, mark).startsWith("UNICODE"))
        return fromUtf16(text);
    return tiff.bytes(at, mark).startsWith("ASCII") ? QString::fromLatin1(text) : QString();
}

QString embeddedMetadata(QIODevice &picture, const QString &extension)
{
    if (extension == ".png"_L1)
        return inPng(picture);
    if (extension == ".jpg"_L1)
        return inJpeg(picture);
    return extension == ".webp"_L1 ? inWebp(picture) : QString();
}

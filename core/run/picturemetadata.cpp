// SPDX-License-Identifier: GPL-3.0-or-later
#include "picturemetadata.h"

#include <QCoreApplication>
#include <QtEndian>

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace
{

Error broken(const char *kind)
{
    return {.kind = Error::Kind::BadReply,
            .message = QCoreApplication::translate("PictureMetadata", "The picture is a damaged %1 file.")
                           .arg(QLatin1String(kind)),
            .hint
            = QCoreApplication::translate("PictureMetadata", "It is still on the server; look at it there.")};
}

/// What a PNG needs to be drawn as it was meant: its critical chunks, transparency, colour, size and
/// animation.
bool isKeptInPng(QByteArrayView type)
{
    constexpr std::array<const char *, 14> kept{"IHDR", "PLTE", "IDAT", "IEND", "tRNS", "gAMA", "cHRM",
                                                "sRGB", "iCCP", "sBIT", "pHYs", "acTL", "fcTL", "fdAT"};
    return type == "cICP" || std::ranges::any_of(kept, [type](const char *k) { return type == k; });
}

Result<QByteArray> cleanPng(const QByteArray &picture)
{
    constexpr qsizetype signature = 8;
    QByteArray clean = picture.left(signature);
    clean.reserve(picture.size());
    for (qsizetype at = signature; at < picture.size();) {
        if (picture.size() - at < 12)
            return broken("PNG");
        const qint64 length = qFromBigEndian<quint32>(picture.constData() + at);
        if (length > picture.size() - at - 12)
            return broken("PNG");
        const QByteArrayView type(picture.constData() + at + 4, 4);
        if (isKeptInPng(type))
            clean.append(picture.constData() + at, length + 12);
        at += length + 12;
        if (type == "IEND")
            return clean; // whatever stands behind the end is no part of the picture
    }
    return broken("PNG");
}

Result<QByteArray> cleanJpeg(const QByteArray &picture)
{
    constexpr uchar app1 = 0xE1, app13 = 0xED, comment = 0xFE, startOfScan = 0xDA;
    QByteArray clean = picture.left(2);
    clean.reserve(picture.size());
    for (qsizetype at = 2; picture.size() - at >= 4;) {
        const auto marker = uchar(picture[at + 1]);
        if (uchar(picture[at]) != 0xFF)
            return broken("JPEG");
        if (marker == 0xFF) { // fill byte
            ++at;
            continue;
        }
        if (marker == startOfScan) // what follows is compressed pixels up to the end
            return clean + picture.mid(at);
        const qsizetype length = qFromBigEndian<quint16>(picture.constData() + at + 2) + qsizetype(2);
        if (length < 4 || length > picture.size() - at)
            return broken("JPEG");
        if (marker != app1 && marker != app13 && marker != comment)
            clean.append(picture.constData() + at, length);
        at += length;
    }
    return broken("JPEG");
}

Result<QByteArray> cleanWebp(const QByteArray &picture)
{
    constexpr char exifFlag = 0x08, xmpFlag = 0x04;
    QByteArray clean = picture.left(12);
    clean.reserve(picture.size());
    for (qsizetype at = 12; at < picture.size();) {
        if (picture.size() - at < 8)
            return broken("WebP");
        const qint64 length = qFromLittleEndian<quint32>(picture.constData() + at + 4);
        if (length > picture.size() - at - 8)
            return broken("WebP");
        const qint64 padded = std::min<qint64>(length + (length & 1), picture.size() - at - 8);
        const QByteArrayView type(picture.constData() + at, 4);
        if (type != "EXIF" && type != "XMP ") {
            const qsizetype start = clean.size();
            clean.append(picture.constData() + at, padded + 8);
            if (type == "VP8X" && length > 0)
                clean[start + 8] = char(clean[start + 8] & ~(exifFlag | xmpFlag));
        }
        at += padded + 8;
    }
    qToLittleEndian(quint32(clean.size() - 8), clean.data() + 4);
    return clean;
}

} // namespace

Result<QByteArray> withoutMetadata(const QByteArray &picture, const QString &extension)
{
    if (extension == ".png"_L1)
        return cleanPng(picture);
    if (extension == ".jpg"_L1)
        return cleanJpeg(picture);
    if (extension == ".webp"_L1)
        return cleanWebp(picture);
    return picture;
}

// SPDX-License-Identifier: GPL-3.0-or-later
#include "exiforientation.h"
#include "picturecleaning.h"
#include "picturecopy.h"

#include <QtEndian>

#include <algorithm>
#include <array>
#include <string_view>

#include <zlib.h>

namespace
{

constexpr qint64 checksum = 4;

/// What a PNG needs to be drawn as it was meant: its critical chunks, transparency, colour, size and
/// animation.
bool isKept(const QByteArray &type)
{
    constexpr std::array<std::string_view, 17> kept{"IHDR", "PLTE", "IDAT", "IEND", "tRNS", "gAMA",
                                                    "cHRM", "sRGB", "iCCP", "sBIT", "pHYs", "acTL",
                                                    "fcTL", "fdAT", "cICP", "mDCV", "cLLI"};
    return std::ranges::find(kept, std::string_view(type.constData(), size_t(type.size()))) != kept.end();
}

QByteArray bigEndian(quint32 number)
{
    QByteArray bytes(sizeof number, '\0');
    qToBigEndian(number, bytes.data());
    return bytes;
}

void reduceExif(PictureCopy &picture, qint64 length)
{
    const qint64 looked = std::min<qint64>(length, longestExif);
    const int orientation = exifOrientation(picture.take(looked));
    picture.skip(length - looked + checksum);
    if (orientation == 1)
        return;
    const QByteArray chunk = "eXIf" + exifWithOrientation(orientation);
    const auto sum = ::crc32(0, reinterpret_cast<const Bytef *>(chunk.constData()), uInt(chunk.size()));
    picture.write(bigEndian(quint32(chunk.size() - 4)) + chunk + bigEndian(quint32(sum)));
}

} // namespace

void copyCleanPng(PictureCopy &picture)
{
    constexpr qint64 signature = 8;
    picture.copy(signature);
    while (picture.isFine()) {
        const QByteArray head = picture.take(8);
        if (head.isEmpty())
            return;
        const qint64 length = qFromBigEndian<quint32>(head.constData());
        const QByteArray type = head.sliced(4);
        if (isKept(type)) {
            picture.write(head);
            picture.copy(length + checksum);
        } else if (type == "eXIf") {
            reduceExif(picture, length);
        } else {
            picture.skip(length + checksum);
        }
        if (type == "IEND")
            return; // whatever stands behind the end is no part of the picture
    }
}

// SPDX-License-Identifier: GPL-3.0-or-later
#include "exiforientation.h"

#include "tiffreader.h"

namespace
{

constexpr quint16 orientationTag = 0x0112;
constexpr quint16 shortType = 3;
constexpr qsizetype smallest = 26; // header, one entry, no further directory

} // namespace

int exifOrientation(QByteArrayView bytes)
{
    const TiffReader tiff(bytes);
    if (bytes.size() < smallest || !tiff.isTiff())
        return 1;
    const auto entry = tiff.find(tiff.firstDirectory(), orientationTag);
    if (!entry || entry->type != shortType)
        return 1;
    const int orientation = tiff.number16(entry->at);
    return orientation >= 2 && orientation <= 8 ? orientation : 1;
}

QByteArray exifWithOrientation(int orientation)
{
    QByteArray tiff("II*\0\x08\0\0\0\x01\0\x12\x01\x03\0\x01\0\0\0\0\0\0\0\0\0\0\0", smallest);
    tiff[18] = char(orientation);
    return tiff;
}

// SPDX-License-Identifier: GPL-3.0-or-later
#include "exiforientation.h"

#include <QtEndian>

namespace
{

constexpr quint16 orientationTag = 0x0112;
constexpr quint16 shortType = 3;
constexpr qsizetype entrySize = 12;
constexpr qsizetype smallest = 26; // header, one entry, no further directory

/// The numbers of a TIFF, in its own order of bytes.
class Tiff
{
public:
    explicit Tiff(QByteArrayView bytes)
        : m_bytes(bytes)
        , m_isBig(bytes.startsWith("MM"))
    {
    }
    [[nodiscard]] bool has(quint32 at, qsizetype size) const
    {
        return qint64(at) + size <= qint64(m_bytes.size());
    }
    [[nodiscard]] quint16 number16(quint32 at) const
    {
        const char *from = m_bytes.data() + at;
        return m_isBig ? qFromBigEndian<quint16>(from) : qFromLittleEndian<quint16>(from);
    }
    [[nodiscard]] quint32 number32(quint32 at) const
    {
        const char *from = m_bytes.data() + at;
        return m_isBig ? qFromBigEndian<quint32>(from) : qFromLittleEndian<quint32>(from);
    }

private:
    QByteArrayView m_bytes;
    bool m_isBig;
};

} // namespace

int exifOrientation(QByteArrayView bytes)
{
    const Tiff tiff(bytes);
    const bool isTiff = bytes.startsWith("II") || bytes.startsWith("MM");
    if (bytes.size() < smallest || !isTiff || tiff.number16(2) != 42)
        return 1;
    const quint32 directory = tiff.number32(4);
    if (!tiff.has(directory, 2))
        return 1;
    const int entries = tiff.number16(directory);
    for (int i = 0; i < entries; ++i) {
        const auto entry = quint32(directory + 2 + i * entrySize);
        if (!tiff.has(entry, entrySize))
            return 1;
        if (tiff.number16(entry) != orientationTag || tiff.number16(entry + 2) != shortType)
            continue;
        const int orientation = tiff.number16(entry + 8);
        return orientation >= 2 && orientation <= 8 ? orientation : 1;
    }
    return 1;
}

QByteArray exifWithOrientation(int orientation)
{
    QByteArray tiff("II*\0\x08\0\0\0\x01\0\x12\x01\x03\0\x01\0\0\0\0\0\0\0\0\0\0\0", smallest);
    tiff[18] = char(orientation);
    return tiff;
}

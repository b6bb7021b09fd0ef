// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArrayView>
#include <QtEndian>

#include <optional>

/// The directories of a TIFF, which is what EXIF is, in its own order of bytes. Never reads beyond its end.
class TiffReader
{
public:
    struct Entry {
        quint16 type = 0;
        quint32 count = 0; ///< of values of that type
        quint32 at = 0; ///< where the value, or the place of it, stands
    };

    explicit TiffReader(QByteArrayView bytes)
        : m_bytes(bytes)
        , m_isBig(bytes.startsWith("MM"))
    {
    }
    [[nodiscard]] bool isTiff() const
    {
        return (m_isBig || m_bytes.startsWith("II")) && has(0, 8) && number16(2) == 42;
    }
    [[nodiscard]] quint32 firstDirectory() const { return number32(4); }
    /// The entry of a tag in the directory that begins there; none where that is not one.
    [[nodiscard]] std::optional<Entry> find(quint32 directory, quint16 tag) const
    {
        constexpr int entrySize = 12;
        if (!has(directory, 2))
            return std::nullopt;
        const int entries = number16(directory);
        for (int i = 0; i < entries; ++i) {
            const auto at = quint32(directory + 2 + i * entrySize);
            if (!has(at, entrySize))
                return std::nullopt;
            if (number16(at) == tag)
                return Entry{.type = number16(at + 2), .count = number32(at + 4), .at = at + 8};
        }
        return std::nullopt;
    }
    [[nodiscard]] bool has(quint32 at, qint64 size) const
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
    [[nodiscard]] QByteArrayView bytes(quint32 at, qint64 size) const { return m_bytes.sliced(at, size); }

private:
    QByteArrayView m_bytes;
    bool m_isBig;
};

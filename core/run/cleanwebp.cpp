// SPDX-License-Identifier: GPL-3.0-or-later
#include "exiforientation.h"
#include "picturecleaning.h"
#include "picturecopy.h"

#include <QtEndian>

#include <algorithm>
#include <array>
#include <string_view>

namespace
{

constexpr qint64 headSize = 8; // of a chunk
constexpr quint8 exifFlag = 0x08;
constexpr quint8 xmpFlag = 0x04;

bool isKept(const QByteArray &type)
{
    constexpr std::array<std::string_view, 6> kept{"VP8 ", "VP8L", "ALPH", "ANIM", "ANMF", "ICCP"};
    return std::ranges::find(kept, std::string_view(type.constData(), size_t(type.size()))) != kept.end();
}

QByteArray littleEndian(quint32 number)
{
    QByteArray bytes(sizeof number, '\0');
    qToLittleEndian(number, bytes.data());
    return bytes;
}

/// One WebP; its first chunk tells what else is in it.
class WebpCleaning
{
public:
    explicit WebpCleaning(PictureCopy &picture)
        : m_picture(picture)
    {
    }

    void run()
    {
        const QByteArray head = m_picture.take(12);
        if (head.isEmpty())
            return;
        m_picture.write(head);
        // What stands behind the end is no part of the picture.
        m_end = std::min(m_picture.size(), qFromLittleEndian<quint32>(head.constData() + 4) + headSize);
        while (m_picture.isFine() && m_picture.position() < m_end)
            copyChunk();
        if (m_flagsAt >= 0)
            m_picture.rewrite(m_flagsAt, QByteArray(1, char(m_flags)));
        m_picture.rewrite(4, littleEndian(quint32(m_picture.written() - headSize)));
    }

private:
    void copyChunk()
    {
        const QByteArray head = m_picture.take(headSize);
        if (head.isEmpty())
            return;
        const QByteArray type = head.first(4);
        const qint64 length = qFromLittleEndian<quint32>(head.constData() + 4);
        if (length > m_end - m_picture.position())
            return m_picture.callDamaged();
        const qint64 padded = std::min(length + (length & 1), m_end - m_picture.position());
        if (isKept(type)) {
            m_picture.write(head);
            m_picture.copy(padded);
        } else if (type == "VP8X") {
            takeFlags(head, padded);
        } else if (type == "EXIF") {
            reduceExif(padded);
        } else {
            m_picture.skip(padded);
        }
    }

    void takeFlags(const QByteArray &head, qint64 size)
    {
        const QByteArray flags = m_picture.take(1);
        if (flags.isEmpty() || m_flagsAt >= 0)
            return m_picture.callDamaged();
        m_flags = quint8(flags[0]) & ~(exifFlag | xmpFlag);
        m_picture.write(head);
        m_flagsAt = m_picture.written();
        m_picture.write(flags);
        m_picture.copy(size - 1);
    }

    void reduceExif(qint64 size)
    {
        const qint64 looked = std::min<qint64>(size, longestExif);
        QByteArray exif = m_picture.take(looked);
        m_picture.skip(size - looked);
        if (exif.startsWith(QByteArrayView("Exif\0\0", 6))) // some write it as JPEG has it
            exif.remove(0, 6);
        const int orientation = exifOrientation(exif);
        if (orientation == 1 || m_flagsAt < 0 || (m_flags & exifFlag) != 0)
            return;
        const QByteArray reduced = exifWithOrientation(orientation);
        m_picture.write("EXIF" + littleEndian(quint32(reduced.size())) + reduced);
        m_flags |= exifFlag;
    }

    PictureCopy &m_picture;
    qint64 m_end = 0;
    qint64 m_flagsAt = -1;
    quint8 m_flags = 0;
};

} // namespace

void copyCleanWebp(PictureCopy &picture)
{
    WebpCleaning(picture).run();
}

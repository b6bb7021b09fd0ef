// SPDX-License-Identifier: GPL-3.0-or-later
// The lossless format: https://developers.google.com/speed/webp/docs/webp_lossless_bitstream_specification
#include "webpencoder.h"

#include <QtEndian>

namespace demo
{

namespace
{

QByteArray littleEndian(quint32 number, int bytes)
{
    const quint32 little = qToLittleEndian(number);
    return {reinterpret_cast<const char *>(&little), bytes};
}

QByteArray chunk(const char *name, const QByteArray &content)
{
    QByteArray bytes = name + littleEndian(quint32(content.size()), 4) + content;
    if (content.size() % 2 != 0)
        bytes += '\0';
    return bytes;
}

// codes are read from their highest bit on, all other numbers from their lowest
quint32 reversed(uchar byte)
{
    quint32 bits = 0;
    for (int i = 0; i < 8; ++i)
        bits |= quint32((byte >> i) & 1) << (7 - i);
    return bits;
}

} // namespace

WebpEncoder::WebpEncoder(QSize size, const QByteArray &metadata)
    : m_size(size)
{
    constexpr qsizetype marker = 6; // "Exif", which only JPEG has before it
    if (!metadata.isEmpty())
        m_exif = exifWithComment(metadata).mid(marker);
    constexpr quint32 signature = 0x2f;
    write(signature, 8);
    write(quint32(size.width() - 1), 14);
    write(quint32(size.height() - 1), 14);
    write(0, 1 + 3); // no transparency, version 0
    write(0, 1 + 1 + 1); // nothing transformed, no cache of colours, one set of codes
    writePlainCode(true);
    writePlainCode(false); // red
    writePlainCode(false); // blue
    writeSingleCode(255); // alpha
    writeSingleCode(0); // distances, which do not occur
}

void WebpEncoder::write(quint32 bits, int count)
{
    m_pending |= quint64(bits) << m_pendingBits;
    for (m_pendingBits += count; m_pendingBits >= 8; m_pendingBits -= 8) {
        m_image += char(m_pending & 0xff);
        m_pending >>= 8;
    }
}

// A code in which each of the 256 bytes stands for itself. That of green has 24 symbols more, without codes.
void WebpEncoder::writePlainCode(bool green)
{
    constexpr int placeOfEight = 11; // in the fixed order in which the lengths of the lengths' codes come
    write(0, 1); // not a simple one
    write(placeOfEight + 1 - 4, 4);
    for (int place = 0; place <= placeOfEight; ++place)
        write(place == placeOfEight ? 1 : 0, 3); // all lengths are 8, so that telling one takes no bit
    write(green ? 1 : 0, 1);
    if (green) {
        write(3, 3); // the count is told in 2 + 2 × 3 bits
        write(256 - 2, 8);
    }
}

void WebpEncoder::writeSingleCode(uchar symbol)
{
    write(1, 1); // a simple one
    write(0, 1); // with one symbol
    write(1, 1); // of 8 bits
    write(symbol, 8);
}

void WebpEncoder::addRow(std::span<const uchar> rgb)
{
    for (size_t i = 0; i + 2 < rgb.size(); i += 3) {
        write(reversed(rgb[i + 1]), 8);
        write(reversed(rgb[i]), 8);
        write(reversed(rgb[i + 2]), 8);
    }
}

QByteArray WebpEncoder::finish()
{
    if (m_pendingBits > 0)
        write(0, 8 - m_pendingBits);
    QByteArray chunks = chunk("VP8L", m_image);
    if (!m_exif.isEmpty()) {
        constexpr quint32 hasExif = 8;
        const QByteArray frame = littleEndian(hasExif, 4) + littleEndian(quint32(m_size.width() - 1), 3)
            + littleEndian(quint32(m_size.height() - 1), 3);
        chunks = chunk("VP8X", frame) + chunks + chunk("EXIF", m_exif);
    }
    return chunk("RIFF", "WEBP" + chunks);
}

} // namespace demo

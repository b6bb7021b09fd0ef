// SPDX-License-Identifier: GPL-3.0-or-later
#include "jpegencoder.h"

#include <QtEndian>

#include <cstdlib>

namespace demo
{

namespace
{

// Writing into memory fails only where memory has run out, and then nothing is left to save.
[[noreturn]] void fail(j_common_ptr jpeg)
{
    qFatal("libjpeg: error %d", jpeg->err->msg_code);
}

template <typename Number> void append(QByteArray &bytes, Number number)
{
    const Number little = qToLittleEndian(number);
    bytes.append(reinterpret_cast<const char *>(&little), sizeof little);
}

void appendEntry(QByteArray &bytes, quint16 tag, quint16 type, quint32 count, quint32 value)
{
    append(bytes, tag);
    append(bytes, type);
    append(bytes, count);
    append(bytes, value);
}

} // namespace

QByteArray exifWithComment(const QByteArray &text)
{
    constexpr quint32 firstDirectory = 8;
    constexpr quint32 directorySize = 2 + 12 + 4; // with one entry
    constexpr quint32 exifDirectory = firstDirectory + directorySize;
    constexpr quint32 comment = exifDirectory + directorySize;
    QByteArray bytes("Exif\0\0II*\0", 10);
    append(bytes, firstDirectory);
    append(bytes, quint16(1));
    appendEntry(bytes, 0x8769, 4, 1, exifDirectory);
    append(bytes, quint32(0));
    append(bytes, quint16(1));
    appendEntry(bytes, 0x9286, 7, quint32(8 + 2 * text.size()), comment);
    append(bytes, quint32(0));
    bytes.append("UNICODE\0", 8);
    for (const char letter : text)
        append(bytes, quint16(uchar(letter)));
    return bytes;
}

JpegEncoder::JpegEncoder(QSize size, const QByteArray &metadata, int quality)
{
    m_jpeg.err = jpeg_std_error(&m_errors);
    m_errors.error_exit = &fail;
    jpeg_create_compress(&m_jpeg);
    jpeg_mem_dest(&m_jpeg, &m_buffer, &m_size);
    m_jpeg.image_width = JDIMENSION(size.width());
    m_jpeg.image_height = JDIMENSION(size.height());
    m_jpeg.input_components = 3;
    m_jpeg.in_color_space = JCS_RGB;
    jpeg_set_defaults(&m_jpeg);
    jpeg_set_quality(&m_jpeg, quality, TRUE);
    jpeg_start_compress(&m_jpeg, TRUE);
    constexpr qsizetype markerLimit = 65533;
    const QByteArray exif = metadata.isEmpty() ? QByteArray() : exifWithComment(metadata);
    if (!exif.isEmpty() && exif.size() <= markerLimit)
        jpeg_write_marker(&m_jpeg, JPEG_APP0 + 1, reinterpret_cast<const JOCTET *>(exif.constData()),
                          unsigned(exif.size()));
}

JpegEncoder::~JpegEncoder()
{
    jpeg_destroy_compress(&m_jpeg);
    std::free(m_buffer);
}

void JpegEncoder::addRow(std::span<const uchar> rgb)
{
    JSAMPROW row = const_cast<JSAMPROW>(rgb.data());
    jpeg_write_scanlines(&m_jpeg, &row, 1);
}

QByteArray JpegEncoder::finish()
{
    jpeg_finish_compress(&m_jpeg);
    return {reinterpret_cast<const char *>(m_buffer), qsizetype(m_size)};
}

} // namespace demo

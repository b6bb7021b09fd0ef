// SPDX-License-Identifier: GPL-3.0-or-later
#include "pngencoder.h"

#include <png.h>

namespace demo
{

namespace
{

// Writing into memory fails only where memory has run out, and then nothing is left to save.
[[noreturn]] void fail(png_structp, png_const_charp message)
{
    qFatal("libpng: %s", message);
}

void append(png_structp png, png_bytep data, png_size_t length)
{
    static_cast<QByteArray *>(png_get_io_ptr(png))
        ->append(reinterpret_cast<const char *>(data), qsizetype(length));
}

constexpr int quickCompression = 4;

} // namespace

PngEncoder::PngEncoder(QSize size, const QByteArray &metadata)
    : m_png(png_create_write_struct(PNG_LIBPNG_VER_STRING, nullptr, &fail, nullptr))
    , m_info(png_create_info_struct(m_png))
{
    png_set_write_fn(m_png, &m_bytes, &append, nullptr);
    png_set_compression_level(m_png, quickCompression);
    png_set_IHDR(m_png, m_info, png_uint_32(size.width()), png_uint_32(size.height()), 8, PNG_COLOR_TYPE_RGB,
                 PNG_INTERLACE_NONE, PNG_COMPRESSION_TYPE_DEFAULT, PNG_FILTER_TYPE_DEFAULT);
    QByteArray keyword("parameters");
    QByteArray content = metadata;
    png_text text{};
    text.compression = PNG_TEXT_COMPRESSION_NONE;
    text.key = keyword.data();
    text.text = content.data();
    text.text_length = png_size_t(content.size());
    if (!metadata.isEmpty())
        png_set_text(m_png, m_info, &text, 1);
    png_write_info(m_png, m_info);
}

PngEncoder::~PngEncoder()
{
    png_destroy_write_struct(&m_png, &m_info);
}

void PngEncoder::addRow(std::span<const uchar> rgb)
{
    png_write_row(m_png, rgb.data());
}

QByteArray PngEncoder::finish()
{
    png_write_end(m_png, nullptr);
    return std::exchange(m_bytes, {});
}

} // namespace demo

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "pictureencoder.h"

#include <cstdio>

#include <jpeglib.h>

namespace demo
{

class JpegEncoder final : public PictureEncoder
{
public:
    JpegEncoder(QSize size, const QByteArray &metadata, int quality);
    ~JpegEncoder() override;
    Q_DISABLE_COPY_MOVE(JpegEncoder)

    void addRow(std::span<const uchar> rgb) override;
    QByteArray finish() override;

private:
    jpeg_compress_struct m_jpeg = {};
    jpeg_error_mgr m_errors = {};
    unsigned char *m_buffer = nullptr;
    unsigned long m_size = 0;
};

} // namespace demo

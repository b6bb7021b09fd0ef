// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "pictureencoder.h"

namespace demo
{

/// Lossless WebP without compression: every pixel is written as it is. Large, but no library is needed for
/// it.
class WebpEncoder final : public PictureEncoder
{
public:
    WebpEncoder(QSize size, const QByteArray &metadata);

    void addRow(std::span<const uchar> rgb) override;
    QByteArray finish() override;

private:
    void write(quint32 bits, int count);
    void writePlainCode(bool green);
    void writeSingleCode(uchar symbol);

    QSize m_size;
    QByteArray m_exif;
    QByteArray m_image; ///< the stream of bits
    quint64 m_pending = 0;
    int m_pendingBits = 0;
};

} // namespace demo

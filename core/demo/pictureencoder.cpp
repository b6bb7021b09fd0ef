// SPDX-License-Identifier: GPL-3.0-or-later
#include "pictureencoder.h"

#include "jpegencoder.h"
#include "pngencoder.h"

namespace demo
{

std::unique_ptr<PictureEncoder> makeEncoder(PictureFormat format, QSize size, const QByteArray &metadata)
{
    constexpr int quality = 88;
    switch (format) {
    case PictureFormat::Png:
        return std::make_unique<PngEncoder>(size, metadata);
    case PictureFormat::Jpeg:
        return std::make_unique<JpegEncoder>(size, metadata, quality);
    }
    return {};
}

} // namespace demo

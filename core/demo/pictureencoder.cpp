// SPDX-License-Identifier: GPL-3.0-or-later
#include "pictureencoder.h"

#include "jpegencoder.h"
#include "pngencoder.h"
#include "webpencoder.h"

using namespace Qt::StringLiterals;

namespace demo
{

QString extensionOf(PictureFormat format)
{
    switch (format) {
    case PictureFormat::Png:
        return u"png"_s;
    case PictureFormat::Jpeg:
        return u"jpg"_s;
    case PictureFormat::Webp:
        return u"webp"_s;
    }
    return {};
}

QByteArray mimeTypeOf(PictureFormat format)
{
    switch (format) {
    case PictureFormat::Png:
        return "image/png";
    case PictureFormat::Jpeg:
        return "image/jpeg";
    case PictureFormat::Webp:
        return "image/webp";
    }
    return {};
}

std::unique_ptr<PictureEncoder> makeEncoder(PictureFormat format, QSize size, const QByteArray &metadata)
{
    constexpr int quality = 88;
    switch (format) {
    case PictureFormat::Png:
        return std::make_unique<PngEncoder>(size, metadata);
    case PictureFormat::Jpeg:
        return std::make_unique<JpegEncoder>(size, metadata, quality);
    case PictureFormat::Webp:
        return std::make_unique<WebpEncoder>(size, metadata);
    }
    return {};
}

} // namespace demo

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>

class QIODevice;

/// What SwarmUI wrote beside a picture's pixels, the JSON text of its parameters: of PNG the chunk
/// "parameters" (tEXt, iTXt or zTXt), of JPEG and WebP EXIF's UserComment. Empty where there is none, or it
/// is damaged or of unreasonable size. Reads no pixels. `picture` is at its beginning and can be sought in;
/// `extension` is as mediaExtension() gives it.
[[nodiscard]] QString embeddedMetadata(QIODevice &picture, const QString &extension);

/// The UserComment of an EXIF (a TIFF, without "Exif"): "UNICODE" in either order of bytes, or ASCII.
[[nodiscard]] QString exifUserComment(QByteArrayView exif);

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

/// How a picture is to be turned, by its EXIF (a TIFF structure, without "Exif\0\0"): 2 to 8 as EXIF counts;
/// 1 where it is to be shown as it is, or where that cannot be read.
[[nodiscard]] int exifOrientation(QByteArrayView tiff);

/// An EXIF that tells this and nothing else. Never longer than one that exifOrientation() understood.
[[nodiscard]] QByteArray exifWithOrientation(int orientation);

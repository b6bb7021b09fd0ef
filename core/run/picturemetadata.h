// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "result.h"

#include <QByteArray>
#include <QString>

/// The same picture without the prompt, the parameters and whatever else was written beside its pixels.
/// Pixels are not encoded again; the colour profile stays. PNG loses text, time and EXIF chunks; JPEG its
/// EXIF, XMP, IPTC and comments; WebP its EXIF and XMP. Other kinds (`extension` as mediaExtension() gives
/// it) come back as they are. A picture whose structure is broken is an error (BadReply), because what is in
/// it cannot be told.
[[nodiscard]] Result<QByteArray> withoutMetadata(const QByteArray &picture, const QString &extension);

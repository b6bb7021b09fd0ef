// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>

/// The text about its making that a picture of SwarmUI carries: in PNG the tEXt "parameters", in JPEG and
/// WebP the UserComment of EXIF. Empty where it has none or is no such picture.
[[nodiscard]] QString embeddedMetadata(const QByteArray &picture);

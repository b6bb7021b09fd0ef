// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "result.h"

#include <QString>

class QIODevice;

/// Whether metadata can be removed from pictures of this kind (`extension` as mediaExtension() gives it):
/// PNG, JPEG, WebP and GIF. In AVIF, JPEG XL, TIFF and in videos it stays.
[[nodiscard]] bool canLoseMetadata(const QString &extension);

/// Copies a picture without the prompt, the parameters and whatever else was written beside its pixels, a
/// piece at a time. Pixels are not encoded again; colour profile, animation and how the picture is to be
/// turned stay. Both devices may be the same file, opened twice: what is written, up to where `to` then
/// stands, is never longer than what was read. A picture whose structure is broken is an error (BadReply),
/// because what is in it cannot be told; one of what `to` says is FileSystem, without a folder's name.
[[nodiscard]] Result<> copyWithoutMetadata(QIODevice &from, QIODevice &to, const QString &extension);

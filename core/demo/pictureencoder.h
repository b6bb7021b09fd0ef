// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QSize>
#include <QString>

#include <memory>
#include <span>

namespace demo
{

enum class PictureFormat { Png, Jpeg, Webp };

/// "png", "jpg" …
[[nodiscard]] QString extensionOf(PictureFormat format);
/// "image/png" …
[[nodiscard]] QByteArray mimeTypeOf(PictureFormat format);

/// Turns rows of pixels into the bytes of a file, row by row, so that a large picture can be made in pieces.
class PictureEncoder
{
public:
    virtual ~PictureEncoder() = default;
    /// Three bytes a pixel, from the top down, exactly as many rows as the picture is high.
    virtual void addRow(std::span<const uchar> rgb) = 0;
    /// After the last row, once.
    [[nodiscard]] virtual QByteArray finish() = 0;
};

/// `metadata` is embedded as the real server does it (PNG: tEXt `parameters`; others: EXIF UserComment); none
/// where it is empty. It is ASCII.
[[nodiscard]] std::unique_ptr<PictureEncoder> makeEncoder(PictureFormat format, QSize size,
                                                          const QByteArray &metadata);

/// An EXIF block with `text` as UserComment, UTF-16 little-endian.
[[nodiscard]] QByteArray exifWithComment(const QByteArray &text);

} // namespace demo

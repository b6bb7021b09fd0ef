// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "pictureencoder.h"
#include "scenery.h"

#include <chrono>
#include <vector>

namespace demo
{

/// What is to be drawn, and into what kind of file.
struct PictureWish {
    Mood mood = {};
    QSize size = {512, 512};
    PictureFormat format = PictureFormat::Png;
    QByteArray metadata = {};
};

/// One picture on its way to a file, made in pieces so that nobody has to wait for the whole. Large ones are
/// drawn at one megapixel and enlarged row by row.
class Rendering
{
public:
    explicit Rendering(const PictureWish &wish);

    /// Draws on for about that long. True when the picture is whole.
    bool work(std::chrono::milliseconds budget);
    /// The file, once, after work() said true.
    [[nodiscard]] QByteArray take();

private:
    void addRow();

    QSize m_size;
    Scenery m_scenery;
    std::unique_ptr<PictureEncoder> m_encoder;
    std::vector<uchar> m_drawn; ///< the row of the scenery that was drawn last
    std::vector<uchar> m_row;
    int m_drawnRow = -1;
    int m_next = 0;
};

/// A JPEG of what the picture looks like so far, as small as previews are: coarse blocks and much noise at
/// 0, the whole picture at 1. `step` makes the noise another one each time.
[[nodiscard]] QByteArray previewJpeg(const Mood &mood, QSize picture, double progress, int step);

/// The pixels of such a preview, three bytes each, before they become a file.
[[nodiscard]] std::vector<uchar> previewPixels(const Mood &mood, QSize preview, double progress, int step);

/// The size of a preview of a picture of that size.
[[nodiscard]] QSize previewSize(QSize picture);

/// A JPEG with the shorter side 256 pixels long, as the web page shows in its history.
[[nodiscard]] QByteArray thumbnailJpeg(const Mood &mood, QSize picture, const QByteArray &metadata);

} // namespace demo

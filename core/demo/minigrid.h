// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "pictureencoder.h"

#include <vector>

namespace demo
{

struct Mood;

/// Several pictures in one, small, side by side, as the real server makes it for users who want that.
struct MiniGrid {
    PictureFormat format = PictureFormat::Png;
    QSize picture = {}; ///< the size of each of them before
    QByteArray metadata = {}; ///< embedded; none where empty

    /// The size of the whole for that many pictures.
    [[nodiscard]] QSize size(int pictures) const;
    [[nodiscard]] QByteArray draw(const std::vector<Mood> &moods) const;

private:
    [[nodiscard]] QSize cell() const;
};

} // namespace demo

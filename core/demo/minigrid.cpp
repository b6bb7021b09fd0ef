// SPDX-License-Identifier: GPL-3.0-or-later
#include "minigrid.h"

#include "scenery.h"

#include <cmath>

namespace demo
{

namespace
{

int columnsFor(int pictures)
{
    return std::max(1, int(std::ceil(std::sqrt(double(pictures)))));
}

} // namespace

QSize MiniGrid::cell() const
{
    constexpr QSize most(256, 256);
    const bool small = picture.width() <= most.width() && picture.height() <= most.height();
    return small ? picture : picture.scaled(most, Qt::KeepAspectRatio).expandedTo({1, 1});
}

QSize MiniGrid::size(int pictures) const
{
    const int columns = columnsFor(pictures);
    const int rows = (pictures + columns - 1) / columns;
    return {cell().width() * columns, cell().height() * rows};
}

QByteArray MiniGrid::draw(const std::vector<Mood> &moods) const
{
    std::vector<Scenery> sceneries;
    sceneries.reserve(moods.size());
    for (const Mood &mood : moods)
        sceneries.emplace_back(mood, cell());
    const QSize whole = size(int(moods.size()));
    const auto columns = size_t(columnsFor(int(moods.size())));
    const auto stride = size_t(cell().width()) * 3;
    const auto encoder = makeEncoder(format, whole, metadata);
    for (int y = 0; y < whole.height(); ++y) {
        std::vector<uchar> row(size_t(whole.width()) * 3); // black where no picture is
        const size_t first = size_t(y / cell().height()) * columns;
        for (size_t column = 0; column < columns && first + column < sceneries.size(); ++column)
            sceneries[first + column].drawRow(y % cell().height(), {&row[column * stride], stride});
        encoder->addRow(row);
    }
    return encoder->finish();
}

} // namespace demo

// SPDX-License-Identifier: GPL-3.0-or-later
#include "rendering.h"

#include "noise.h"

#include <QElapsedTimer>

namespace demo
{

namespace
{

constexpr double drawnPixels = 1024.0 * 1024.0;

QSize drawnSize(QSize asked)
{
    const double pixels = double(asked.width()) * asked.height();
    if (pixels <= drawnPixels)
        return asked;
    const double scale = std::sqrt(drawnPixels / pixels);
    return {std::max(1, int(asked.width() * scale)), std::max(1, int(asked.height() * scale))};
}

void fillRow(const Scenery &scenery, int cell, int y, std::span<uchar> row)
{
    std::vector<uchar> cells(size_t(scenery.size().width()) * 3);
    scenery.drawRow(std::min(y / cell, scenery.size().height() - 1), cells);
    for (size_t x = 0; x < row.size() / 3; ++x)
        std::copy_n(&cells[std::min(x / size_t(cell) * 3, cells.size() - 3)], 3, &row[x * 3]);
}

} // namespace

Rendering::Rendering(const PictureWish &wish)
    : m_size(wish.size)
    , m_scenery(wish.mood, drawnSize(wish.size))
    , m_encoder(makeEncoder(wish.format, wish.size, wish.metadata))
    , m_drawn(size_t(m_scenery.size().width()) * 3)
    , m_row(size_t(wish.size.width()) * 3)
{
}

bool Rendering::work(std::chrono::milliseconds budget)
{
    QElapsedTimer clock;
    clock.start();
    while (m_next < m_size.height() && !clock.hasExpired(budget.count()))
        addRow();
    return m_next == m_size.height();
}

void Rendering::addRow()
{
    const QSize drawn = m_scenery.size();
    const int row = int(qint64(m_next++) * drawn.height() / m_size.height());
    if (row != m_drawnRow) {
        m_scenery.drawRow(row, m_drawn);
        m_drawnRow = row;
        for (int x = 0; x < m_size.width(); ++x) {
            const auto from = size_t(qint64(x) * drawn.width() / m_size.width());
            std::copy_n(&m_drawn[from * 3], 3, &m_row[size_t(x) * 3]);
        }
    }
    m_encoder->addRow(m_row);
}

QByteArray Rendering::take()
{
    return m_encoder->finish();
}

QSize previewSize(QSize picture)
{
    constexpr QSize most(192, 192);
    const bool small = picture.width() <= most.width() && picture.height() <= most.height();
    return small ? picture : picture.scaled(most, Qt::KeepAspectRatio).expandedTo({8, 8});
}

std::vector<uchar> previewPixels(const Mood &mood, QSize preview, double progress, int step)
{
    const float left = 1 - float(std::clamp(progress, 0.0, 1.0));
    const int cell = 1 + int(13 * left * left);
    const QSize cells((preview.width() + cell - 1) / cell, (preview.height() + cell - 1) / cell);
    const Scenery scenery(mood, cells);
    const size_t stride = size_t(preview.width()) * 3;
    std::vector<uchar> pixels(stride * size_t(preview.height()));
    for (int y = 0; y < preview.height(); ++y) {
        const std::span row(&pixels[size_t(y) * stride], stride);
        fillRow(scenery, cell, y, row);
        for (size_t i = 0; i < stride && left > 0; ++i) {
            const float grain = randomAt(int(i), y, mood.seed + quint32(step) * 17) * 255;
            row[i] = uchar(float(row[i]) * (1 - 0.7F * left) + grain * 0.7F * left);
        }
    }
    return pixels;
}

QByteArray previewJpeg(const Mood &mood, QSize picture, double progress, int step)
{
    const QSize size = previewSize(picture);
    const std::vector<uchar> pixels = previewPixels(mood, size, progress, step);
    const auto encoder = makeEncoder(PictureFormat::Jpeg, size, {});
    const size_t stride = size_t(size.width()) * 3;
    for (int y = 0; y < size.height(); ++y)
        encoder->addRow({&pixels[size_t(y) * stride], stride});
    return encoder->finish();
}

QByteArray thumbnailJpeg(const Mood &mood, QSize picture, const QByteArray &metadata)
{
    constexpr QSize least(256, 256);
    constexpr int longest = 2048;
    const QSize size = picture.scaled(least, Qt::KeepAspectRatioByExpanding).boundedTo({longest, longest});
    Rendering rendering({.mood = mood, .size = size, .format = PictureFormat::Jpeg, .metadata = metadata});
    while (!rendering.work(std::chrono::milliseconds(100))) { }
    return rendering.take();
}

} // namespace demo

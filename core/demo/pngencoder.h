// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "pictureencoder.h"

struct png_struct_def;
struct png_info_def;

namespace demo
{

class PngEncoder final : public PictureEncoder
{
public:
    PngEncoder(QSize size, const QByteArray &metadata);
    ~PngEncoder() override;
    Q_DISABLE_COPY_MOVE(PngEncoder)

    void addRow(std::span<const uchar> rgb) override;
    QByteArray finish() override;

private:
    png_struct_def *m_png;
    png_info_def *m_info;
    QByteArray m_bytes;
};

} // namespace demo

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QtEndian>

/// The length, kind and content of a PNG chunk; its checksum is none.
inline QByteArray pngChunk(const QByteArray &kind, const QByteArray &content)
{
    QByteArray length(4, 0);
    qToBigEndian(quint32(content.size()), length.data());
    return length + kind + content + "sum!";
}

/// What has the structure of a PNG file with a prompt in it, about `size` bytes of it; nothing that could be
/// drawn.
inline QByteArray samplePng(qsizetype size)
{
    return QByteArray("\x89PNG\r\n\x1a\n", 8) + pngChunk("IHDR", QByteArray(13, 'h'))
        + pngChunk("tEXt", QByteArray("parameters\0a secret prompt", 26))
        + pngChunk("IDAT", QByteArray(size, 'x')) + pngChunk("IEND", {});
}

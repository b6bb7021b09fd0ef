// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QtEndian>

/// Pictures put together piece by piece: whole in their structure, without pixels worth seeing.
namespace PictureBytes
{

template <typename T> QByteArray bigEndian(T value)
{
    QByteArray bytes(sizeof value, 0);
    qToBigEndian(value, bytes.data());
    return bytes;
}

template <typename T> QByteArray littleEndian(T value)
{
    QByteArray bytes(sizeof value, 0);
    qToLittleEndian(value, bytes.data());
    return bytes;
}

inline QByteArray pngChunk(const QByteArray &type, const QByteArray &content)
{
    return bigEndian(quint32(content.size())) + type + content + "CRC!";
}

inline QByteArray pngStart()
{
    return QByteArray("\x89PNG\r\n\x1a\n", 8) + pngChunk("IHDR", QByteArray(13, 'h'));
}

inline QByteArray pngEnd()
{
    return pngChunk("IDAT", "pixels") + pngChunk("IEND", {});
}

inline QByteArray jpegSegment(char marker, const QByteArray &content)
{
    return QByteArray("\xFF") + marker + bigEndian(quint16(content.size() + 2)) + content;
}

inline QByteArray webpChunk(const QByteArray &type, const QByteArray &content)
{
    return type + littleEndian(quint32(content.size())) + content + QByteArray(content.size() % 2, 0);
}

inline QByteArray webp(const QByteArray &chunks)
{
    return "RIFF" + littleEndian(quint32(chunks.size() + 4)) + "WEBP" + chunks;
}

} // namespace PictureBytes

// SPDX-License-Identifier: GPL-3.0-or-later
#include "embeddedmetadata.h"

#include <QtEndian>

namespace
{

QByteArray pngText(const QByteArray &png)
{
    constexpr qsizetype signature = 8;
    constexpr qsizetype frame = 12; // length, type, checksum
    for (qsizetype at = signature; at + frame <= png.size();) {
        const auto size = qsizetype(qFromBigEndian<quint32>(png.constData() + at));
        if (size > png.size() - at - frame)
            return {};
        const QByteArray key("parameters\0", 11);
        const QByteArray chunk = png.sliced(at + 8, size);
        if (png.sliced(at + 4, 4) == "tEXt" && chunk.startsWith(key))
            return chunk.sliced(key.size());
        at += frame + size;
    }
    return {};
}

// "UNICODE\0" and UTF-16 in either byte order; the text is JSON, so its first character tells which.
QString userComment(const QByteArray &exif)
{
    const QByteArray mark("UNICODE\0", 8);
    const qsizetype at = exif.indexOf(mark);
    if (at < 0)
        return {};
    const QByteArray bytes = exif.sliced(at + mark.size());
    const bool isBig = bytes.startsWith('\0');
    QString text;
    for (qsizetype i = 0; i + 1 < bytes.size(); i += 2) {
        const char *unit = bytes.constData() + i;
        const quint16 code = isBig ? qFromBigEndian<quint16>(unit) : qFromLittleEndian<quint16>(unit);
        text += QChar(code);
    }
    return text.left(text.lastIndexOf(u'}') + 1);
}

} // namespace

QString embeddedMetadata(const QByteArray &picture)
{
    if (picture.startsWith("\x89PNG"))
        return QString::fromUtf8(pngText(picture));
    const bool isJpeg = picture.startsWith("\xff\xd8");
    const bool isWebp = picture.sliced(0, std::min<qsizetype>(picture.size(), 12)).endsWith("WEBP");
    return isJpeg || isWebp ? userComment(picture) : QString();
}

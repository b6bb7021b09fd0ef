// SPDX-License-Identifier: GPL-3.0-or-later
#include "exiforientation.h"
#include "picturecleaning.h"
#include "picturecopy.h"

#include <QtEndian>

namespace
{

constexpr char mark = char(0xFF);

enum Marker : quint8 {
    Restart0 = 0xD0,
    Restart7 = 0xD7,
    Start = 0xD8,
    End = 0xD9,
    Scan = 0xDA,
    App0 = 0xE0,
    App1 = 0xE1,
    App2 = 0xE2,
    App14 = 0xEE
};

/// What a JPEG needs to be drawn as it was meant. Of its applications' segments that is its density, its
/// colour profile and how its colours are coded; profiles end in names that others do not have.
bool isKept(quint8 marker, const QByteArray &content)
{
    switch (marker) {
    case App0:
        return content.startsWith("JFIF");
    case App2:
        return content.startsWith(QByteArrayView("ICC_PROFILE\0", 12));
    case App14:
        return content.startsWith("Adobe");
    default:
        return marker >= 0xC0 && marker < App0; // frames, tables, scans
    }
}

bool isWithinScan(char next)
{
    const auto byte = quint8(next);
    return byte == 0 || byte == 0xFF || (byte >= Restart0 && byte <= Restart7);
}

/// Compressed pixels, up to the next marker. A scan that ends without one is shown by all viewers.
void copyScan(PictureCopy &picture)
{
    constexpr qint64 piece = 64LL * 1024;
    for (;;) {
        const QByteArray block = picture.peek(piece);
        qsizetype at = block.indexOf(mark);
        while (at >= 0 && at + 1 < block.size() && isWithinScan(block[at + 1]))
            at = block.indexOf(mark, at + 1);
        const bool isMarker = at >= 0 && at + 1 < block.size();
        const bool isLast = picture.position() + block.size() == picture.size();
        // Where a piece ends between the two bytes of a marker, both come with the next.
        picture.copy(at < 0 || (isLast && !isMarker) ? block.size() : at);
        if (isMarker || isLast || !picture.isFine())
            return;
    }
}

/// The next segment's marker, with what fills the room before it left out.
quint8 takeMarker(PictureCopy &picture)
{
    if (picture.take(1) != QByteArray(1, mark))
        picture.callDamaged();
    QByteArray marker = picture.take(1);
    while (marker == QByteArray(1, mark))
        marker = picture.take(1);
    return marker.isEmpty() ? quint8(0) : quint8(marker[0]);
}

QByteArray segment(quint8 marker, const QByteArray &content)
{
    QByteArray length(2, '\0');
    qToBigEndian(quint16(content.size() + 2), length.data());
    return mark + QByteArray(1, char(marker)) + length + content;
}

void copySegment(PictureCopy &picture, quint8 marker)
{
    const QByteArray length = picture.take(2);
    if (length.isEmpty())
        return;
    const qint64 size = qFromBigEndian<quint16>(length.constData()) - qint64(2);
    const QByteArray content = picture.take(size);
    const QByteArray exif("Exif\0\0", 6);
    if (!picture.isFine())
        return;
    if (isKept(marker, content))
        picture.write(segment(marker, content));
    else if (marker == App1 && content.startsWith(exif))
        if (const int orientation = exifOrientation(content.sliced(exif.size())); orientation != 1)
            picture.write(segment(marker, exif + exifWithOrientation(orientation)));
}

} // namespace

void copyCleanJpeg(PictureCopy &picture)
{
    picture.copy(2); // the start
    while (picture.isFine()) {
        const quint8 marker = takeMarker(picture);
        if (marker == End) {
            picture.write(QByteArray(1, mark) + char(marker));
            return; // whatever stands behind the end is no part of the picture
        }
        if (marker < 0xC0 || (marker >= Restart0 && marker <= Start))
            return picture.callDamaged();
        copySegment(picture, marker);
        if (marker != Scan)
            continue;
        copyScan(picture);
        if (picture.position() == picture.size())
            return;
    }
}

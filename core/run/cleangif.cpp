// SPDX-License-Identifier: GPL-3.0-or-later
#include "picturecleaning.h"
#include "picturecopy.h"

namespace
{

enum Block : quint8 { Extension = 0x21, Image = 0x2C, End = 0x3B };
enum Label : quint8 { Control = 0xF9, Comment = 0xFE, Application = 0xFF };

/// A table of colours, where these flags tell of one.
void copyColours(PictureCopy &picture, char flags)
{
    const auto bits = quint8(flags);
    if ((bits & 0x80) != 0)
        picture.copy(qint64(3) << ((bits & 0x07) + 1));
}

/// Pieces with their lengths, up to an empty one.
void passPieces(PictureCopy &picture, bool keep)
{
    for (bool isLast = false; picture.isFine() && !isLast;) {
        const QByteArray length = picture.take(1);
        isLast = length.isEmpty() || length[0] == 0;
        if (keep)
            picture.write(length);
        if (!isLast && keep)
            picture.copy(quint8(length[0]));
        else if (!isLast)
            picture.skip(quint8(length[0]));
    }
}

/// How often an animation is repeated, and the colour profile.
bool isKept(const QByteArray &application)
{
    return application == "NETSCAPE2.0" || application == "ANIMEXTS1.0" || application == "ICCRGBG1012";
}

void passExtension(PictureCopy &picture)
{
    constexpr qint64 nameSize = 11;
    const QByteArray label = picture.take(1);
    const bool keep = label == QByteArray(1, char(Control))
        || (label == QByteArray(1, char(Application)) && isKept(picture.peek(1 + nameSize).mid(1)));
    if (keep)
        picture.write(QByteArray(1, char(Extension)) + label);
    passPieces(picture, keep);
}

void copyImage(PictureCopy &picture)
{
    constexpr qint64 descriptorSize = 9;
    const QByteArray descriptor = picture.take(descriptorSize);
    if (descriptor.isEmpty())
        return;
    picture.write(QByteArray(1, char(Image)) + descriptor);
    copyColours(picture, descriptor.back());
    picture.copy(1); // how the pixels are coded
    passPieces(picture, true);
}

} // namespace

void copyCleanGif(PictureCopy &picture)
{
    constexpr qint64 headSize = 13;
    const QByteArray head = picture.take(headSize);
    if (head.isEmpty())
        return;
    picture.write(head);
    copyColours(picture, head[10]);
    while (picture.isFine()) {
        const QByteArray block = picture.take(1);
        if (block.isEmpty())
            return;
        switch (quint8(block[0])) {
        case Image:
            copyImage(picture);
            break;
        case Extension:
            passExtension(picture);
            break;
        case End:
            return picture.write(block); // whatever stands behind the end is no part of the picture
        default:
            return picture.callDamaged();
        }
    }
}

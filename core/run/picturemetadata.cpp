// SPDX-License-Identifier: GPL-3.0-or-later
#include "picturemetadata.h"

#include "picturecleaning.h"
#include "picturecopy.h"

#include <QCoreApplication>
#include <QIODevice>

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace
{

struct Text {
    Q_DECLARE_TR_FUNCTIONS(PictureMetadata)
};

struct Kind {
    QLatin1String extension;
    QLatin1String name;
    void (*copyClean)(PictureCopy &picture);
};

constexpr std::array kinds{Kind{".png"_L1, "PNG"_L1, copyCleanPng}, Kind{".jpg"_L1, "JPEG"_L1, copyCleanJpeg},
                           Kind{".webp"_L1, "WebP"_L1, copyCleanWebp},
                           Kind{".gif"_L1, "GIF"_L1, copyCleanGif}};

const Kind *kindOf(const QString &extension)
{
    const auto *kind = std::ranges::find(kinds, extension, &Kind::extension);
    return kind == kinds.end() ? nullptr : kind;
}

} // namespace

bool canLoseMetadata(const QString &extension)
{
    return kindOf(extension) != nullptr;
}

Result<> copyWithoutMetadata(QIODevice &from, QIODevice &to, const QString &extension)
{
    const Kind *kind = kindOf(extension);
    PictureCopy picture(from, to);
    if (kind != nullptr)
        kind->copyClean(picture);
    else
        picture.copy(picture.size());
    switch (picture.trouble()) {
    case PictureCopy::Trouble::None:
        return {};
    case PictureCopy::Trouble::Damaged:
        return Error{.kind = Error::Kind::BadReply,
                     .message
                     = Text::tr("The picture is a damaged %1 file.").arg(kind ? kind->name : QLatin1String()),
                     .hint = Text::tr("It is still on the server; look at it there.")};
    case PictureCopy::Trouble::NotWritten:
        return Error{.kind = Error::Kind::FileSystem, .message = to.errorString()};
    }
    Q_UNREACHABLE();
}

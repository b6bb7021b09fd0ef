// SPDX-License-Identifier: GPL-3.0-or-later
#include "imagefetch.h"

#include <array>

using namespace Qt::StringLiterals;

namespace
{

struct Mark {
    QByteArrayView bytes;
    qsizetype offset;
    QLatin1String extension;
};

constexpr std::array marks{
    Mark{"\x89PNG\r\n\x1a\n", 0, ".png"_L1},
    Mark{"\xff\xd8\xff", 0, ".jpg"_L1},
    Mark{"GIF8", 0, ".gif"_L1},
    Mark{"WEBP", 8, ".webp"_L1},
    Mark{"ftypavif", 4, ".avif"_L1},
    Mark{"ftypqt", 4, ".mov"_L1},
    Mark{"ftypM4A", 4, ".m4a"_L1},
    Mark{"ftyp", 4, ".mp4"_L1},
    Mark{"\x1a\x45\xdf\xa3", 0, ".webm"_L1},
    Mark{"WAVE", 8, ".wav"_L1},
    Mark{"AVI ", 8, ".avi"_L1},
    Mark{"fLaC", 0, ".flac"_L1},
    Mark{"OggS", 0, ".ogg"_L1},
    Mark{"ID3", 0, ".mp3"_L1},
    Mark{"\xff\xfb", 0, ".mp3"_L1},
    Mark{"\xff\x0a", 0, ".jxl"_L1},
    Mark{"BM", 0, ".bmp"_L1},
    Mark{"II*\0", 0, ".tif"_L1},
};

} // namespace

QString mediaExtension(QByteArrayView firstBytes)
{
    for (const Mark &mark : marks) {
        if (firstBytes.size() >= mark.offset + mark.bytes.size()
            && firstBytes.sliced(mark.offset, mark.bytes.size()) == mark.bytes)
            return mark.extension;
    }
    return {};
}

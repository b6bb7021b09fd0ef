// SPDX-License-Identifier: GPL-3.0-or-later
#include "filesystemkind.h"

#include <QFile>

#include <algorithm>
#include <array>

#include <sys/vfs.h>

namespace
{

bool isSharedType(quint32 type)
{
    constexpr std::array<quint32, 7> types{
        0x6969, // NFS
        0x517B,     0xFE534D42, 0xFF534D42, // SMB
        0x65735546, 0x65735543, // FUSE
        0x01021997 // 9p
    };
    return std::ranges::find(types, type) != types.end();
}

} // namespace

bool isShared(int descriptor)
{
    struct statfs facts {
    };
    return ::fstatfs(descriptor, &facts) == 0 && isSharedType(quint32(facts.f_type));
}

bool isShared(const QString &folder)
{
    struct statfs facts {
    };
    return ::statfs(QFile::encodeName(folder).constData(), &facts) == 0
        && isSharedType(quint32(facts.f_type));
}

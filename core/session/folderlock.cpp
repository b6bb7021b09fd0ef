// SPDX-License-Identifier: GPL-3.0-or-later
#include "folderlock.h"

#include "boundedlock.h"
#include "descriptor.h"
#include "filesystemkind.h"
#include "statefile.h"
#include "systemerror.h"

#include <QCoreApplication>
#include <QFile>

#include <algorithm>
#include <cerrno>
#include <utility>

#include <fcntl.h>
#include <sys/stat.h>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace
{

struct Text {
    Q_DECLARE_TR_FUNCTIONS(FolderLock)
};

/// What is locked: a file or folder that is open, and the name under which others find it.
struct Guard {
    Descriptor descriptor;
    QByteArray name;
    int reason = 0; ///< why it could not be opened
    bool isFolder = false;
    struct stat held = {}; ///< its facts, once isStillThere() has looked

    /// Renamed or replaced meanwhile, it would guard nothing.
    [[nodiscard]] bool isStillThere()
    {
        struct stat found {
        };
        return ::fstat(descriptor.get(), &held) == 0 && ::stat(name.constData(), &found) == 0
            && held.st_ino == found.st_ino && held.st_dev == found.st_dev;
    }
};

Guard openFolder(const QByteArray &name)
{
    Descriptor folder(::open(name.constData(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    const int reason = errno;
    return {.descriptor = std::move(folder), .name = name, .reason = reason, .isFolder = true};
}

Guard openSibling(const QString &stateFile)
{
    const QByteArray name = QFile::encodeName(stateFile + ".lock"_L1);
    constexpr int flags = O_NOFOLLOW | O_NONBLOCK | O_NOCTTY | O_CLOEXEC;
    Descriptor file(::open(name.constData(), O_RDWR | O_CREAT | flags, 0666));
    if (!file && errno == EACCES) // another user's: enough for a lock but on NFS
        file = Descriptor(::open(name.constData(), O_RDONLY | flags));
    const int reason = errno;
    return {.descriptor = std::move(file), .name = name, .reason = reason};
}

Error cannotLock(const QString &stateFile, int reason)
{
    return fileError(Text::tr("“%1” cannot be locked for writing: %2."), stateFile, reason,
                     Text::tr("Sessions are kept in memory, and written as soon as it works again."));
}

Error busy(const QString &stateFile, std::optional<qint64> holder)
{
    Error error{.kind = Error::Kind::Locked,
                .message = Text::tr("“%1” is busy: another process is writing it.").arg(stateFile),
                .hint = Text::tr("Sessions are kept in memory until it is free.")};
    if (holder) {
        error.message = Text::tr("“%1” is busy: process %2 is writing it.").arg(stateFile).arg(*holder);
        error.hint = Text::tr("Sessions are kept in memory until it is free. If that process is stopped, let "
                              "it go on with “kill -CONT %1”.")
                         .arg(*holder);
        error.details = {{"pid"_L1, *holder}};
    }
    return error;
}

bool hasNoLocks(int reason)
{
    return reason == EOPNOTSUPP || reason == ENOLCK || reason == EINVAL || reason == EBADF;
}

} // namespace

Result<FolderLock> FolderLock::take(const QString &stateFile, std::chrono::milliseconds patience)
{
    using Clock = std::chrono::steady_clock;
    const auto until = Clock::now() + patience;
    const Result<QString> file = stateFileBehind(stateFile);
    if (!file)
        return file.error();
    const QByteArray path = QFile::encodeName(*file);
    const qsizetype nameBegin = path.lastIndexOf('/') + 1;
    bool sibling = false;
    do {
        Guard guard = sibling ? openSibling(*file) : openFolder(path.left(nameBegin));
        if (!sibling && guard.descriptor && isShared(guard.descriptor.get()))
            guard = openSibling(*file);
        if (!guard.descriptor)
            return cannotLock(stateFile, guard.reason);
        const auto left = std::chrono::ceil<std::chrono::milliseconds>(until - Clock::now());
        const int reason = lockWithin(guard.descriptor.get(), std::max(left, 0ms));
        if (reason == ETIMEDOUT)
            return busy(stateFile, lockHolder(guard.descriptor.get()));
        if (reason != 0 && (sibling || !hasNoLocks(reason)))
            return cannotLock(stateFile, reason);
        if (reason == 0 && guard.isStillThere()) {
            const int descriptor = guard.descriptor.release();
            return FolderLock(descriptor,
                              {.file = *file,
                               .folder = guard.isFolder ? descriptor : -1,
                               .name = path.mid(nameBegin),
                               .mode = guard.held.st_mode,
                               .group = guard.held.st_gid});
        }
        sibling = sibling || reason != 0;
    } while (Clock::now() < until);
    return busy(stateFile, std::nullopt);
}

FolderLock::FolderLock(FolderLock &&other) noexcept
    : m_descriptor(std::exchange(other.m_descriptor, -1))
    , m_place(std::move(other.m_place))
{
}

FolderLock &FolderLock::operator=(FolderLock &&other) noexcept
{
    std::swap(m_descriptor, other.m_descriptor);
    std::swap(m_place, other.m_place);
    return *this;
}

FolderLock::~FolderLock()
{
    if (m_descriptor >= 0)
        ::close(m_descriptor);
}

// SPDX-License-Identifier: GPL-3.0-or-later
#include "historyfile.h"

#include "boundedlock.h"
#include "descriptor.h"
#include "places.h"
#include "systemerror.h"

#include <QFile>

#include <array>
#include <cerrno>
#include <chrono>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace
{

constexpr auto lockPatience = 250ms; ///< as long as SQLite itself waits

/// What SQLite keeps beside a database. A stale one beside a new database would be played into it.
constexpr std::array companions{"-wal"_L1, "-shm"_L1, "-journal"_L1};

QByteArray encoded(const QString &path)
{
    return QFile::encodeName(path);
}

/// Held while a file is made or set aside: the kernel's lock on the folder, given back by closing. None where
/// another program holds it.
Descriptor holdFolder(const QString &folder)
{
    Descriptor descriptor(::open(encoded(folder).constData(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    return descriptor && lockWithin(descriptor.get(), lockPatience) == 0 ? std::move(descriptor)
                                                                         : Descriptor();
}

bool makeEmptyPrivateFile(const QString &path)
{
    const int descriptor
        = ::open(encoded(path).constData(), O_CREAT | O_EXCL | O_RDWR | O_NOFOLLOW | O_CLOEXEC, 0600);
    if (descriptor < 0)
        return false;
    ::close(descriptor);
    return true;
}

} // namespace

HistoryFile::HistoryFile(QString privateFolder)
    : m_folder(std::move(privateFolder))
    , m_path(m_folder + "/history.sqlite"_L1)
{
}

std::optional<HistoryFile::Identity> HistoryFile::identity() const
{
    struct stat facts {
    };
    if (::lstat(encoded(m_path).constData(), &facts) != 0)
        return std::nullopt;
    return Identity{facts.st_dev, facts.st_ino};
}

Error HistoryFile::cannotBeKept(const QString &why) const
{
    return {.kind = Error::Kind::FileSystem,
            .message = tr("The history cannot be kept in %1: %2.").arg(m_folder, why),
            .hint = tr("Check the folder and its permissions.")};
}

/// An existing file is ours, a regular one, and not readable by others.
Result<> HistoryFile::makePrivate() const
{
    struct stat facts {
    };
    if (::lstat(encoded(m_path).constData(), &facts) != 0)
        return cannotBeKept(systemWords(errno));
    if (!S_ISREG(facts.st_mode) || facts.st_uid != ::geteuid())
        return cannotBeKept(tr("history.sqlite there is not a file of your own"));
    if ((facts.st_mode & 077) != 0 && ::chmod(encoded(m_path).constData(), 0600) != 0)
        return cannotBeKept(systemWords(errno));
    return {};
}

Result<> HistoryFile::ensure(const std::function<Result<>(const QString &path)> &setUp) const
{
    if (identity())
        return makePrivate();
    if (!makePrivateFolder(m_folder))
        return cannotBeKept(tr("it cannot be made, or is not your own private folder"));
    const Descriptor hold = holdFolder(m_folder);
    if (!hold)
        return cannotBeKept(tr("another program holds it"));
    if (identity())
        return makePrivate();

    const QString begun = m_path + ".new"_L1;
    for (const QLatin1String companion : companions) {
        QFile::remove(m_path + companion);
        QFile::remove(begun + companion);
    }
    QFile::remove(begun); // of a process that was killed here
    if (!makeEmptyPrivateFile(begun))
        return cannotBeKept(systemWords(errno));
    if (const Result<> isSetUp = setUp(begun); !isSetUp)
        return isSetUp;
    if (::rename(encoded(begun).constData(), encoded(m_path).constData()) != 0)
        return cannotBeKept(systemWords(errno));
    return {};
}

Result<QString> HistoryFile::setAside(const Identity &damaged, const QString &time) const
{
    const Descriptor hold = holdFolder(m_folder);
    if (!hold)
        return cannotBeKept(tr("another program holds it"));
    if (identity() != damaged)
        return QString();
    const QString aside = m_path + ".damaged-"_L1 + time;
    // The companions first: if this process dies in between, what is left is still the damaged file.
    for (const QLatin1String companion : companions)
        ::rename(encoded(m_path + companion).constData(), encoded(aside + companion).constData());
    if (::rename(encoded(m_path).constData(), encoded(aside).constData()) != 0)
        return cannotBeKept(systemWords(errno));
    return aside;
}

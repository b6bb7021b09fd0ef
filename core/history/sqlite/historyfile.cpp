// SPDX-License-Identifier: GPL-3.0-or-later
#include "historyfile.h"

#include "places.h"

#include <QFile>

#include <array>
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

using namespace Qt::StringLiterals;

namespace
{

constexpr int lockTries = 50; // of 5 ms: as long as SQLite itself waits
constexpr useconds_t lockPause = 5000;

/// What SQLite keeps beside a database. A stale one beside a new database would be played into it.
constexpr std::array companions{"-wal"_L1, "-shm"_L1, "-journal"_L1};

QByteArray encoded(const QString &path)
{
    return QFile::encodeName(path);
}

QString systemsWords()
{
    return QString::fromLocal8Bit(std::strerror(errno));
}

/// Held while a file is made or set aside: the kernel's lock on the folder, given back by closing.
class FolderHold
{
public:
    explicit FolderHold(const QString &folder)
        : m_descriptor(::open(encoded(folder).constData(), O_RDONLY | O_DIRECTORY | O_CLOEXEC))
    {
        for (int i = 0; m_descriptor >= 0 && !m_isHeld && i < lockTries; ++i) {
            m_isHeld = ::flock(m_descriptor, LOCK_EX | LOCK_NB) == 0;
            if (!m_isHeld)
                ::usleep(lockPause);
        }
    }
    ~FolderHold()
    {
        if (m_descriptor >= 0)
            ::close(m_descriptor);
    }
    Q_DISABLE_COPY_MOVE(FolderHold)
    [[nodiscard]] bool isHeld() const { return m_isHeld; }

private:
    int m_descriptor;
    bool m_isHeld = false;
};

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
        return cannotBeKept(systemsWords());
    if (!S_ISREG(facts.st_mode) || facts.st_uid != ::geteuid())
        return cannotBeKept(tr("history.sqlite there is not a file of your own"));
    if ((facts.st_mode & 077) != 0 && ::chmod(encoded(m_path).constData(), 0600) != 0)
        return cannotBeKept(systemsWords());
    return {};
}

Result<> HistoryFile::ensure(const std::function<Result<>(const QString &path)> &setUp) const
{
    if (identity())
        return makePrivate();
    if (!makePrivateFolder(m_folder))
        return cannotBeKept(tr("it cannot be made, or is not your own private folder"));
    const FolderHold hold(m_folder);
    if (!hold.isHeld())
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
        return cannotBeKept(systemsWords());
    if (const Result<> isSetUp = setUp(begun); !isSetUp)
        return isSetUp;
    if (::rename(encoded(begun).constData(), encoded(m_path).constData()) != 0)
        return cannotBeKept(systemsWords());
    return {};
}

Result<QString> HistoryFile::setAside(const Identity &damaged, const QString &time) const
{
    const FolderHold hold(m_folder);
    if (!hold.isHeld())
        return cannotBeKept(tr("another program holds it"));
    if (identity() != damaged)
        return QString();
    const QString aside = m_path + ".damaged-"_L1 + time;
    // The companions first: if this process dies in between, what is left is still the damaged file.
    for (const QLatin1String companion : companions)
        ::rename(encoded(m_path + companion).constData(), encoded(aside + companion).constData());
    if (::rename(encoded(m_path).constData(), encoded(aside).constData()) != 0)
        return cannotBeKept(systemsWords());
    return aside;
}

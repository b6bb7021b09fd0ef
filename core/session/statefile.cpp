// SPDX-License-Identifier: GPL-3.0-or-later
#include "statefile.h"

#include "descriptor.h"
#include "gzip.h"
#include "systemerror.h"

#include <QCoreApplication>
#include <QDir>

#include <array>
#include <cerrno>
#include <climits>

#include <fcntl.h>
#include <sys/stat.h>

using namespace Qt::StringLiterals;

namespace
{

constexpr int mostLinks = 8;
constexpr auto compressedEnding = ".gz"_L1;

struct Text {
    Q_DECLARE_TR_FUNCTIONS(StateFile)
};

Error refusal(const QString &message, const QString &path)
{
    return {.kind = Error::Kind::FileSystem,
            .message = message.arg(path),
            .hint
            = Text::tr("Nothing is written there. Move it away, or name another file with --state-file.")};
}

Error unreadable(const QString &path, int reason)
{
    return fileError(Text::tr("“%1” cannot be read: %2."), path, reason,
                     Text::tr("Nothing is written over it. Make it readable, or name another file with "
                              "--state-file."));
}

Error compressed(const QString &path)
{
    return {.kind = Error::Kind::FileSystem,
            .message = Text::tr("“%1” is a compressed file, and its name does not say so.").arg(path),
            .hint = Text::tr("Nothing is written there. Give it a name that ends in “.gz”, or name another "
                             "file with --state-file.")};
}

QString targetOf(const QString &link)
{
    std::array<char, PATH_MAX> target{};
    const ssize_t length = ::readlink(QFile::encodeName(link).constData(), target.data(), target.size());
    if (length <= 0 || size_t(length) == target.size())
        return {};
    const QString name = QFile::decodeName(QByteArray(target.data(), length));
    return name.startsWith(u'/') ? name : link.left(link.lastIndexOf(u'/') + 1) + name;
}

Result<QByteArray> bytesOf(const Descriptor &file, const QString &path, qsizetype expected)
{
    QByteArray bytes;
    bytes.resize(qBound<qsizetype>(4096, expected + 1, stateFileSizeCap + 1));
    qsizetype filled = 0;
    while (filled <= stateFileSizeCap) {
        if (filled == bytes.size())
            bytes.resize(qMin<qsizetype>(bytes.size() * 2, stateFileSizeCap + 1));
        const ssize_t got = ::read(file.get(), bytes.data() + filled, size_t(bytes.size() - filled));
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0)
            return unreadable(path, errno);
        const bool isEnd = got < bytes.size() - filled;
        filled += got;
        if (isEnd)
            break;
    }
    bytes.truncate(filled);
    return bytes;
}

} // namespace

QString defaultStateFile(const QString &projectFolder)
{
    return QDir(projectFolder).filePath(u".asset-generator-state.json"_s);
}

Result<QString> stateFileBehind(const QString &path)
{
    QString name = path.startsWith(u'/') ? path : QFileInfo(path).absoluteFilePath();
    for (int links = 0; links <= mostLinks; ++links) {
        struct stat facts {
        };
        if (::lstat(QFile::encodeName(name).constData(), &facts) != 0 || !S_ISLNK(facts.st_mode))
            return name;
        if (facts.st_uid != ::geteuid() && facts.st_uid != 0)
            return refusal(Text::tr("“%1” is a link that another user made."), path);
        const QString target = targetOf(name);
        if (target.isEmpty())
            return unreadable(path, errno);
        name = target;
    }
    return refusal(Text::tr("“%1” is a link that leads nowhere."), path);
}

Result<QByteArray> readStateFile(const QString &path)
{
    const Result<QString> name = stateFileBehind(path);
    return name ? readStateFile(path, {.file = *name}) : name.error();
}

Result<QByteArray> readStateFile(const QString &path, const StatePlace &place)
{
    const bool isOpen = place.folder >= 0;
    Q_ASSERT(!isOpen || !place.name.isEmpty());
    const QByteArray name = isOpen ? place.name : QFile::encodeName(place.file);
    // A pipe would hang an open that waits, and a link planted since then is not followed.
    const Descriptor file(::openat(isOpen ? place.folder : AT_FDCWD, name.constData(),
                                   O_RDONLY | O_NONBLOCK | O_NOFOLLOW | O_NOCTTY | O_CLOEXEC));
    if (!file && (errno == ENOENT || errno == ENOTDIR))
        return QByteArray();
    struct stat facts {
    };
    if (!file || ::fstat(file.get(), &facts) != 0)
        return unreadable(path, errno);
    if (!S_ISREG(facts.st_mode))
        return refusal(Text::tr("“%1” is not a regular file."), path);
    Result<QByteArray> bytes = bytesOf(file, path, facts.st_size);
    if (!bytes || !isGzip(*bytes))
        return bytes;
    return isCompressed(place.file) ? gunzipped(*bytes, stateFileSizeCap + 1)
                                    : Result<QByteArray>(compressed(path));
}

bool isCompressed(const QString &stateFile)
{
    return stateFile.endsWith(compressedEnding, Qt::CaseInsensitive);
}

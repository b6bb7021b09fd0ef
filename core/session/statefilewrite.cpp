// SPDX-License-Identifier: GPL-3.0-or-later
#include "descriptor.h"
#include "gzip.h"
#include "statefile.h"
#include "systemerror.h"
#include "writeall.h"

#include <QCoreApplication>
#include <QCryptographicHash>
#include <QDateTime>
#include <QDir>

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <optional>

#include <fcntl.h>
#include <sys/stat.h>

using namespace Qt::StringLiterals;

namespace
{

constexpr qsizetype keptAside = 3;
constexpr qint64 foreignLeftoverSeconds = 60;
constexpr auto temporaryEnding = ".new-"_L1;
constexpr auto asideEnding = ".corrupt-"_L1;

struct Text {
    Q_DECLARE_TR_FUNCTIONS(StateFile)
};

Error notWritable(const QString &path, int reason)
{
    return fileError(Text::tr("“%1” cannot be written: %2."), path, reason,
                     Text::tr("Sessions are kept in memory, and written as soon as it works again."));
}

/// A state file as its folder sees it. All names are looked up in the one folder that was opened, without
/// QSaveFile: that follows links which others plant, and refuses another user's file though the folder lets
/// us replace it.
struct Place {
    int folder;
    QByteArray name;
    QString path;
    mode_t mode = 0; ///< of the folder
    gid_t group = 0; ///< of the folder
    Descriptor opened = Descriptor(); ///< the folder, where nobody else holds it

    [[nodiscard]] QString folderPath() const { return path.left(path.lastIndexOf(u'/') + 1); }
};

Result<Place> placeOf(const QString &stateFile, const StatePlace &known)
{
    Place place{.folder = known.folder,
                .name = known.name,
                .path = known.file,
                .mode = known.mode,
                .group = known.group};
    if (place.folder < 0) {
        place.name = QFile::encodeName(known.file.mid(known.file.lastIndexOf(u'/') + 1));
        place.opened = Descriptor(
            ::open(QFile::encodeName(place.folderPath()).constData(), O_PATH | O_DIRECTORY | O_CLOEXEC));
        place.folder = place.opened.get();
        struct stat folder {
        };
        if (place.folder < 0 || ::fstat(place.folder, &folder) != 0)
            return notWritable(stateFile, errno);
        place.mode = folder.st_mode;
        place.group = folder.st_gid;
    }
    return place;
}

Result<Place> placeOf(const QString &stateFile)
{
    const Result<QString> behind = stateFileBehind(stateFile);
    return behind ? placeOf(stateFile, {.file = *behind}) : behind.error();
}

/// The same for every writer of this running system, which the lock lets in one at a time: so the next writer
/// takes away what a killed one left without searching the folder. Writers elsewhere have another.
QByteArray temporaryName(const QByteArray &name)
{
    static const QByteArray system = [] {
        QFile boot(u"/proc/sys/kernel/random/boot_id"_s);
        const QByteArray id = boot.open(QFile::ReadOnly) ? boot.readAll() : QByteArray("none");
        return QCryptographicHash::hash(id, QCryptographicHash::Sha256).toHex().left(8);
    }();
    return name + temporaryEnding.data() + system;
}

/// Under its first name, or where another user's leftover cannot be removed (sticky folder), under one's own.
Descriptor createTemporary(const Place &place, QByteArray &name)
{
    name = temporaryName(place.name);
    for (const bool isOwn : {false, true}) {
        if (isOwn)
            name += '-' + QByteArray::number(::geteuid());
        for (int attempt = 0; attempt < 2; ++attempt) {
            Descriptor file(::openat(place.folder, name.constData(),
                                     O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0644));
            if (file || errno != EEXIST)
                return file;
            if (::unlinkat(place.folder, name.constData(), 0) != 0)
                break;
        }
    }
    return Descriptor();
}

/// In a folder that a group shares the file is the group's too.
void shareWithGroup(const Place &place, const Descriptor &file)
{
    if ((place.mode & S_IWGRP) && ::fchown(file.get(), uid_t(-1), place.group) == 0)
        ::fchmod(file.get(), 0664);
}

bool synced(const Descriptor &file)
{
    return ::fdatasync(file.get()) == 0 || errno == EINVAL || errno == ENOSYS;
}

QFileInfoList besides(const Place &place, QLatin1String ending)
{
    const QString start = QFile::decodeName(place.name) + ending;
    QFileInfoList found;
    for (const QFileInfo &file :
         QDir(place.folderPath()).entryInfoList(QDir::Files | QDir::Hidden | QDir::System, QDir::Name))
        if (file.fileName().startsWith(start))
            found.append(file);
    return found;
}

/// A regular file in the place's folder; none where it is something else by now.
Descriptor openBeside(const Place &place, const QByteArray &name)
{
    Descriptor file(
        ::openat(place.folder, name.constData(), O_RDONLY | O_NONBLOCK | O_NOFOLLOW | O_NOCTTY | O_CLOEXEC));
    struct stat facts {
    };
    const bool isFile = file && ::fstat(file.get(), &facts) == 0 && S_ISREG(facts.st_mode);
    return isFile ? std::move(file) : Descriptor();
}

/// The next piece; empty at the end, none where it cannot be read.
std::optional<QByteArray> nextPiece(const Descriptor &file)
{
    constexpr qsizetype most = 64 * 1024;
    QByteArray piece(most, Qt::Uninitialized);
    ssize_t got = -1;
    do {
        got = ::read(file.get(), piece.data(), size_t(most));
    } while (got < 0 && errno == EINTR);
    piece.truncate(std::max<ssize_t>(got, 0));
    return got < 0 ? std::nullopt : std::optional(piece);
}

bool areTheSame(const Descriptor &one, const Descriptor &other)
{
    struct stat facts[2]{};
    if (!one || !other || ::fstat(one.get(), &facts[0]) != 0 || ::fstat(other.get(), &facts[1]) != 0
        || facts[0].st_size != facts[1].st_size)
        return false;
    if (facts[0].st_ino == facts[1].st_ino && facts[0].st_dev == facts[1].st_dev)
        return true;
    while (true) {
        const auto piece = nextPiece(one);
        if (!piece || piece != nextPiece(other))
            return false;
        if (piece->isEmpty())
            return true;
    }
}

bool copyAll(const Descriptor &from, const Descriptor &to)
{
    while (true) {
        const auto piece = nextPiece(from);
        if (!piece || !writeAll(to.get(), *piece))
            return false;
        if (piece->isEmpty())
            return true;
    }
}

/// Two damages within a second both have a name.
QString freeName(const QString &wanted)
{
    QString name = wanted;
    for (int number = 2; QFileInfo(name).isSymLink() || QFileInfo::exists(name); ++number)
        name = wanted + u'-' + QString::number(number);
    return name;
}

} // namespace

Result<> replaceStateFile(const QString &path, const QByteArray &bytes)
{
    const Result<QString> behind = stateFileBehind(path);
    return behind ? replaceStateFile(path, {.file = *behind}, bytes) : behind.error();
}

Result<> replaceStateFile(const QString &path, const StatePlace &known, const QByteArray &bytes)
{
    const Result<Place> place = placeOf(path, known);
    if (!place)
        return place.error();
    QByteArray temporary;
    const Descriptor file = createTemporary(*place, temporary);
    if (!file)
        return notWritable(path, errno);
    shareWithGroup(*place, file);
    const int folder = place->folder;
    const bool isFilled
        = writeAll(file.get(), isCompressed(place->path) ? gzipped(bytes) : bytes) && synced(file);
    if (isFilled && ::renameat(folder, temporary.constData(), folder, place->name.constData()) == 0)
        return {};
    const int reason = errno;
    ::unlinkat(folder, temporary.constData(), 0);
    return notWritable(path, reason);
}

Result<QString> keepAside(const QString &path, const QString &time)
{
    const Result<Place> place = placeOf(path);
    if (!place)
        return place.error();
    // A write that fails after this, on a full disk, is tried again and again.
    for (const QFileInfo &kept : besides(*place, asideEnding))
        if (areTheSame(openBeside(*place, place->name),
                       openBeside(*place, QFile::encodeName(kept.fileName()))))
            return kept.filePath();
    const QString aside = freeName(place->path + asideEnding + time);
    // The file itself where it may be linked: nothing is copied, however large it is.
    const int folder = place->folder;
    const QByteArray name = QFile::encodeName(QFileInfo(aside).fileName());
    if (::linkat(folder, place->name.constData(), folder, name.constData(), 0) == 0)
        return aside;
    const Descriptor file = openBeside(*place, place->name);
    const Descriptor copy(
        ::openat(folder, name.constData(), O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0644));
    if (!file || !copy)
        return notWritable(aside, errno);
    if (copyAll(file, copy) && synced(copy))
        return aside;
    const int reason = errno;
    ::unlinkat(folder, name.constData(), 0);
    return notWritable(aside, reason);
}

void dropOldestAside(const QString &path, const QString &newest)
{
    const Result<Place> place = placeOf(path);
    if (!place)
        return;
    QFileInfoList others = besides(*place, asideEnding);
    others.removeIf([&newest](const QFileInfo &file) { return file.filePath() == newest; });
    while (others.size() > keptAside - 1)
        QFile::remove(others.takeFirst().filePath());
}

void removeLeftovers(const QString &path)
{
    const Result<Place> place = placeOf(path);
    if (!place)
        return;
    const QString ours = QFile::decodeName(temporaryName(place->name));
    const QDateTime longAgo = QDateTime::currentDateTimeUtc().addSecs(-foreignLeftoverSeconds);
    for (const QFileInfo &file : besides(*place, temporaryEnding))
        if (file.fileName().startsWith(ours) || file.lastModified() < longAgo)
            QFile::remove(file.filePath());
}

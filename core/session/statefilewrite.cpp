// SPDX-License-Identifier: GPL-3.0-or-later
#include "descriptor.h"
#include "statefile.h"
#include "systemerror.h"
#include "writeall.h"

#include <QCoreApplication>
#include <QCryptographicHash>
#include <QDateTime>
#include <QDir>

#include <array>
#include <cerrno>
#include <cstdio>

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
    Descriptor folder;
    QByteArray name;
    QString path;

    [[nodiscard]] QString folderPath() const { return path.left(path.lastIndexOf(u'/') + 1); }
};

Result<Place> placeOf(const QString &stateFile)
{
    Result<QString> behind = stateFileBehind(stateFile);
    if (!behind)
        return behind.error();
    Place place{
        .folder = {}, .name = QFile::encodeName(behind->mid(behind->lastIndexOf(u'/') + 1)), .path = *behind};
    place.folder = Descriptor(
        ::open(QFile::encodeName(place.folderPath()).constData(), O_PATH | O_DIRECTORY | O_CLOEXEC));
    if (!place.folder)
        return notWritable(stateFile, errno);
    return place;
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
    const QByteArray first = temporaryName(place.name);
    for (const QByteArray &candidate : {first, first + '-' + QByteArray::number(::geteuid())}) {
        name = candidate;
        for (int attempt = 0; attempt < 2; ++attempt) {
            Descriptor file(::openat(place.folder.get(), name.constData(),
                                     O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0644));
            if (file || errno != EEXIST)
                return file;
            if (::unlinkat(place.folder.get(), name.constData(), 0) != 0)
                break;
        }
    }
    return Descriptor();
}

/// In a folder that a group shares the file is the group's too.
void shareWithGroup(const Place &place, const Descriptor &file)
{
    struct stat folder {
    };
    if (::fstat(place.folder.get(), &folder) == 0 && (folder.st_mode & S_IWGRP)
        && ::fchown(file.get(), uid_t(-1), folder.st_gid) == 0)
        ::fchmod(file.get(), 0664);
}

bool fill(const Descriptor &file, const QByteArray &bytes)
{
    return writeAll(file.get(), bytes)
        && (::fdatasync(file.get()) == 0 || errno == EINVAL || errno == ENOSYS);
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

/// Whether a file that was kept aside is this one, or says the same.
bool isKept(const QFileInfo &kept, const struct stat &file, const QByteArray &bytes)
{
    struct stat facts {
    };
    if (::lstat(QFile::encodeName(kept.filePath()).constData(), &facts) != 0)
        return false;
    if (facts.st_ino == file.st_ino && facts.st_dev == file.st_dev)
        return true;
    QFile content(kept.filePath());
    return kept.size() == bytes.size() && !kept.isSymLink() && content.open(QFile::ReadOnly)
        && content.read(bytes.size()) == bytes;
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
    const Result<Place> place = placeOf(path);
    if (!place)
        return place.error();
    QByteArray temporary;
    const Descriptor file = createTemporary(*place, temporary);
    if (!file)
        return notWritable(path, errno);
    shareWithGroup(*place, file);
    const int folder = place->folder.get();
    if (fill(file, bytes) && ::renameat(folder, temporary.constData(), folder, place->name.constData()) == 0)
        return {};
    const int reason = errno;
    ::unlinkat(folder, temporary.constData(), 0);
    return notWritable(path, reason);
}

Result<QString> keepAside(const QString &path, const QByteArray &bytes, const QString &time)
{
    const Result<Place> place = placeOf(path);
    if (!place)
        return place.error();
    const int folder = place->folder.get();
    struct stat facts {
    };
    if (::fstatat(folder, place->name.constData(), &facts, AT_SYMLINK_NOFOLLOW) != 0)
        return notWritable(path, errno);
    // A write that fails after this, on a full disk, is tried again and again.
    for (const QFileInfo &kept : besides(*place, asideEnding))
        if (isKept(kept, facts, bytes))
            return kept.filePath();
    const QString aside = freeName(place->path + asideEnding + time);
    // The file itself where it may be linked: nothing is copied, however large it is, and nothing cut off.
    const QByteArray name = QFile::encodeName(QFileInfo(aside).fileName());
    if (::linkat(folder, place->name.constData(), folder, name.constData(), 0) == 0)
        return aside;
    const Descriptor file(
        ::openat(folder, name.constData(), O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0644));
    if (!file)
        return notWritable(aside, errno);
    if (fill(file, bytes))
        return aside;
    const int reason = errno;
    ::unlinkat(folder, name.constData(), 0);
    return notWritable(aside, reason);
}

void dropOldestAside(const QString &path)
{
    const Result<Place> place = placeOf(path);
    if (!place)
        return;
    QFileInfoList kept = besides(*place, asideEnding);
    while (kept.size() > keptAside)
        QFile::remove(kept.takeFirst().filePath());
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

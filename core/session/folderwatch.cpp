// SPDX-License-Identifier: GPL-3.0-or-later
#include "folderwatch.h"

#include "filesystemkind.h"
#include "statefile.h"

#include <QFile>

#include <sys/stat.h>

namespace
{

QString folderOf(const QString &file)
{
    const auto slash = file.lastIndexOf(u'/');
    return slash <= 0 ? QStringLiteral("/") : file.left(slash);
}

/// 0 where there is no such folder.
quint64 inodeOf(const QString &folder)
{
    struct stat facts {
    };
    const bool found = ::stat(QFile::encodeName(folder).constData(), &facts) == 0 && S_ISDIR(facts.st_mode);
    return found ? facts.st_ino : 0;
}

} // namespace

FolderWatch::FolderWatch(QString stateFile, QObject *parent)
    : QObject(parent)
    , m_stateFile(std::move(stateFile))
{
    connect(&m_watcher, &QFileSystemWatcher::directoryChanged, this, &FolderWatch::stirred);
    connect(&m_watcher, &QFileSystemWatcher::fileChanged, this, &FolderWatch::stirred);
}

void FolderWatch::arm()
{
    const QString behind = [this] {
        const Result<QString> name = stateFileBehind(m_stateFile);
        return name ? *name : m_stateFile;
    }();
    const QString folder = folderOf(m_stateFile);
    m_isPresent = inodeOf(folder) != 0;

    if (const QStringList files = m_watcher.files(); !files.isEmpty())
        m_watcher.removePaths(files);
    if (!m_isPresent) {
        m_isBlind = false;
        m_inodes.clear();
        if (const QStringList folders = m_watcher.directories(); !folders.isEmpty())
            m_watcher.removePaths(folders);
        if (const QString parent = folderOf(folder); inodeOf(parent) != 0)
            m_watcher.addPath(parent);
        return;
    }
    bool seesAll = watchFolder(folder);
    if (const QString other = folderOf(behind); other != folder && inodeOf(other) != 0)
        seesAll = watchFolder(other) && seesAll;
    if (QFile::exists(behind))
        seesAll = m_watcher.addPath(behind) && seesAll;
    m_isBlind = !seesAll || isShared(folder);
}

bool FolderWatch::watchFolder(const QString &folder)
{
    const quint64 inode = inodeOf(folder);
    const auto known = m_inodes.find(folder);
    const bool isWatched = m_watcher.directories().contains(folder);
    if (isWatched && known != m_inodes.end() && known->second == inode)
        return true;
    if (isWatched)
        m_watcher.removePath(folder);
    m_inodes[folder] = inode;
    return m_watcher.addPath(folder);
}

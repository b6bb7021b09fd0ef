// SPDX-License-Identifier: GPL-3.0-or-later
#include "folderwatch.h"

#include "filesystemkind.h"
#include "statefile.h"

#include <QFileInfo>

#include <algorithm>

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

/// What tells of changes of a state file: its folder, and where it is a link also that of the file it leads
/// to; the file; and the folder above, as the system does not tell a folder's watcher that it was renamed.
QStringList whatTells(const QString &stateFile)
{
    const QString folder = folderOf(stateFile);
    if (!QFileInfo(folder).isDir())
        return {folderOf(folder)};
    const Result<QString> behind = stateFileBehind(stateFile);
    const QString file = behind ? *behind : stateFile;
    QStringList paths{folder};
    if (const QString above = folderOf(folder); above != folder)
        paths += above;
    if (const QString other = folderOf(file); other != folder && QFileInfo(other).isDir())
        paths += other;
    if (QFileInfo(file).isFile())
        paths += file;
    return paths;
}

} // namespace

FolderWatch::FolderWatch(QString stateFile, PathEvents &events, QObject *parent)
    : QObject(parent)
    , m_stateFile(std::move(stateFile))
    , m_events(events)
{
    connect(&m_events, &PathEvents::stirred, this, &FolderWatch::onStirred);
}

FolderWatch::~FolderWatch()
{
    hold({});
}

/// Much may go on in the folder above that is nothing to us.
void FolderWatch::onStirred(const QString &path)
{
    const QString folder = folderOf(m_stateFile);
    const bool isAbove = path == folderOf(folder) && path != folder;
    if (isAbove ? inodeOf(folder) != m_inode : m_held.contains(path))
        Q_EMIT stirred();
}

void FolderWatch::arm()
{
    const QString folder = folderOf(m_stateFile);
    m_inode = inodeOf(folder);
    hold(whatTells(m_stateFile));
    const bool seesAll = std::ranges::count_if(m_held,
                                               [&](const QString &path) {
                                                   // What may not be read is said elsewhere; the folder above
                                                   // is missed least.
                                                   return !m_events.watch(path) && path != folderOf(folder)
                                                       && QFileInfo(path).isReadable();
                                               })
        == 0;
    m_blindness.clear();
    if (m_inode != 0 && isShared(folder))
        m_blindness = tr("Changes in “%1” are looked for every 2 s: its file system does not tell of them.")
                          .arg(folder);
    else if (m_inode != 0 && !seesAll)
        m_blindness
            = tr("Changes in “%1” are looked for every 2 s: the system has no watches left.").arg(folder);
}

void FolderWatch::hold(const QStringList &paths)
{
    for (const QString &path : paths)
        if (!m_held.contains(path))
            m_events.hold(path);
    for (const QString &path : std::as_const(m_held))
        if (!paths.contains(path))
            m_events.release(path);
    m_held = paths;
}

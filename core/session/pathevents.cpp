// SPDX-License-Identifier: GPL-3.0-or-later
#include "pathevents.h"

#include "descriptor.h"

#include <QFile>
#include <QFileSystemWatcher>

#include <sys/inotify.h>
#include <sys/stat.h>

namespace
{

/// 0 where there is no such folder.
quint64 folderInode(const QString &path)
{
    struct stat facts {
    };
    const bool found = ::stat(QFile::encodeName(path).constData(), &facts) == 0 && S_ISDIR(facts.st_mode);
    return found ? facts.st_ino : 0;
}

/// Tried first, as Qt's watcher prints a line for each refusal.
bool isGranted(const QString &path)
{
    const Descriptor trial(::inotify_init1(IN_CLOEXEC));
    return !trial || ::inotify_add_watch(trial.get(), QFile::encodeName(path).constData(), IN_MODIFY) >= 0;
}

} // namespace

PathEvents::PathEvents(QObject *parent)
    : QObject(parent)
{
}

PathEvents::~PathEvents() = default;

/// Qt's watcher would poll several times a second, and not say so, where the system refuses it.
bool PathEvents::begin()
{
    if (m_watcher)
        return true;
    if (const Descriptor probe(::inotify_init1(IN_CLOEXEC)); !probe)
        return false;
    m_watcher = std::make_unique<QFileSystemWatcher>();
    connect(m_watcher.get(), &QFileSystemWatcher::directoryChanged, this, &PathEvents::stirred);
    connect(m_watcher.get(), &QFileSystemWatcher::fileChanged, this, &PathEvents::stirred);
    return true;
}

void PathEvents::hold(const QString &path)
{
    ++m_held[path].holders;
}

bool PathEvents::watch(const QString &path)
{
    const auto held = m_held.find(path);
    if (held == m_held.end() || !begin())
        return false;
    const quint64 inode = folderInode(path);
    // A file's inode tells nothing: it comes back with the next file but one.
    if (inode != 0 && inode == held->second.inode && m_watcher->directories().contains(path))
        return true;
    m_watcher->removePath(path);
    held->second.inode = inode;
    return isGranted(path) && m_watcher->addPath(path);
}

void PathEvents::release(const QString &path)
{
    const auto held = m_held.find(path);
    if (held == m_held.end() || --held->second.holders > 0)
        return;
    m_held.erase(held);
    if (m_watcher)
        m_watcher->removePath(path);
}

// SPDX-License-Identifier: GPL-3.0-or-later
#include "folderwatch.h"

#include "filesystemkind.h"
#include "statefile.h"

#include <QFileInfo>

#include <algorithm>

namespace
{

QString folderOf(const QString &file)
{
    const auto slash = file.lastIndexOf(u'/');
    return slash <= 0 ? QStringLiteral("/") : file.left(slash);
}

/// What tells of changes of a state file: its folder, and where it is a link also that of the file it leads
/// to; the file; in place of a folder that is not there the one above it.
QStringList whatTells(const QString &stateFile)
{
    const QString folder = folderOf(stateFile);
    if (!QFileInfo(folder).isDir())
        return {folderOf(folder)};
    const Result<QString> behind = stateFileBehind(stateFile);
    const QString file = behind ? *behind : stateFile;
    QStringList paths{folder};
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
    connect(&m_events, &PathEvents::stirred, this, [this](const QString &path) {
        if (m_held.contains(path))
            Q_EMIT stirred();
    });
}

FolderWatch::~FolderWatch()
{
    hold({});
}

void FolderWatch::arm()
{
    const QString folder = folderOf(m_stateFile);
    m_isPresent = QFileInfo(folder).isDir();
    hold(whatTells(m_stateFile));
    const auto seen
        = std::ranges::count_if(m_held, [this](const QString &path) { return m_events.watch(path); });
    m_blindness.clear();
    if (m_isPresent && isShared(folder))
        m_blindness = tr("Changes in “%1” are looked for every 2 s: its file system does not tell of them.")
                          .arg(folder);
    else if (m_isPresent && seen < m_held.size())
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

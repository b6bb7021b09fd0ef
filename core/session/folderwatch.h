// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFileSystemWatcher>
#include <QObject>

#include <map>

/// Tells that a state file may have changed, by the events of its folder (for replacements) and of the file
/// itself (for writing in place). A hint only: whoever hears it looks at the bytes.
class FolderWatch : public QObject
{
    Q_OBJECT
public:
    explicit FolderWatch(QString stateFile, QObject *parent = nullptr);

    /// Watches what is there now: a replaced file or a folder made anew is another one to the system. To be
    /// called before each reading, so that nothing is missed between the two.
    void arm();
    [[nodiscard]] bool isFolderPresent() const { return m_isPresent; }
    /// True where the system tells nothing, and looking again from time to time is all that is left: network
    /// and user-space file systems, or no watches left.
    [[nodiscard]] bool isBlind() const { return m_isBlind; }

Q_SIGNALS:
    void stirred();

private:
    [[nodiscard]] bool watchFolder(const QString &folder);

    QString m_stateFile;
    QFileSystemWatcher m_watcher;
    std::map<QString, quint64> m_inodes; ///< of the watched folders
    bool m_isPresent = false;
    bool m_isBlind = false;
};

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QString>

#include <map>
#include <memory>

class QFileSystemWatcher;

/// What the file system tells of files and folders, for all in this process who want to know: the system
/// grants each user a small number of watchers (128 on Linux), so a process takes one. It takes it at the
/// first need. One thread with an event loop.
class PathEvents : public QObject
{
    Q_OBJECT
public:
    explicit PathEvents(QObject *parent = nullptr);
    ~PathEvents() override;

    /// Watches a file or folder as it is now: one that was replaced or made anew is another to the system, so
    /// this is called again after each change. False where nothing will be told of it: it is not there, or
    /// the system has no watches left. Each holder calls release() once.
    [[nodiscard]] bool watch(const QString &path);
    void hold(const QString &path);
    void release(const QString &path);

Q_SIGNALS:
    /// It, or what lies in it, may have changed.
    void stirred(const QString &path);

private:
    struct Held {
        int holders = 0;
        quint64 inode = 0; ///< of the folder that is watched; 0 for none, and for files
    };
    [[nodiscard]] bool begin();

    std::unique_ptr<QFileSystemWatcher> m_watcher;
    std::map<QString, Held> m_held;
};

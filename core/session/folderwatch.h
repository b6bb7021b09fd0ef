// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "pathevents.h"

#include <QObject>
#include <QStringList>

/// Tells that a state file may have changed, by the events of its folder (for replacements) and of the file
/// itself (for writing in place). A hint only: whoever hears it looks at the bytes.
class FolderWatch : public QObject
{
    Q_OBJECT
public:
    /// `events` must outlive it.
    FolderWatch(QString stateFile, PathEvents &events, QObject *parent = nullptr);
    ~FolderWatch() override;

    /// Watches what is there now. To be called before each reading, so that nothing is missed between the
    /// two.
    void arm();
    [[nodiscard]] bool isFolderPresent() const { return m_inode != 0; }
    /// A sentence why the system tells nothing here, so that looking again from time to time is all that is
    /// left: a network or user-space file system, or no watches left. Empty where it does.
    [[nodiscard]] QString blindness() const { return m_blindness; }

Q_SIGNALS:
    void stirred();

private:
    void hold(const QStringList &paths);
    void onStirred(const QString &path);

    QString m_stateFile;
    PathEvents &m_events;
    QStringList m_held;
    QString m_blindness;
    quint64 m_inode = 0; ///< of the project folder; 0 where it is not there
};

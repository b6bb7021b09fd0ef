// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "result.h"

#include <QCoreApplication>
#include <QString>

#include <functional>
#include <optional>

/// The file of the history in its private folder, apart from what is in it: readable by its owner alone from
/// its first byte, never seen half made, set aside when it is damaged.
class HistoryFile
{
    Q_DECLARE_TR_FUNCTIONS(HistoryFile)
public:
    /// Which file it is, whatever its name; two processes can tell whether one has replaced it.
    struct Identity {
        quint64 device = 0;
        quint64 inode = 0;
        bool operator==(const Identity &) const = default;
    };

    explicit HistoryFile(QString privateFolder);

    [[nodiscard]] QString path() const { return m_path; }
    /// None where there is no file.
    [[nodiscard]] std::optional<Identity> identity() const;

    /// There is a file afterwards, and it is private. A new one is made under another name by `setUp` and
    /// then put in its place.
    [[nodiscard]] Result<> ensure(const std::function<Result<>(const QString &path)> &setUp) const;

    /// Moves the file and what belongs to it to "history.sqlite.damaged-<time>" and returns that name, or
    /// does nothing and returns an empty one where another process has replaced `damaged` already.
    [[nodiscard]] Result<QString> setAside(const Identity &damaged, const QString &time) const;

private:
    [[nodiscard]] Result<> makePrivate() const;
    [[nodiscard]] Error cannotBeKept(const QString &why) const;
    QString m_folder;
    QString m_path;
};

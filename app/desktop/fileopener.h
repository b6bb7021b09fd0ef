// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QUrl>

/// Opens files and folders with the desktop's own programs.
class FileOpener : public QObject
{
    Q_OBJECT
public:
    using QObject::QObject;

    void open(const QUrl &url);
    void openPath(const QString &path) { open(QUrl::fromLocalFile(path)); }
    /// The folder with the file selected, where the file manager can do that.
    void showInFolder(const QString &file);

Q_SIGNALS:
    void failed(const QString &sentence);
};

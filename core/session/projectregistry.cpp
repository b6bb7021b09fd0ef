// SPDX-License-Identifier: GPL-3.0-or-later
#include "projectregistry.h"

#include "places.h"
#include "privatefile.h"
#include "wiretime.h"

#include <QCryptographicHash>
#include <QDir>
#include <QJsonDocument>
#include <QJsonObject>

using namespace Qt::StringLiterals;

namespace
{

constexpr qint64 noteCap = 64LL * 1024; ///< bytes

/// The same project under any of its names: the folder's canonical path, the file's own name.
QString canonical(const QString &stateFile)
{
    const QFileInfo file(stateFile);
    const QString folder = QFileInfo(file.absolutePath()).canonicalFilePath();
    return folder.isEmpty() ? QString() : QDir(folder).filePath(file.fileName());
}

QString noteName(const QString &stateFile)
{
    const QByteArray hash = QCryptographicHash::hash(stateFile.toUtf8(), QCryptographicHash::Sha256);
    return QString::fromLatin1(hash.toHex().left(24)) + ".json"_L1;
}

} // namespace

ProjectRegistry::ProjectRegistry(const QString &privateFolder, WallClock now)
    : m_folder(privateFolder.isEmpty() ? QString() : privateFolder + "/projects"_L1)
    , m_now(std::move(now))
{
}

void ProjectRegistry::add(const QString &stateFile) const
{
    const QString path = canonical(stateFile);
    if (m_folder.isEmpty() || path.isEmpty())
        return;
    const QString note = m_folder + u'/' + noteName(path);
    if (QFileInfo::exists(note) || !makePrivateFolder(QFileInfo(m_folder).path())
        || !makePrivateFolder(m_folder))
        return;
    const QJsonObject content{{"state_file"_L1, path}, {"since"_L1, toWireTime(m_now())}};
    // A project that cannot be noted is missing from --all only; nothing else depends on it.
    [[maybe_unused]] const Result<> noted = replacePrivateFile(note, QJsonDocument(content).toJson());
}

QString ProjectRegistry::folder() const
{
    return m_folder;
}

QStringList ProjectRegistry::stateFiles() const
{
    QStringList paths;
    if (m_folder.isEmpty())
        return paths;
    const QDir folder(m_folder);
    for (const QString &name : folder.entryList({u"*.json"_s}, QDir::Files)) {
        const auto bytes = readPrivateFile(folder.filePath(name), noteCap);
        const QString path
            = QJsonDocument::fromJson(bytes.value_or(QByteArray())).object()["state_file"_L1].toString();
        if (QDir::isAbsolutePath(path) && QFileInfo(QFileInfo(path).path()).isDir())
            paths.append(path);
    }
    paths.sort();
    paths.removeDuplicates();
    return paths;
}

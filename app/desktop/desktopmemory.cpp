// SPDX-License-Identifier: GPL-3.0-or-later
#include "desktopmemory.h"

#include "places.h"

#include <QFile>
#include <QJsonDocument>

using namespace Qt::StringLiterals;

namespace
{

const auto watchedKey = u"projects/watched"_s;
const auto formKey = u"form/parameters"_s;
const auto formProjectKey = u"form/project"_s;
const auto formLabelKey = u"form/label"_s;
const auto explainedKey = u"window/closeExplained"_s;

/// The file, private before anything is written in it.
QString privateFile(const QString &folder)
{
    const QString path = folder + "/desktop.ini"_L1;
    if (!makePrivateFolder(folder))
        return path;
    constexpr QFile::Permissions ownerOnly = QFile::ReadOwner | QFile::WriteOwner;
    QFile file(path);
    if (!file.exists() && !file.open(QFile::NewOnly | QFile::WriteOnly, ownerOnly))
        return path;
    file.setPermissions(ownerOnly);
    return path;
}

} // namespace

DesktopMemory::DesktopMemory(const QString &configurationFolder)
    : m_settings(privateFile(configurationFolder), QSettings::IniFormat)
{
}

QStringList DesktopMemory::watched() const
{
    return m_settings.value(watchedKey).toStringList();
}

void DesktopMemory::setWatched(const QStringList &folders)
{
    m_settings.setValue(watchedKey, folders);
}

bool DesktopMemory::hasForm() const
{
    return m_settings.contains(formKey);
}

FormOrder DesktopMemory::form() const
{
    const QByteArray parameters = m_settings.value(formKey).toByteArray();
    return {.request = requestFrom(QJsonDocument::fromJson(parameters).object()),
            .project = m_settings.value(formProjectKey).toString(),
            .label = m_settings.value(formLabelKey).toString()};
}

void DesktopMemory::setForm(const FormOrder &form)
{
    const QJsonDocument parameters(toParameters(form.request));
    m_settings.setValue(formKey, QString::fromUtf8(parameters.toJson(QJsonDocument::Compact)));
    m_settings.setValue(formProjectKey, form.project);
    m_settings.setValue(formLabelKey, form.label);
}

bool DesktopMemory::isCloseExplained() const
{
    return m_settings.value(explainedKey).toBool();
}

void DesktopMemory::setCloseExplained()
{
    m_settings.setValue(explainedKey, true);
}

// SPDX-License-Identifier: GPL-3.0-or-later
#include "userconfiguration.h"

#include "boundedlock.h"
#include "descriptor.h"
#include "places.h"
#include "settingsfile.h"
#include "settingstext.h"
#include "systemerror.h"

#include <QFileInfo>
#include <QSaveFile>

#include <cerrno>
#include <chrono>

#include <fcntl.h>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace
{

constexpr auto lockPatience = 2s;

} // namespace

UserConfiguration::UserConfiguration(QString path, Kind kind)
    : m_path(std::move(path))
    , m_kind(kind)
{
}

Error UserConfiguration::failure(const QString &why) const
{
    return {.kind = Error::Kind::FileSystem,
            .message = tr("The settings file %1 cannot be written: %2.").arg(m_path, why),
            .hint = tr("Check the folder, its rights and the free space.")};
}

Result<> UserConfiguration::makeFolder() const
{
    const QString folder = QFileInfo(m_path).path();
    if (m_kind == Kind::Own ? makePrivateFolder(folder) : QFileInfo(folder).isDir())
        return {};
    return failure(m_kind == Kind::Own ? tr("its folder cannot be made, or is not your own")
                                       : tr("its folder does not exist"));
}

Result<> UserConfiguration::write(const QByteArray &text, bool isPrivate) const
{
    QSaveFile file(m_path); // follows a link: who keeps settings elsewhere goes on doing so
    if (!file.open(QFile::WriteOnly))
        return failure(file.errorString());
    if (isPrivate && !file.setPermissions(QFile::ReadOwner | QFile::WriteOwner))
        return failure(file.errorString());
    if (file.write(text) != text.size() || !file.commit())
        return failure(file.errorString());
    return {};
}

Result<bool> UserConfiguration::change(const Change &change, bool isPrivate) const
{
    if (const Result<> made = makeFolder(); !made)
        return made.error();
    const QByteArray folder = QFile::encodeName(QFileInfo(m_path).path());
    const Descriptor hold(::open(folder.constData(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (!hold)
        return failure(systemWords(errno));
    if (const int reason = lockWithin(hold.get(), lockPatience); reason != 0)
        return failure(reason == ETIMEDOUT ? tr("another program writes it") : systemWords(reason));
    const Result<std::optional<QByteArray>> there = readSettingsText(m_path);
    if (!there)
        return there.error();
    SettingsText text(there->value_or(QByteArray()), m_path);
    const Result<bool> changed = change(text);
    if (!changed || !*changed)
        return changed;
    if (const Result<> written = write(text.text(), isPrivate || m_kind == Kind::Own); !written)
        return written.error();
    return true;
}

Result<> UserConfiguration::set(const SettingKey &key, const QStringList &values) const
{
    const Result<bool> changed = change(
        [&](SettingsText &text) {
            const Result<> isSet = text.set(key, values);
            return isSet ? Result<bool>(true) : isSet.error();
        },
        key.isSecret());
    return changed ? Result<>() : changed.error();
}

Result<bool> UserConfiguration::remove(const SettingKey &key) const
{
    if (!QFileInfo::exists(m_path))
        return false;
    return change([&](SettingsText &text) { return text.remove(key); }, key.isSecret());
}

Result<> UserConfiguration::init() const
{
    const Result<bool> made = change(
        [this](SettingsText &text) -> Result<bool> {
            if (QFileInfo::exists(m_path))
                return Error{.kind = Error::Kind::Usage,
                             .message = tr("There is a settings file already: %1.").arg(m_path),
                             .hint
                             = tr("Change it by hand, or key by key: asset-generator config set KEY VALUE")};
            text = SettingsText(SettingsText::explained(), m_path);
            return true;
        },
        true);
    return made ? Result<>() : made.error();
}

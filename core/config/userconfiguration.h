// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "settingkey.h"

#include <QByteArray>

#include <functional>

class SettingsText;

/// The settings file that the program may write: $XDG_CONFIG_HOME/asset-generator/config.yaml, for its user's
/// eyes alone (0600, its folder 0700), or the one that --config names. Several processes may change it at
/// once: each change is made under the kernel's lock of the folder, and replaces the file atomically.
class UserConfiguration
{
    Q_DECLARE_TR_FUNCTIONS(UserConfiguration)
public:
    enum class Kind {
        Own, ///< in the user's private folder, which is made where it is missing
        Named ///< by --config, anywhere; becomes private when it gets a secret
    };
    UserConfiguration(QString path, Kind kind);

    [[nodiscard]] QString path() const { return m_path; }

    /// Blocks for as long as another process writes, at most 2 s.
    [[nodiscard]] Result<> set(const SettingKey &key, const QStringList &values) const;
    /// True where the key was there.
    [[nodiscard]] Result<bool> remove(const SettingKey &key) const;
    /// Writes a file that explains all settings; never over one that is there (Usage).
    [[nodiscard]] Result<> init() const;

private:
    using Change = std::function<Result<bool>(SettingsText &)>;
    [[nodiscard]] Result<bool> change(const Change &change, bool isPrivate) const;
    [[nodiscard]] Result<> makeFolder() const;
    [[nodiscard]] Result<> write(const QByteArray &text, bool isPrivate) const;
    [[nodiscard]] Error failure(const QString &why) const;

    QString m_path;
    Kind m_kind;
};

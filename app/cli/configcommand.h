// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "command.h"
#include "linereader.h"
#include "settingkey.h"
#include "userconfiguration.h"

/// `config view`, `get`, `set` and `init`. Works also where the settings are wrong: how else should they be
/// mended. Shows no secret, and does not say one back.
class ConfigCommand : public Command
{
    Q_OBJECT
public:
    ConfigCommand(CommandContext &context, ConfigOptions options);
    void start() override;

    /// The file that this user's settings are written into.
    [[nodiscard]] static UserConfiguration fileOf(const CommandContext &context);

private:
    void view();
    void get(const SettingKey &key);
    void set(const SettingKey &key);
    void unset(const SettingKey &key);
    void init();
    void askFor(const SettingKey &key);
    void write(const SettingKey &key, const QString &value);
    void sayWhatGoesThere(const QUrl &server) const;
    void sayWhatComesBefore(const SettingKey &key) const;
    [[nodiscard]] Error unknownKey() const;
    [[nodiscard]] Error unfit(const SettingKey &key, const QString &value, const QString &expected) const;

    ConfigOptions m_options;
    UserConfiguration m_file;
    LineReader m_input;
};

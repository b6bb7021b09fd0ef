// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "settingkey.h"

#include <QJsonObject>

class Settings;

/// A setting as documents show it: key, value (null where nothing counts; a secret as stars), origin
/// ("default" where nothing is set) and whether it is a secret.
[[nodiscard]] QJsonObject toJson(const SettingKey &key, const Settings &settings);

/// All of them: KEY VALUE ORIGIN, cut to `width`.
[[nodiscard]] QString settingsTable(const Settings &settings, int width);

/// What counts for a key, as it may be shown; empty where nothing does.
[[nodiscard]] QString shownValue(const SettingKey &key, const Settings &settings);

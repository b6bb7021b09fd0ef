// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

/// The name of a SwarmUI parameter as the server compares it: all but a to z dropped, in lower case ("CFG
/// Scale" is "cfgscale").
[[nodiscard]] QString parameterId(const QString &name);

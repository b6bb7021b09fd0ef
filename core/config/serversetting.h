// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "settings.h"
#include "swarmclient.h"

/// The server that is set, with what lets us in. `apiKeyFile` may be empty; else it holds the key in one
/// line.
[[nodiscard]] Result<ServerAddress> serverSetting(const Settings &settings, const QString &apiKeyFile);

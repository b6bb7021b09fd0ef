// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "serveraddress.h"
#include "settings.h"

/// The server that is set, with what lets us in and whom we trust, for every face. `apiKeyFile` is the one
/// that the command line names, absolute; where it is empty, the setting's counts. A key file holds the key
/// in one line, and comes before a key. A Usage error where address or file are of no use.
[[nodiscard]] Result<ServerAddress> serverSetting(const Settings &settings, const QString &apiKeyFile);

/// Whether the server is the one that the settings files mean: a token in them is for it, and for no other.
[[nodiscard]] bool isServerOfFiles(const Settings &settings, const QUrl &server);

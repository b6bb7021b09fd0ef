// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "generationrequest.h"
#include "result.h"
#include "serverparameters.h"

/// The server's parameter of a name, in any spelling that it takes; else a Usage error with the nearest
/// names.
[[nodiscard]] Result<ServerParameter> exactParameter(const ServerParameters &server, const QString &typed);

/// The request with every parameter under the server's own name and with a value that it knows as such
/// (exactValue(), whose error then names the parameter: details {"parameter": "cfgscale"}). One among the request's `others` that the server does not list is the error of
/// exactParameter(): the server would ignore it without a word.
[[nodiscard]] Result<GenerationRequest> exactRequest(const GenerationRequest &request,
                                                     const ServerParameters &server);

/// One preset's title as the server knows it, in any case; else a Usage error with the nearest titles.
[[nodiscard]] Result<QString> exactPreset(const QStringList &titles, const QString &typed);

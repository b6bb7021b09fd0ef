// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "generationrequest.h"
#include "result.h"
#include "serverparameters.h"

/// The request with every parameter under the server's own name and with a value that it knows as such
/// (exactValue()). A parameter among the request's `others` that the server does not list is a Usage error
/// with the nearest names: the server would ignore it without a word.
[[nodiscard]] Result<GenerationRequest> exactRequest(const GenerationRequest &request,
                                                     const ServerParameters &server);

/// One preset's title as the server knows it, in any case; else a Usage error with the nearest titles.
[[nodiscard]] Result<QString> exactPreset(const QStringList &titles, const QString &typed);

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "generationrequest.h"
#include "result.h"

/// The request with the pictures (videos, sounds) that its `parameters` name: files are read into `inputs`,
/// and named in `others` by their whole path. Data URLs and the server's own paths ("inputs/…", "raw/…",
/// "Starred/…") are left to the server. Several files of one parameter stand between commas. A file that is
/// not there, no picture, or too large for a request is a Usage error. Reads at once: for before a job.
[[nodiscard]] Result<GenerationRequest> withInputs(GenerationRequest request, const QStringList &parameters,
                                                   const QString &workingFolder);

/// The same of one parameter's value without reading a file: for before a server is asked.
[[nodiscard]] Result<> checkInput(const QString &value, const QString &parameter,
                                  const QString &workingFolder);

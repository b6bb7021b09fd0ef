// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "demoapi.h"
#include "transcript.h"

/// The models that the recorded server had: those of the recorder's stand-in, and what lists, descriptions
/// and the metadata of pictures show besides. Named as the demo server's are ("stub" is "demo" there).
[[nodiscard]] QList<DemoModel> recordedModels(const Transcript &transcript);

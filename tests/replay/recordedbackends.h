// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "demoapi.h"
#include "transcript.h"

/// The backends that stood behind the recorded server when the recording began: as it lists them, or as its
/// words and the features of its statuses tell.
[[nodiscard]] QList<DemoBackend> recordedBackends(const Transcript &transcript);

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tempo.h"
#include "transcript.h"

/// How many times faster than recorded it can go: slower where somebody acted in the middle of a generation,
/// faster where there was a long silence.
[[nodiscard]] double recordedPace(const Transcript &transcript);

/// How long things take at that pace.
[[nodiscard]] demo::Tempo tempoAt(double pace, const Transcript &transcript);

/// A step of the recorded backends, in milliseconds.
inline constexpr int recordedStep = 100;

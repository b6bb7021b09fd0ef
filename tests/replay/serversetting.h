// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "demoapi.h"
#include "tempo.h"
#include "transcript.h"

/// How a demo server must be set up to stand where the recorded server stood: read off the recording alone,
/// off what it says about itself and off what the exchanges show.
struct ServerSetting {
    DemoOptions options = {};
    demo::Tempo tempo = {};
    double pace = 1; ///< how many times faster than recorded
    QString loadedModel = {}; ///< that a backend had when the recording began; as recorded, may be fuzzy

    [[nodiscard]] static ServerSetting of(const Transcript &transcript);
};

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "transcript.h"

/// Something that happened to the recorded server itself, read off the notes and off what the exchanges show
/// of it.
struct ServerEvent {
    enum class Kind { Stop, Restart, BackendGone, BackendBack };
    int at = 0;
    Kind kind = Kind::Stop;
    bool persists = true; ///< of a restart: sessions of the new run outlive it

    bool operator==(const ServerEvent &) const = default;
};

/// In the order of time.
[[nodiscard]] QList<ServerEvent> serverEvents(const Transcript &transcript);

/// True where the first thing that is told of the backends is that nothing answers.
[[nodiscard]] bool beginsWithoutBackend(const Transcript &transcript);

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sessionface.h"

#include <QString>

/// A sentence above the pages that stays until its cause is gone or it is closed;
/// closing it changes no fact. An empty text: no notice.
struct Notice {
    /// Worst last: of several the worst is shown.
    enum class Kind {
        None,
        Setting,
        SlowWatching,
        KeptAside,
        ProjectProblem,
        FolderGone,
        Recording,
        ServerOffline,
        ServerUnauthorised
    };
    Kind kind = Kind::None;
    QString text = {};
    QString about = {}; ///< what it is about, such as a project's path: a later notice replaces it

    bool operator==(const Notice &) const = default;
};

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "transcript.h"

/// The generations of one socket or one HTTP request, as the server had them. Times are the recording's.
struct RecordedWork {
    QString session = {};
    QString model = {};
    int images = 0;
    int from = 0;
    int to = 0; ///< when it was over, or left by the client: then the server went on
    bool isLeft = false;
    bool isSocket = false;
    bool loaded = false; ///< waited for a model
    bool wasSilent = false; ///< ended in order, but without an image or an error

    [[nodiscard]] bool isAt(int at) const { return at >= from && (isLeft || at <= to); }
};

/// All that were recorded, in the order in which they began.
[[nodiscard]] QList<RecordedWork> recordedWork(const Transcript &transcript);

/// Work that the recording shows by its traces alone: a server session was busy, or the backends were, though
/// nobody was recorded to have asked for anything.
struct UnseenWork {
    QString session = {}; ///< empty: of nobody in the recording
    int images = 0; ///< 0: as many as the backends take at a time
    int from = 0;
    int to = 0;
};
[[nodiscard]] QList<UnseenWork> unseenWork(const Transcript &transcript);

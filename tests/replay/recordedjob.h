// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "transcript.h"

#include <QMap>

/// How a recorded job ended, read off the recording without the client's code.
struct RecordedJob {
    int asked = 1; ///< images, batches counted
    QMap<int, QString> images = {}; ///< where they lie, by index; of an HTTP answer in its order
    QMap<int, QString> left = {}; ///< those of its images that the server listed afterwards
    QStringList errors = {}; ///< the server's words; those without any as ""
    bool isOver = false; ///< by the intention to close, a Close or an answer
    bool wasForgotten = false; ///< its session was not known (any more)

    [[nodiscard]] static RecordedJob of(const Transcript &transcript, const Transcript::Socket &socket);
    [[nodiscard]] static RecordedJob of(const Transcript &transcript, const Transcript::Http &call);

    [[nodiscard]] bool isComplete() const { return asked > 0 && images.size() >= asked; }
};

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "transcript.h"
#include "wirepeer.h"

/// What an answer to an API call says, read off the recording without the client's code.
struct RecordedAnswer {
    QByteArray body = {}; ///< unpacked
    QJsonObject object = {}; ///< empty where it is none
    bool isGood = false; ///< a result, not a refusal
    QString error = {}; ///< the server's words
    QString errorId = {};

    explicit RecordedAnswer(const Transcript::Http &call);
};

/// Gives the recorded answer again, byte for byte but for its framing.
void sayAgain(WirePeer &peer, const Transcript::Http &call);

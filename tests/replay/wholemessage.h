// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "transcript.h"

/// The request's body, made as long again as it was where the file holds it shortened.
[[nodiscard]] QByteArray wholeBody(const Transcript::Http &call);

/// The same of a message that the client sent over a socket.
[[nodiscard]] QByteArray wholeMessage(const Transcript::Frame &frame, const Transcript &transcript);

/// Which message of the client cannot be made whole again, in a few words; empty where all can.
[[nodiscard]] QString lostMessage(const Transcript &transcript);

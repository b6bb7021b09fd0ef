// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "swarmclient.h"
#include "transcript.h"
#include "wirepeer.h"

/// `url`, with what the recorded client had to be let in: its Authorization header and its token.
[[nodiscard]] ServerAddress recordedAddress(const QUrl &url, const Transcript::Headers &headers);

/// The name of a header that should have come with `request` and did not; empty where none is missing.
[[nodiscard]] QString missingHeader(const ServerAddress &address, const WireRequest &request);

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "transcript.h"

class QNetworkAccessManager;

/// Has the client look around (ServerInquiry) at a server that gives the first recorded answer to each
/// question, and compares what it reads with what was told. Empty where it is the same.
[[nodiscard]] QString inquiryDifference(QNetworkAccessManager &network, const Transcript &transcript);

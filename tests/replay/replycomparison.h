// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "rawhttp.h"
#include "transcript.h"

/// How the demo server's reply differs from the recorded one: status, headers, shape, steady values, what a
/// picture carries. A line each; none where it does not. Volatile values are not compared.
[[nodiscard]] QStringList replyDifferences(const Transcript::Http &recorded, const RawReply &reply);

/// The body, unpacked where it is packed.
[[nodiscard]] QJsonObject objectIn(const RawReply &reply);

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "transcript.h"

class QNetworkAccessManager;

/// How the client fetches what was recorded as fetched, otherwise than the recording shows; empty where all
/// is as recorded. The address that the client makes of the file's name must lead the server to that file.
[[nodiscard]] QString downloadDifference(QNetworkAccessManager &network, const Transcript::Http &call);

/// What a SwarmUI takes for the file's path: it decodes the address twice.
[[nodiscard]] QString pathAsServed(const QByteArray &target);

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "error.h"

#include <QUrl>

class QNetworkReply;

/// Why a reply brought nothing: the connection's own errors in our words. A line that broke after the request
/// had gone out is ConnectionLost: the server may have begun; so is a reply without an error, which was cut
/// off. Its HTTP status is not looked at.
[[nodiscard]] Error networkError(const QNetworkReply &reply, const QUrl &server);

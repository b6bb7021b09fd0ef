// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sessionface.h"
#include "viewpoint.h"

/// Who runs it, as one reads it from this window: "this window", "terminal · 4711", "anna · 5022",
/// "anna@render2", "earlier version". `hadTerminal` is what was found while its process lived.
[[nodiscard]] QString ownerName(const Owner &owner, const Viewpoint &viewpoint, bool hadTerminal,
                                bool orphan);
[[nodiscard]] QString noOwnerName();
/// "anna@render2:5022"
[[nodiscard]] QString fullOwnerName(const Owner &owner);

/// Words of others as a tooltip that shows them as they stand and does not read them as HTML.
[[nodiscard]] QString literalToolTip(const QString &words);

/// Host and port of an address: "studio:7801".
[[nodiscard]] QString serverName(const QString &url);

/// "just now", "12 s ago", "3 min ago", "today 14:30", "yesterday 14:30", then the short date; local time.
[[nodiscard]] QString timeText(const QDateTime &time, const QDateTime &now);

/// Since its start, up to now or its end; none where the start is not known.
[[nodiscard]] std::optional<std::chrono::seconds> elapsed(const FollowedSession &session,
                                                          const QDateTime &now);

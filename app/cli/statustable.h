// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "statusreport.h"
#include "table.h"

/// `status` as text: server, backends, models, and the sessions; `local`: the server was not asked; `all`:
/// with a column PROJECT; cut to `width` columns (0: not cut).
[[nodiscard]] QString statusTable(const StatusReport &report, bool local, bool all, int width);

/// The sessions alone, as rows under ID STATE PROGRESS IMAGES DURATION LEFT OWNER LABEL.
[[nodiscard]] Table sessionTable(const QList<FollowedSession> &sessions, const QDateTime &now,
                                 bool withProject);

/// "41s", "3m", "1h 10m"; "-" for none.
[[nodiscard]] QString leftText(std::optional<std::chrono::seconds> left);

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "generatejob.h"
#include "session.h"

/// The session as its job's progress makes it: nothing of it ever goes back, and one that is being cancelled
/// stays so.
[[nodiscard]] Session withProgress(Session session, const JobProgress &progress);

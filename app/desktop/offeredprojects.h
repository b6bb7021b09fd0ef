// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "processtable.h"
#include "projectmodel.h"

/// The projects among `stateFiles` in which something runs now and that are not among `watched` (folders).
/// One look at each file, without a lock.
[[nodiscard]] QList<OfferedProject> offeredProjects(const QStringList &stateFiles, const QStringList &watched,
                                                    const ProcessTable &processes, const QDateTime &now);

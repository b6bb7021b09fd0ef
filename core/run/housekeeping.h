// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "previewbox.h"
#include "projectregistry.h"
#include "ticket.h"

/// Takes away what dead processes left in this user's private folders: tickets older than a month, leftovers
/// beside them, and previews of sessions that have no ticket and stand in no known state file. Cheap where
/// nothing was left.
void tidyPrivateFolders(const TicketBox &tickets, const PreviewBox &previews,
                        const ProjectRegistry &projects);

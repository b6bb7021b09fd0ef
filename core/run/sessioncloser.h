// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "history.h"
#include "sessionstore.h"
#include "ticket.h"

#include <functional>

/// Closes a dead owner's session in its stead: history row, then out of the file, then the ticket goes.
/// The caller holds the ticket's claim. `done` is called in `context` once the session has left the file.
void closeForDeadOwner(const Ticket &ticket, Outcome outcome, const QDateTime &now, History &history,
                       SessionStore &store, const TicketBox &tickets, QObject *context,
                       std::function<void(const Result<> &)> done);

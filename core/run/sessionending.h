// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "history.h"
#include "previewbox.h"
#include "sessionstore.h"
#include "ticket.h"

#include <QDeadlineTimer>
#include <QObject>
#include <QTimer>

/// What the history is told of a dead owner's session by who closes it in its stead.
[[nodiscard]] HistoryEntry entryFor(const Ticket &ticket, Outcome outcome, const QDateTime &now);

/// Ends a session: history row, then out of the state file, then preview and ticket go. A kill between any
/// two of these loses nothing. A history that is busy and a file that cannot be written are each waited for
/// about 3 s. Deletes itself once finished.
class SessionEnding : public QObject
{
    Q_OBJECT
public:
    /// All must outlive the ending.
    struct Needs {
        History &history;
        SessionStore &store;
        const TicketBox &tickets;
        PreviewBox &previews;
    };
    enum class Whose {
        Own, ///< leaves the file also without a row; its ticket goes unless neither could be written
        DeadOwners ///< without a row it stays an orphan; its ticket stays until the session left the file
    };

    /// For a dead owner's session the caller holds the ticket's claim until finished().
    SessionEnding(const Needs &needs, HistoryEntry entry, Whose whose, QObject *parent);
    void start();

Q_SIGNALS:
    /// Exactly once. `row` is what the history said last.
    void finished(const Result<> &row);

private:
    void record();
    void takeOut();
    void leave(bool written);
    void finish();

    Needs m_needs;
    HistoryEntry m_entry;
    Whose m_whose;
    Result<> m_row;
    QDeadlineTimer m_historysTurn;
    QTimer m_pause;
};

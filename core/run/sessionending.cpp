// SPDX-License-Identifier: GPL-3.0-or-later
#include "sessionending.h"

using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

namespace
{

constexpr auto historyPatience = 3s;
constexpr auto historyPause = 150ms; ///< asking it blocks for up to 250 ms
/// A file that cannot be written must not keep what has ended: with a row in the history it is taken out by
/// whoever writes next. Less than a farewell after SIGTERM.
constexpr auto filePatience = 1500ms;

} // namespace

HistoryEntry entryFor(const Ticket &ticket, Outcome outcome, const QDateTime &now)
{
    return {.sessionId = ticket.sessionId,
            .project = ticket.project,
            .label = ticket.label,
            .outcome = outcome,
            .prompt = ticket.parameters.value("prompt"_L1).toString(),
            .parameters = ticket.parameters,
            .server = ticket.server,
            .startTime = ticket.startTime,
            .endTime = now,
            .requested = ticket.requested,
            .imagePaths = ticket.imagePaths,
            .localPaths = ticket.localPaths,
            .saving = ticket.saving};
}

SessionEnding::SessionEnding(const Needs &needs, HistoryEntry entry, Whose whose, QObject *parent)
    : QObject(parent)
    , m_needs(needs)
    , m_entry(std::move(entry))
    , m_whose(whose)
{
    m_pause.setSingleShot(true);
}

void SessionEnding::start()
{
    m_historysTurn.setRemainingTime(historyPatience);
    connect(&m_pause, &QTimer::timeout, this, &SessionEnding::record);
    record();
}

void SessionEnding::record()
{
    m_row = m_needs.history.record(m_entry);
    if (!m_row && m_row.error().kind == Error::Kind::Locked && !m_historysTurn.hasExpired())
        return m_pause.start(historyPause);
    m_pause.disconnect(this);
    // Without a row nobody could tell how a dead owner's session ended: it stays, and is tried again.
    if (m_row || m_whose == Whose::Own)
        takeOut();
    else
        finish();
}

void SessionEnding::takeOut()
{
    m_needs.store.remove(m_entry.sessionId);
    connect(&m_needs.store, &SessionStore::written, this, [this] { leave(true); });
    connect(&m_pause, &QTimer::timeout, this, [this] { leave(false); });
    m_pause.start(filePatience);
}

void SessionEnding::leave(bool written)
{
    m_pause.stop();
    disconnect(&m_needs.store, nullptr, this, nullptr);
    m_needs.previews.remove(m_entry.sessionId);
    const bool rowMissed = !m_row && m_row.error().kind == Error::Kind::Locked;
    if (written ? !rowMissed : m_row && m_whose == Whose::Own)
        m_needs.tickets.remove(m_entry.sessionId);
    finish();
}

void SessionEnding::finish()
{
    deleteLater();
    Q_EMIT finished(m_row);
}

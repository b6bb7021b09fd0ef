// SPDX-License-Identifier: GPL-3.0-or-later
#include "orphankeeper.h"

#include "interruptjob.h"
#include "sessionending.h"

using namespace std::chrono_literals;

namespace
{

constexpr auto askAgain = 10s; ///< while the server still works on an orphan, or cannot be asked

} // namespace

OrphanKeeper::OrphanKeeper(CancelWish::Needs needs, QObject *parent)
    : QObject(parent)
    , m_needs(std::move(needs))
{
    m_again.setInterval(askAgain);
    connect(&m_again, &QTimer::timeout, this, [this] {
        m_known.clear();
        look();
    });
    connect(&m_needs.follower.watcher(), &SessionWatcher::changed, this, &OrphanKeeper::look);
    look();
}

void OrphanKeeper::look()
{
    bool anyLeft = false;
    for (const auto &[id, seen] : m_needs.follower.watcher().sessions()) {
        if (seen.liveness != Liveness::Orphan || isForeign(id))
            continue;
        anyLeft = true;
        if (m_known.contains(id) || m_asking.contains(id))
            continue;
        m_known.insert(id);
        ask(id);
    }
    if (!anyLeft)
        m_again.stop();
    else if (!m_again.isActive())
        m_again.start();
}

void OrphanKeeper::ask(const QString &sessionId)
{
    const auto entry = m_needs.history.find(sessionId);
    if (entry && entry->has_value()) { // its owner died between its history row and its leaving
        m_needs.store.remove(sessionId);
        m_needs.previews.remove(sessionId);
        m_needs.tickets.remove(sessionId);
        return;
    }
    auto ticket = m_needs.tickets.read(sessionId);
    if (!ticket)
        return;
    auto claim = m_needs.tickets.claim(sessionId);
    if (!claim) // another process is at it
        return;
    const QString serverSession = ticket->serverSession;
    auto &client = m_needs.clients(QUrl(ticket->server));
    m_asking.emplace(sessionId, Asking{*std::move(ticket), std::move(claim)});
    auto *probe = new SessionProbe(client, serverSession, this);
    connect(probe, &SessionProbe::finished, this,
            [this, sessionId](const Result<ServerCounts> &counts) { onAnswer(sessionId, counts); });
}

void OrphanKeeper::onAnswer(const QString &sessionId, const Result<ServerCounts> &counts)
{
    if (!counts)
        return release(sessionId);
    if (!counts->allZero()) {
        m_needs.follower.noteServerWord(sessionId, *counts);
        Q_EMIT stillWorking(sessionId, *counts);
        return release(sessionId);
    }
    auto *ending
        = new SessionEnding({m_needs.history, m_needs.store, m_needs.tickets, m_needs.previews},
                            entryFor(m_asking.at(sessionId).ticket, Outcome::Interrupted, m_needs.now()),
                            SessionEnding::Whose::DeadOwners, this);
    connect(ending, &SessionEnding::finished, this, [this, sessionId](const Result<> &row) {
        release(sessionId);
        if (row)
            Q_EMIT closed(sessionId);
    });
    ending->start();
}

void OrphanKeeper::release(const QString &sessionId)
{
    m_asking.erase(sessionId);
    if (m_asking.empty())
        Q_EMIT idle();
}

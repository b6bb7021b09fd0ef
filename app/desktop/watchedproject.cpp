// SPDX-License-Identifier: GPL-3.0-or-later
#include "watchedproject.h"

#include "statefile.h"

WatchedProject::WatchedProject(const QString &folder, DesktopParts &parts, QObject *parent)
    : QObject(parent)
    , m_parts(parts)
    , m_store(defaultStateFile(folder), parts.processes)
    , m_follower(defaultStateFile(folder),
                 {.processes = parts.processes,
                  .events = parts.events,
                  .tickets = parts.tickets,
                  .history = *parts.history})
    , m_keeper(cancelNeeds())
{
}

CancelWish::Needs WatchedProject::cancelNeeds()
{
    return {.follower = m_follower,
            .store = m_store,
            .tickets = m_parts.tickets,
            .previews = m_parts.previews,
            .history = *m_parts.history,
            .clients = [this](const QUrl &server) -> SwarmClient & { return m_parts.clients.of(server); },
            .by = m_parts.userAtHost()};
}

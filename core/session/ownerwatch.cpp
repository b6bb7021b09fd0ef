// SPDX-License-Identifier: GPL-3.0-or-later
#include "ownerwatch.h"

#include <algorithm>

OwnerWatch::OwnerWatch(const ProcessTable &processes, QObject *parent)
    : QObject(parent)
    , m_processes(processes)
{
}

bool OwnerWatch::watch(const std::vector<Owner> &owners)
{
    std::erase_if(m_watched, [&](const auto &watched) {
        return std::ranges::find(owners, watched->owner) == owners.end();
    });
    bool all = true;
    for (const Owner &owner : owners) {
        if (std::ranges::any_of(m_watched, [&](const auto &watched) { return watched->owner == owner; }))
            continue;
        if (auto watched = open(owner))
            m_watched.push_back(std::move(watched));
        else
            all = false;
    }
    return all;
}

std::unique_ptr<OwnerWatch::Watched> OwnerWatch::open(const Owner &owner)
{
    Descriptor process(m_processes.openEnd(owner));
    if (!process)
        return nullptr;
    auto watched = std::make_unique<Watched>();
    watched->owner = owner;
    watched->process = std::move(process);
    watched->notifier = std::make_unique<QSocketNotifier>(watched->process.get(), QSocketNotifier::Read);
    QSocketNotifier *notifier = watched->notifier.get();
    // It stays readable for ever, so it is to tell only once.
    connect(notifier, &QSocketNotifier::activated, notifier, [notifier] { notifier->setEnabled(false); });
    // Queued, because whoever hears it stops watching this owner, which deletes the notifier.
    connect(notifier, &QSocketNotifier::activated, this, &OwnerWatch::ended, Qt::QueuedConnection);
    return watched;
}

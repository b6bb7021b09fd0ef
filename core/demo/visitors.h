// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "demomemory.h"

#include <memory>

namespace demo
{

/// What the real server counts for each of its sessions.
struct Counts {
    int waitingGens = 0;
    int loadingModels = 0;
    int waitingBackends = 0;
    int liveGens = 0;

    Counts &operator+=(const Counts &other);
    bool operator==(const Counts &) const = default;
};

/// One server session: whoever knows its id is that visitor.
struct Visitor {
    QString id = {};
    QString user = {};
    Counts counts = {};
};

/// All server sessions, and what is counted for each user. Visitors stay where they are. Sessions of an
/// earlier server are in the memory.
class Visitors
{
public:
    /// Without `persists` new sessions are not put into the memory.
    Visitors(std::shared_ptr<DemoMemory> memory, bool persists);

    Visitor &enter(const QString &user);
    [[nodiscard]] Visitor *find(const QString &id);
    [[nodiscard]] Counts total() const;
    /// One id for each request of a user, from 1001.
    [[nodiscard]] int nextRequestId(const QString &user);

private:
    std::shared_ptr<DemoMemory> m_memory;
    bool m_persists;
    std::map<QString, Visitor> m_visitors;
    std::map<QString, int> m_requests;
};

} // namespace demo

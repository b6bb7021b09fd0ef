// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "commandcontext.h"
#include "filesessionstore.h"
#include "orphankeeper.h"

/// A project while a command follows it, and what may be written to it.
struct FollowedProject {
    FollowedProject(const QString &stateFile, CommandContext &context)
        : follower(stateFile, context.followerNeeds())
        , store(stateFile, context.processes())
        , cancelNeeds(context.cancelNeeds(follower, store))
    {
    }

    /// From now on orphans that this user has tickets for are asked about and closed.
    void lookAfterOrphans() { keeper = std::make_unique<OrphanKeeper>(cancelNeeds); }

    ProjectFollower follower;
    FileSessionStore store;
    CancelWish::Needs cancelNeeds;
    std::unique_ptr<OrphanKeeper> keeper = {};
};

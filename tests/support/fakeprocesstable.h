// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "processtable.h"

#include <map>

/// Processes as a test says they are, by pid; those it does not name cannot be judged. This process has
/// number 1.
class FakeProcessTable final : public ProcessTable
{
public:
    std::map<qint64, OwnerState> states;

    [[nodiscard]] Owner self() const override { return owner(1); }
    [[nodiscard]] OwnerState look(const Owner &who) const override
    {
        const auto found = states.find(who.pid);
        if (who == self())
            return OwnerState::Alive;
        return found == states.end() ? OwnerState::CannotTell : found->second;
    }
    [[nodiscard]] int openEnd(const Owner &) const override { return -1; }

    [[nodiscard]] static Owner owner(qint64 pid)
    {
        return {.host = QStringLiteral("studio"),
                .user = QStringLiteral("ada"),
                .boot = QStringLiteral("8d5f"),
                .ns = 4026531836,
                .pid = pid,
                .started = 8812345};
    }
};

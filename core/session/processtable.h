// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "owner.h"

#include <mutex>

/// What can be told of a process from here.
enum class OwnerState {
    Alive,
    Stopped, ///< Ctrl-Z
    Dead, ///< provably: no such pid, zombie, or another process under its number
    CannotTell ///< another host, boot, container or pid namespace
};

[[nodiscard]] constexpr bool isRunning(OwnerState state)
{
    return state == OwnerState::Alive || state == OwnerState::Stopped;
}

/// The processes that can be judged from here. An interface, so that rows of tests need no real ones.
class ProcessTable
{
public:
    virtual ~ProcessTable() = default;
    /// This process as an owner.
    [[nodiscard]] virtual Owner self() const = 0;
    /// This process itself is alive.
    [[nodiscard]] virtual OwnerState look(const Owner &owner) const = 0;
    /// A pidfd that becomes readable when the owner dies; -1 where there is none. The caller closes it.
    [[nodiscard]] virtual int openEnd(const Owner &owner) const = 0;
};

/// /proc and pidfds of this machine.
class SystemProcessTable final : public ProcessTable
{
public:
    SystemProcessTable();
    [[nodiscard]] Owner self() const override;
    [[nodiscard]] OwnerState look(const Owner &owner) const override;
    [[nodiscard]] int openEnd(const Owner &owner) const override;

private:
    [[nodiscard]] bool canBeJudged(const Owner &owner) const;

    const QString m_boot;
    const quint64 m_ns;
    /// Made when it is asked for: to find out the user's name costs more than all else of a short command.
    mutable std::once_flag m_knowsItself;
    mutable Owner m_self;
};

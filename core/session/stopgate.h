// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

/// While one lives, Ctrl-Z (SIGTSTP) waits: a process that stops inside a write would stop all other writers.
/// Any thread, any number at once. A handler that the program has set itself is left alone.
class StopGate
{
public:
    StopGate();
    ~StopGate();
    StopGate(const StopGate &) = delete;
    StopGate &operator=(const StopGate &) = delete;
};

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sessionstore.h"

/// A store whose file cannot be written: nothing handed in is ever said to be.
class StuckStore final : public SessionStore
{
public:
    void put(const Session &) override { }
    void remove(const QString &) override { }
    void restore() override { }
    void requestCancel(const QString &, const QString &) override { }
    [[nodiscard]] Result<Sessions> load() const override { return Sessions(); }
    [[nodiscard]] bool hasUnwritten() const override { return true; }
    [[nodiscard]] bool finish(std::chrono::milliseconds) override { return false; }
};

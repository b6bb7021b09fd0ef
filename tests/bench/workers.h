// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "figures.h"

#include <QProcess>
#include <QStringList>

#include <chrono>
#include <memory>
#include <vector>

/// Processes that get ready, begin together, and tell their figures when they are through. All blocks; one
/// that fails ends the benchmark.
class Workers
{
public:
    /// Returns when it is ready.
    void add(const QString &program, const QStringList &arguments);
    void openGate();
    /// All their figures, in any order, and how long it took since the gate was opened until the last had
    /// told them.
    struct Told {
        Figures figures;
        std::chrono::nanoseconds total;
    };
    [[nodiscard]] Told hearAll();

private:
    std::vector<std::unique_ptr<QProcess>> m_processes;
    std::chrono::steady_clock::time_point m_opened;
};

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <chrono>

/// Prints each figure as it comes, beside its stand-in's and its target, and remembers whether all were met.
class Verdicts
{
public:
    /// Ours and the stand-in's.
    struct Pair {
        std::chrono::nanoseconds ours;
        std::chrono::nanoseconds standIn;
    };
    void atMost(const QString &name, Pair figures, double target); ///< ours ÷ stand-in's
    void timesAsFast(const QString &name, Pair figures, double target); ///< stand-in's ÷ ours
    void within(const QString &name, std::chrono::nanoseconds ours, std::chrono::milliseconds target);
    void note(const QString &name, std::chrono::nanoseconds ours); ///< without a target

    [[nodiscard]] bool allMet() const { return m_allMet; }

private:
    void print(const QString &name, const QString &figures, const QString &target, bool isMet);

    bool m_allMet = true;
    bool m_begun = false;
};

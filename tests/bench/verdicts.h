// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "figures.h"

#include <QString>

/// Prints each figure as it comes, beside its stand-in's and its target, and remembers whether all were met.
class Verdicts
{
public:
    /// Ours and the stand-in's, taken in turns. Shown are the medians of each, and of the rounds' ratios:
    /// what else the machine does slows both figures of a round.
    struct Rounds {
        Figures ours = {};
        Figures standIn = {};
    };
    void atMost(const QString &name, const Rounds &rounds, double target); ///< ours ÷ stand-in's
    void timesAsFast(const QString &name, const Rounds &rounds, double target); ///< stand-in's ÷ ours
    void note(const QString &name, const Rounds &rounds); ///< ours ÷ stand-in's, without a target
    void within(const QString &name, std::chrono::nanoseconds ours, std::chrono::milliseconds target);
    void note(const QString &name, std::chrono::nanoseconds ours); ///< without a target

    /// What is no time.
    struct Amount {
        double value = 0;
        QString unit = {};
    };
    void atMost(const QString &name, const Amount &ours, double target);
    void note(const QString &name, const Amount &ours); ///< without a target

    [[nodiscard]] bool allMet() const { return m_allMet; }

private:
    void print(const QString &name, const QString &figures, const QString &target, bool isMet);

    bool m_allMet = true;
    bool m_begun = false;
};

// SPDX-License-Identifier: GPL-3.0-or-later
#include "verdicts.h"

#include <cstdio>

using namespace Qt::StringLiterals;

namespace
{

QString milliseconds(std::chrono::nanoseconds time)
{
    return u"%1 ms"_s.arg(std::chrono::duration<double, std::milli>(time).count(), 10, 'f', 3);
}

QString words(const Verdicts::Amount &amount)
{
    return u"%1 %2"_s.arg(amount.value, 10, 'f', 1).arg(amount.unit.leftJustified(2));
}

QString ratio(double value)
{
    return u"%1"_s.arg(value, 8, 'f', 2);
}

QString row(const Verdicts::Rounds &rounds, double value)
{
    return milliseconds(quantile(rounds.ours, 0.5))
        + milliseconds(quantile(rounds.standIn, 0.5)).rightJustified(15) + ratio(value);
}

double medianRatio(const Figures &ones, const Figures &others)
{
    std::vector<double> ratios;
    for (size_t i = 0; i < std::min(ones.size(), others.size()); ++i)
        ratios.push_back(double(ones[i].count()) / double(others[i].count()));
    return quantile(ratios, 0.5);
}

constexpr auto noStandIn = "              -       -";

} // namespace

void Verdicts::atMost(const QString &name, const Rounds &rounds, double target)
{
    const double value = medianRatio(rounds.ours, rounds.standIn);
    print(name, row(rounds, value), u"<= %1"_s.arg(target, 4, 'f', 1), value <= target);
}

void Verdicts::timesAsFast(const QString &name, const Rounds &rounds, double target)
{
    const double value = medianRatio(rounds.standIn, rounds.ours);
    print(name, row(rounds, value), u">= %1"_s.arg(target, 4, 'f', 1), value >= target);
}

void Verdicts::note(const QString &name, const Rounds &rounds)
{
    print(name, row(rounds, medianRatio(rounds.ours, rounds.standIn)), u"-"_s, true);
}

void Verdicts::within(const QString &name, std::chrono::nanoseconds ours, std::chrono::milliseconds target)
{
    print(name, milliseconds(ours) + QLatin1String(noStandIn), u"<= %1 ms"_s.arg(target.count()),
          ours <= target);
}

void Verdicts::note(const QString &name, std::chrono::nanoseconds ours)
{
    print(name, milliseconds(ours) + QLatin1String(noStandIn), u"-"_s, true);
}

void Verdicts::atMost(const QString &name, const Amount &ours, double target)
{
    print(name, words(ours) + QLatin1String(noStandIn), u"<= %1 %2"_s.arg(target).arg(ours.unit).trimmed(),
          ours.value <= target);
}

void Verdicts::note(const QString &name, const Amount &ours)
{
    print(name, words(ours) + QLatin1String(noStandIn), u"-"_s, true);
}

void Verdicts::print(const QString &name, const QString &figures, const QString &target, bool isMet)
{
    if (!std::exchange(m_begun, true))
        std::printf("  %-55s %13s %14s %7s  %-9s\n", "measure, stand-in", "ours", "stand-in", "ratio",
                    "target");
    std::printf("  %-55s %s  %-9s %s\n", qPrintable(name.leftJustified(55)), qPrintable(figures),
                qPrintable(target),
                target == u"-"_s ? ""
                    : isMet      ? "met"
                                 : "NOT MET");
    std::fflush(stdout);
    m_allMet = m_allMet && isMet;
}

// SPDX-License-Identifier: GPL-3.0-or-later
#include "staleness.h"

namespace
{

/// As far as the moment can be believed: one more than 5 minutes ahead, or none at all, counts as now. In
/// plain numbers, as it is asked of every session at every write.
std::chrono::milliseconds ageOf(const QDateTime &moment, const QDateTime &now)
{
    const std::chrono::milliseconds age(now.toMSecsSinceEpoch() - moment.toMSecsSinceEpoch());
    return moment.isValid() && age >= -clockSkew ? age : std::chrono::milliseconds(0);
}

} // namespace

bool isStripped(const Session &session)
{
    return !session.owner && isOwnId(session.id);
}

bool isStale(const Session &session, const QDateTime &now,
             const std::function<bool(const Session &)> &isAlive)
{
    const bool foreign = isForeign(session.id);
    const QDateTime &sign = foreign && session.startTime.isValid() ? session.startTime : session.updatedAt;
    const std::chrono::milliseconds silence = ageOf(sign, now);
    if (foreign)
        return silence > staleAfter;
    return silence > (isStripped(session) ? std::chrono::seconds(strippedAfter) : staleAfter)
        && !isAlive(session);
}

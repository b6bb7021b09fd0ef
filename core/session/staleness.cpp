// SPDX-License-Identifier: GPL-3.0-or-later
#include "staleness.h"

namespace
{

QDateTime believed(const QDateTime &moment, const QDateTime &now)
{
    return moment.isValid() && moment <= now.addDuration(clockSkew) ? moment : now;
}

} // namespace

bool isStripped(const Session &session)
{
    return !session.owner && isOwnId(session.id);
}

QDateTime lastSign(const Session &session, const QDateTime &now)
{
    return believed(session.updatedAt, now);
}

bool isStale(const Session &session, const QDateTime &now,
             const std::function<bool(const Session &)> &isAlive)
{
    const QDateTime sign = lastSign(session, now);
    if (isForeign(session.id))
        return (session.startTime.isValid() ? believed(session.startTime, now) : sign).addDuration(staleAfter)
            < now;
    if (sign.addDuration(isStripped(session) ? std::chrono::seconds(strippedAfter) : staleAfter) >= now)
        return false;
    return !isAlive(session);
}

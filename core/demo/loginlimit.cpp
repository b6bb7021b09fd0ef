// SPDX-License-Identifier: GPL-3.0-or-later
#include "loginlimit.h"

namespace demo
{

namespace
{

void forgetOld(QList<QDateTime> &attempts, const QDateTime &now)
{
    constexpr qint64 window = 60;
    erase_if(attempts, [&](const QDateTime &attempt) { return attempt.secsTo(now) >= window; });
}

} // namespace

bool LoginLimit::allows(const QString &address, const QString &user, const QDateTime &now)
{
    constexpr qsizetype mostOfAddress = 5;
    constexpr qsizetype mostOfUser = 15;
    QList<QDateTime> &ofAddress = m_byAddress[address];
    QList<QDateTime> &ofUser = m_byUser[user];
    forgetOld(ofAddress, now);
    forgetOld(ofUser, now);
    if (ofAddress.size() >= mostOfAddress || ofUser.size() >= mostOfUser)
        return false;
    ofAddress << now;
    ofUser << now;
    return true;
}

} // namespace demo

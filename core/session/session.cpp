// SPDX-License-Identifier: GPL-3.0-or-later
#include "session.h"

#include <QUuid>

#include <algorithm>

namespace
{

bool isLowerHex(QChar character)
{
    return (character >= u'0' && character <= u'9') || (character >= u'a' && character <= u'f');
}

} // namespace

bool isForeign(const QString &sessionId)
{
    return sessionId.size() == 40
        && std::ranges::all_of(sessionId, [](QChar c) { return isLowerHex(c.toLower()); });
}

bool isOwnId(const QString &sessionId)
{
    if (sessionId.size() != 36)
        return false;
    for (qsizetype i = 0; i < sessionId.size(); ++i) {
        const bool dash = i == 8 || i == 13 || i == 18 || i == 23;
        if (dash ? sessionId[i] != u'-' : !isLowerHex(sessionId[i]))
            return false;
    }
    return true;
}

QString newSessionId()
{
    return QUuid::createUuid().toString(QUuid::WithoutBraces);
}

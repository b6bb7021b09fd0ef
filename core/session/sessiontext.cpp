// SPDX-License-Identifier: GPL-3.0-or-later
#include "sessiontext.h"

#include "printable.h"

#include <QUrl>

#include <algorithm>
#include <cmath>

QString plain(QString text, qsizetype most)
{
    if (text.size() <= most && isPrintableAscii(text))
        return text;
    text.truncate(most);
    std::replace_if(text.begin(), text.end(), isSteering, u' ');
    while (text.toUtf8().size() > most)
        text.chop(text.size() > 1 && text.back().isLowSurrogate() ? 2 : 1);
    if (!text.isEmpty() && text.back().isHighSurrogate())
        text.chop(1);
    return text;
}

QString publicServer(const QString &server)
{
    if (!server.contains(u'@') && !server.contains(u'?') && !server.contains(u'#'))
        return plain(server, serverBytes);
    const auto secrets = QUrl::RemoveUserInfo | QUrl::RemoveQuery | QUrl::RemoveFragment;
    return plain(QUrl(server).adjusted(secrets).toString(), serverBytes);
}

long progressParts(double progress)
{
    return std::isfinite(progress) ? std::lround(std::clamp(progress, 0.0, 1.0) * progressSteps) : 0;
}

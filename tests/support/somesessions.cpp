// SPDX-License-Identifier: GPL-3.0-or-later
#include "somesessions.h"

#include "somesession.h"

FollowedSession SomeSessions::sampling(const QString &prompt, double progress, int images)
{
    SomeSession made(u"0b9c7f3e-0000-4000-8000-%1"_s.arg(m_made, 12, 10, QChar(u'0')));
    made.in(u"/srv/cards"_s).images(0, images).generating(progress).startedAgo(3600 - 60 * m_made);
    if (!prompt.isEmpty())
        made.prompted(prompt);
    ++m_made;
    return made;
}

QList<FollowedSession> SomeSessions::many(int count, double progress)
{
    QList<FollowedSession> all;
    for (int i = 1; i <= count; ++i)
        all << sampling(u"picture %1"_s.arg(i), progress);
    return all;
}

// SPDX-License-Identifier: GPL-3.0-or-later
#include "somesessions.h"

using namespace Qt::StringLiterals;

FollowedSession SomeSessions::sampling(const QString &prompt, double progress, int images)
{
    const QDateTime noon(QDate(2026, 10, 10), QTime(12, 0), Qt::UTC);
    FollowedSession made;
    made.session.id = u"0b9c7f3e-0000-4000-8000-%1"_s.arg(m_made, 12, 10, QChar(u'0'));
    made.session.status = Session::Status::Generating;
    made.session.stage = Session::Stage::Sampling;
    made.session.progress = progress;
    made.session.images = images;
    made.session.startTime = noon.addSecs(60 * m_made);
    made.session.updatedAt = made.session.startTime;
    made.project = u"/work/cards"_s;
    made.stateFile = u"/work/cards/.asset-generator-state.json"_s;
    if (!prompt.isEmpty())
        made.ticket = Ticket{.sessionId = made.session.id, .parameters = {{u"prompt"_s, prompt}}};
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

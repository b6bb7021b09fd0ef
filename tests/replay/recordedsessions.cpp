// SPDX-License-Identifier: GPL-3.0-or-later
#include "recordedsessions.h"

#include "recordedanswer.h"

#include <QJsonArray>
#include <QJsonDocument>

#include <map>
#include <set>

using namespace Qt::StringLiterals;

namespace
{

/// One use of a session: whose, what came of it.
struct Use {
    QString id = {};
    int at = 0;
    bool wasKnown = false;
    QString user = {}; ///< where the answer tells
};

// "View/local/raw/…"
QString userOfPath(const QString &path)
{
    return path.startsWith("View/"_L1) ? path.section(u'/', 1, 1) : QString();
}

Use useIn(const Transcript::Http &call)
{
    const RecordedAnswer answer(call);
    QString id = call.question()["session_id"_L1].toString();
    if (id.isEmpty())
        id = QString::fromLatin1(call.requestHeader("X-Session-ID"));
    const QString user = answer.object["user_name"_L1].toString();
    return {.id = id,
            .at = call.sentAt,
            .wasKnown = answer.errorId != "invalid_session_id"_L1,
            .user = user.isEmpty() ? userOfPath(answer.object["images"_L1][0].toString()) : user};
}

Use useIn(const Transcript::Socket &socket)
{
    Use use{.id = socket.request()["session_id"_L1].toString(), .at = socket.connectedAt, .wasKnown = true};
    for (const Transcript::Frame &message : socket.messages()) {
        const QJsonObject told = QJsonDocument::fromJson(message.payload).object();
        use.wasKnown = use.wasKnown && told["error_id"_L1].toString() != "invalid_session_id"_L1;
        if (use.user.isEmpty())
            use.user = userOfPath(told["image"_L1].toString());
    }
    return use;
}

std::multimap<int, Use> usesIn(const Transcript &transcript)
{
    std::multimap<int, Use> uses;
    for (const Transcript::Http &call : transcript.calls)
        uses.emplace(call.sentAt, useIn(call));
    for (const Transcript::Socket &socket : transcript.sockets)
        uses.emplace(socket.connectedAt, useIn(socket));
    return uses;
}

std::set<QString> givenSessions(const Transcript &transcript)
{
    std::set<QString> given;
    for (const Transcript::Http &call : transcript.calls)
        given.insert(RecordedAnswer(call).object["session_id"_L1].toString());
    return given;
}

} // namespace

QList<EarlierSession> earlierSessions(const Transcript &transcript)
{
    const std::set<QString> given = givenSessions(transcript);
    QList<EarlierSession> earlier;
    std::map<QString, qsizetype> places;
    for (const auto &[at, use] : usesIn(transcript)) {
        if (use.id.isEmpty() || !use.wasKnown || given.contains(use.id))
            continue;
        const auto [place, isNew] = places.emplace(use.id, earlier.size());
        if (isNew)
            earlier.append({.id = use.id});
        if (earlier[place->second].user.isEmpty())
            earlier[place->second].user = use.user;
    }
    for (EarlierSession &session : earlier) {
        if (session.user.isEmpty())
            session.user = u"local"_s; // who everybody is without accounts
    }
    return earlier;
}

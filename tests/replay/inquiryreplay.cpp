// SPDX-License-Identifier: GPL-3.0-or-later
#include "inquiryreplay.h"

#include "recordedaddress.h"
#include "recordedanswer.h"
#include "serverinquiry.h"
#include "told.h"
#include "wireserver.h"

#include <QJsonArray>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace
{

/// The first recorded call of each route that a server is looked at with.
using FirstCalls = QHash<QByteArray, Transcript::Http>;

FirstCalls firstCalls(const Transcript &transcript)
{
    static const QList<QByteArray> wanted{"getnewsession", "listbackends", "listmodels", "getglobalstatus"};
    FirstCalls first;
    for (const Transcript::Http &call : transcript.calls) {
        const bool isWhole = call.method == "POST" && call.answeredAt >= 0;
        if (isWhole && wanted.contains(call.route()) && !first.contains(call.route()))
            first[call.route()] = call;
    }
    return first;
}

void answer(WirePeer &peer, const WireRequest &request, const FirstCalls &first)
{
    const QByteArray route = Transcript::routeOf(request.target);
    if (const auto call = first.constFind(route); call != first.constEnd())
        sayAgain(peer, *call);
    else if (route == "getnewsession")
        peer.reply(200, "{\"session_id\":\"any\",\"user_id\":\"local\",\"version\":\"0.9.8\"}");
    else
        peer.reply(400,
                   "{\"error_id\":\"bad_permissions\",\"error\":\"You lack permissions for this route.\"}");
}

const QJsonObject *goodAnswer(const QHash<QByteArray, RecordedAnswer> &answers, const QByteArray &route)
{
    const auto found = answers.constFind(route);
    return found != answers.constEnd() && found->isGood ? &found->object : nullptr;
}

QString listsDifference(const ServerFacts &facts, const QHash<QByteArray, RecordedAnswer> &answers)
{
    const QJsonObject *backends = goodAnswer(answers, "listbackends");
    if (facts.backends.has_value() != (backends != nullptr)
        || (backends != nullptr && facts.backends->size() != backends->size()))
        return u"the client sees other backends"_s;
    const QJsonObject *models = goodAnswer(answers, "listmodels");
    if (facts.models.has_value() != (models != nullptr)
        || (models != nullptr && *facts.models != (*models)["files"_L1].toArray().size()))
        return u"the client sees other models"_s;
    const QJsonObject *counts = goodAnswer(answers, "getglobalstatus");
    if (counts == nullptr)
        return {};
    const bool same = facts.counts
        && facts.counts->waitingGens == (*counts)["status"_L1]["waiting_gens"_L1].toInt()
        && facts.backendStatus == (*counts)["backend_status"_L1]["status"_L1].toString();
    return same ? QString() : u"the client sees other counts"_s;
}

} // namespace

QString inquiryDifference(QNetworkAccessManager &network, const Transcript &transcript)
{
    const FirstCalls first = firstCalls(transcript);
    if (first.isEmpty())
        return {};
    WireServer server;
    QObject::connect(&server, &WireServer::requested, &server,
                     [&first](WirePeer *peer, const WireRequest &request) { answer(*peer, request, first); });
    SwarmClient client(network, {.url = server.url()});
    const auto facts = toldBy(new ServerInquiry(client, 10s, &server), &ServerInquiry::finished);
    if (!facts)
        return u"the client never ended looking around"_s;
    QHash<QByteArray, RecordedAnswer> answers;
    for (auto call = first.constBegin(); call != first.constEnd(); ++call)
        answers.insert(call.key(), RecordedAnswer(*call));
    const bool isIn = !first.contains("getnewsession") || goodAnswer(answers, "getnewsession") != nullptr;
    if (isIn != (facts->state == ServerFacts::State::Online))
        return isIn ? u"the client does not get in"_s : u"the client believes itself in"_s;
    return isIn ? listsDifference(*facts, answers) : QString();
}

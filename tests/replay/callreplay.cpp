// SPDX-License-Identifier: GPL-3.0-or-later
#include "callreplay.h"

#include "interruptjob.h"
#include "modelinquiry.h"
#include "recordedaddress.h"
#include "serverinquiry.h"
#include "swarmprotocol.h"
#include "told.h"

#include <QJsonArray>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using Kind = Error::Kind;

CallReplay::CallReplay(QNetworkAccessManager &network, const Transcript::Http &call)
    : m_call(call)
    , m_recorded(call)
    , m_client(network, recordedAddress(m_server.url(), call.requestHeaders))
{
    QObject::connect(
        &m_server, &WireServer::requested, &m_server, [this](WirePeer *peer, const WireRequest &request) {
            m_missing = m_missing.isEmpty() ? missingHeader(m_client.address(), request) : m_missing;
            sayAgain(*peer, m_call);
        });
}

QString CallReplay::difference()
{
    QString difference = replyDifference();
    const QByteArray route = m_call.route();
    const bool isSession = route == "getnewsession";
    if (difference.isEmpty() && (isSession || route == "getcurrentstatus" || route == "getglobalstatus"))
        difference = isSession ? sessionDifference() : countsDifference();
    else if (difference.isEmpty() && route == "listbackends")
        difference = backendsDifference();
    else if (difference.isEmpty() && route == "listmodels")
        difference = modelsDifference();
    else if (difference.isEmpty() && route == "generatetext2image")
        difference = imagesDifference();
    else if (difference.isEmpty() && route == "interruptall")
        difference = interruptDifference();
    if (difference.isEmpty() && !m_missing.isEmpty())
        difference = u"the client sent no %1 header"_s.arg(m_missing);
    return difference;
}

QString CallReplay::serverSession() const
{
    return m_call.question()["session_id"_L1].toString();
}

QString CallReplay::replyDifference()
{
    const QString route = QString::fromLatin1(m_call.target).section(u'/', 2);
    SwarmCall *call = m_client.post(route, m_call.question(), callLimit, &m_server);
    const auto reply = toldBy(call, &SwarmCall::finished);
    if (!reply)
        return u"the client never had an answer"_s;
    if (bool(*reply) != m_recorded.isGood)
        return *reply ? u"the client takes a refusal for an answer"_s
                      : u"the client takes an answer for a failure: %1"_s.arg(reply->error().message);
    if (*reply)
        return **reply == m_recorded.object ? QString() : u"the client reads other values"_s;
    return errorDifference(reply->error());
}

QString CallReplay::errorDifference(const Error &error) const
{
    const QString words = m_recorded.error.trimmed();
    if (!words.startsWith(error.serverWords) || words.isEmpty() != error.serverWords.isEmpty())
        return u"the client gives the server's words as “%1” instead of “%2”"_s.arg(error.serverWords, words);
    if (error.details["error_id"_L1].toString() != m_recorded.errorId)
        return u"the client reads the error's id as “%1”"_s.arg(error.details["error_id"_L1].toString());
    const bool isLogin = m_call.status == 401 || m_recorded.errorId == "invalid_session_id"_L1;
    if (isLogin != (error.kind == Kind::NotAuthorised) && words.isEmpty() && m_recorded.errorId.isEmpty())
        return u"the client takes status %1 for %2"_s.arg(m_call.status).arg(errorCode(error.kind));
    if (isLogin && error.kind != Kind::NotAuthorised)
        return u"the client takes a session that is not known for %1"_s.arg(errorCode(error.kind));
    if (m_call.status >= 300 && m_call.status < 400 && error.kind != Kind::BadReply)
        return u"the client takes a redirect for %1"_s.arg(errorCode(error.kind));
    return error.message.isEmpty() ? u"the client has no sentence for it"_s : QString();
}

QString CallReplay::sessionDifference() const
{
    if (!m_recorded.isGood)
        return {};
    const Result<ServerSession> session
        = SwarmProtocol::parseNewSession(m_recorded.object, m_client.address().url);
    const QJsonObject &told = m_recorded.object;
    if (bool(session) != told["session_id"_L1].isString())
        return u"the client reads no session"_s;
    if (!session)
        return {};
    const bool same = session->id == told["session_id"_L1].toString()
        && session->userId == told["user_id"_L1].toString()
        && session->version == told["version"_L1].toString()
        && session->serverId == told["server_id"_L1].toString()
        && session->outputAppendUser == told["output_append_user"_L1].toBool(true);
    return same ? QString() : u"the client reads the session otherwise"_s;
}

QString CallReplay::backendsDifference() const
{
    QStringList told;
    for (auto one = m_recorded.object.begin(); m_recorded.isGood && one != m_recorded.object.end(); ++one)
        told << one.key() + u' ' + one.value()["type"_L1].toString() + u' '
                + one.value()["status"_L1].toString();
    QStringList read;
    for (const ServerBackend &backend : SwarmProtocol::parseBackends(m_recorded.object))
        read << backend.id + u' ' + backend.type + u' ' + backend.status;
    read.sort();
    told.sort();
    return !m_recorded.isGood || read == told
        ? QString()
        : u"the client reads the backends as “%1” instead of “%2”"_s.arg(read.join(u", "_s),
                                                                         told.join(u", "_s));
}

QString CallReplay::countsDifference()
{
    const auto counts
        = toldBy(new SessionProbe(m_client, serverSession(), &m_server), &SessionProbe::finished);
    if (!counts)
        return u"the client's question for the counts was never answered"_s;
    const bool isForgotten = m_recorded.errorId == "invalid_session_id"_L1;
    const QJsonObject told = m_recorded.object["status"_L1].toObject();
    const bool hasCounts = m_recorded.isGood && m_recorded.object["status"_L1].isObject();
    if (bool(*counts) != (hasCounts || isForgotten))
        return *counts ? u"the client reads counts where there are none"_s : u"the client reads no counts"_s;
    const ServerCounts expected{.waitingGens = told["waiting_gens"_L1].toInt(),
                                .loadingModels = told["loading_models"_L1].toInt(),
                                .waitingBackends = told["waiting_backends"_L1].toInt(),
                                .liveGens = told["live_gens"_L1].toInt()};
    return !*counts || **counts == expected ? QString() : u"the client reads other counts"_s;
}

QString CallReplay::modelsDifference()
{
    m_client.setInquirySession(ServerSession{.id = serverSession()});
    const QString subtype = m_call.question()["subtype"_L1].toString();
    if (m_recorded.errorId == "invalid_session_id"_L1)
        return {}; // a new session is asked for, which this server does not give
    const auto models = toldBy(new ModelInquiry(m_client, subtype, &m_server), &ModelInquiry::finished);
    if (!models || bool(*models) != m_recorded.isGood)
        return u"the client's question for models ends otherwise"_s;
    if (!*models)
        return {};
    QStringList read;
    for (const ServerModel &model : **models)
        read << model.name + u' ' + model.title;
    QStringList told;
    for (const QJsonValue &file : m_recorded.object["files"_L1].toArray())
        told << file["name"_L1].toString() + u' ' + file["title"_L1].toString();
    return read == told ? QString()
                        : u"the client reads %1 models instead of %2"_s.arg(read.size()).arg(told.size());
}

QString CallReplay::imagesDifference() const
{
    QStringList told;
    for (const QJsonValue &image : m_recorded.object["images"_L1].toArray())
        told << image.toString();
    told.removeAll(QString());
    return SwarmProtocol::parseImages(m_recorded.object) == told ? QString()
                                                                 : u"the client reads other images"_s;
}

QString CallReplay::interruptDifference()
{
    const auto outcome
        = toldBy(new InterruptJob(m_client, serverSession(), &m_server), &InterruptJob::finished);
    const bool isOver = m_recorded.isGood || m_recorded.errorId == "invalid_session_id"_L1;
    return outcome && bool(*outcome) == isOver ? QString() : u"the client's interrupt ends otherwise"_s;
}

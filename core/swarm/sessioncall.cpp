// SPDX-License-Identifier: GPL-3.0-or-later
#include "sessioncall.h"

#include "swarmprotocol.h"

using namespace Qt::StringLiterals;

SessionCall::SessionCall(SwarmClient &client, QString route, QJsonObject body, QObject *parent)
    : QObject(parent)
    , m_client(client)
    , m_route(std::move(route))
    , m_body(std::move(body))
{
    if (const auto known = client.inquirySession())
        ask(*known);
    else
        begin();
}

void SessionCall::begin()
{
    const SwarmCall *call = m_client.post(u"GetNewSession", {}, callLimit, this);
    connect(call, &SwarmCall::finished, this, [this](const Result<QJsonObject> &reply) {
        const Result<ServerSession> session = SwarmProtocol::parseNewSession(reply, m_client.address().url);
        if (!session)
            return end(session.error());
        m_client.setInquirySession(*session);
        ask(*session);
    });
}

void SessionCall::ask(const ServerSession &session)
{
    m_body[u"session_id"_s] = session.id;
    const SwarmCall *call = m_client.postPatiently(m_route, m_body, this);
    connect(call, &SwarmCall::finished, this, [this](const Result<QJsonObject> &reply) {
        if (reply || !SwarmProtocol::isInvalidSession(reply.error()) || std::exchange(m_isRenewed, true))
            return end(reply);
        m_client.setInquirySession({});
        begin();
    });
}

void SessionCall::end(const Result<QJsonObject> &reply)
{
    Q_EMIT finished(reply);
    deleteLater();
}

// SPDX-License-Identifier: GPL-3.0-or-later
#include "interruptjob.h"

#include "swarmprotocol.h"

using namespace Qt::StringLiterals;

InterruptJob::InterruptJob(SwarmClient &client, const QString &serverSession, QObject *parent)
    : QObject(parent)
{
    const QJsonObject body{{u"session_id"_s, serverSession}, {u"other_sessions"_s, false}};
    SwarmCall *call = client.post(u"InterruptAll", body, callLimit, this);
    connect(call, &SwarmCall::finished, this, [this](const Result<QJsonObject> &reply) {
        const bool over = reply || SwarmProtocol::isInvalidSession(reply.error());
        Q_EMIT finished(over ? Result<>() : Result<>(reply.error()));
        deleteLater();
    });
}

SessionProbe::SessionProbe(SwarmClient &client, const QString &serverSession, QObject *parent)
    : QObject(parent)
{
    SwarmCall *call = client.post(u"GetCurrentStatus", {{u"session_id"_s, serverSession}}, callLimit, this);
    connect(call, &SwarmCall::finished, this,
            [this, server = client.address().url](const Result<QJsonObject> &reply) {
                if (reply && (*reply)["status"_L1].isObject())
                    Q_EMIT finished(SwarmProtocol::parseCounts(*reply));
                else if (reply)
                    Q_EMIT finished(SwarmProtocol::notSwarm(server)); // zeros would read as "nothing runs"
                else if (SwarmProtocol::isInvalidSession(reply.error()))
                    Q_EMIT finished(ServerCounts{});
                else
                    Q_EMIT finished(reply.error());
                deleteLater();
            });
}

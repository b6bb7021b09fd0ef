// SPDX-License-Identifier: GPL-3.0-or-later
#include "parameterinquiry.h"

#include "sessioncall.h"

using namespace Qt::StringLiterals;

ParameterInquiry::ParameterInquiry(SwarmClient &client, QObject *parent)
    : QObject(parent)
{
    const auto *call = new SessionCall(client, u"ListT2IParams"_s, {}, this);
    connect(call, &SessionCall::finished, this, [this](const Result<QJsonObject> &reply) {
        Q_EMIT finished(reply ? Result(parseParameters(*reply)) : reply.error());
        deleteLater();
    });
}

// SPDX-License-Identifier: GPL-3.0-or-later
#include "modelinquiry.h"

#include "namematch.h"
#include "sessioncall.h"
#include "swarmprotocol.h"

#include <algorithm>

using namespace Qt::StringLiterals;

ModelInquiry::ModelInquiry(SwarmClient &client, const QString &kind, QObject *parent)
    : QObject(parent)
{
    const auto *call = new SessionCall(client, u"ListModels"_s, SwarmProtocol::listModelsBody(kind), this);
    connect(call, &SessionCall::finished, this, [this](const Result<QJsonObject> &reply) {
        Q_EMIT finished(reply ? Result(SwarmProtocol::parseModels(*reply)) : reply.error());
        deleteLater();
    });
}

Result<ServerModel> findModel(const QList<ServerModel> &models, const QString &typed)
{
    QStringList names;
    for (const ServerModel &model : models)
        names << model.name;
    const Result<QString> name = exactName(names, typed);
    if (!name)
        return name.error();
    return *std::ranges::find(models, *name, &ServerModel::name);
}

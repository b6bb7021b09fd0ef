// SPDX-License-Identifier: GPL-3.0-or-later
#include "logoutcommand.h"

#include "configcommand.h"
#include "document.h"
#include "secretstore.h"
#include "swarmprotocol.h"

using namespace Qt::StringLiterals;

void LogoutCommand::start()
{
    const Result<ServerAddress> server = context().serverAddress();
    if (!server)
        return end(server.error());
    context().secrets().remove({.server = server->url, .kind = SecretName::Kind::SwarmToken}, this,
                               [this](const Result<> &removed) {
                                   if (!removed && !SecretStore::isMissing(removed.error()))
                                       return end(removed.error());
                                   forgetInFile();
                               });
}

void LogoutCommand::forgetInFile()
{
    const SettingKey &key = *findSettingKey(u"swarm-token"_s);
    const Result<bool> removed = ConfigCommand::fileOf(context()).remove(key);
    if (!removed)
        return end(removed.error());
    const QUrl server = context().client().address().url;
    context().say(
        tr("The token of %1 is forgotten here. To make it invalid, delete it on the server's User page.")
            .arg(SwarmProtocol::serverName(server)));
    const QString origin = context().settings().originOf(QString(key.name));
    if (!origin.isEmpty() && origin != ConfigCommand::fileOf(context()).path())
        context().say(tr("Another one still comes from %1.").arg(origin));
    if (!isStructured(context().format())) {
        Q_EMIT finished(0);
        return;
    }
    endAfter(print({{"schema"_L1, 1}, {"server"_L1, server.toString()}}, context()));
}

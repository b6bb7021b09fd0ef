// SPDX-License-Identifier: GPL-3.0-or-later
#include "logoutcommand.h"

#include "configcommand.h"
#include "document.h"
#include "serversetting.h"
#include "swarmprotocol.h"

using namespace Qt::StringLiterals;

void LogoutCommand::start()
{
    const Result<ServerAddress> server = context().serverAddress();
    if (!server)
        return end(server.error());
    m_server = *server;
    context().secrets().read(nameInKeychain(), this, [this](const Result<QByteArray> &kept) {
        if (kept && !kept->isEmpty())
            return forgetInKeychain();
        if (!kept && !SecretStore::isMissing(kept.error()))
            return end(kept.error());
        forgetInFile(false);
    });
}

SecretName LogoutCommand::nameInKeychain() const
{
    return {.server = m_server.url, .kind = SecretName::Kind::SwarmToken};
}

void LogoutCommand::forgetInKeychain()
{
    context().secrets().remove(nameInKeychain(), this, [this](const Result<> &removed) {
        removed ? forgetInFile(true) : end(removed.error());
    });
}

void LogoutCommand::forgetInFile(bool wasInKeychain)
{
    const SettingKey &key = *findSettingKey(u"swarm-token"_s);
    Result<bool> removed = false;
    if (isServerOfFiles(context().settings(), m_server.url)) // else it is the token of another server
        removed = ConfigCommand::fileOf(context()).remove(key);
    if (!removed)
        return end(removed.error());
    const QString sentence = wasInKeychain || *removed
        ? tr("The token of %1 is forgotten here. To make it invalid, delete it on the server's User page.")
        : tr("There was no token of %1 to forget.");
    context().say(sentence.arg(SwarmProtocol::serverName(m_server.url)));
    const QString origin = context().settings().originOf(QString(key.name));
    if (!m_server.swarmToken.isEmpty() && origin != ConfigCommand::fileOf(context()).path())
        context().say(tr("Another one still comes from %1.").arg(origin));
    if (!isStructured(context().format())) {
        Q_EMIT finished(0);
        return;
    }
    endAfter(print({{"schema"_L1, 1}, {"server"_L1, m_server.url.toString()}}, context()));
}

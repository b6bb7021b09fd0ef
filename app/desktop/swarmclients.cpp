// SPDX-License-Identifier: GPL-3.0-or-later
#include "swarmclients.h"

namespace
{

/// The same for addresses that differ only in a slash at their end.
QString plain(const QUrl &url)
{
    QString text = url.toString();
    while (text.endsWith(u'/'))
        text.chop(1);
    return text;
}

} // namespace

SwarmClients::SwarmClients(QNetworkAccessManager &network, ServerAddress main, CredentialSource *source)
    : m_network(network)
    , m_main(std::move(main))
    , m_source(source)
{
}

SwarmClient &SwarmClients::main()
{
    return of(m_main.url);
}

SwarmClient &SwarmClients::of(const QUrl &server)
{
    std::unique_ptr<SwarmClient> &client = m_clients[plain(server)];
    if (!client) {
        const bool isMain = plain(server) == plain(m_main.url);
        client = std::make_unique<SwarmClient>(m_network, isMain ? m_main : ServerAddress{.url = server});
        if (m_source)
            client->setCredentialSource(*m_source);
    }
    return *client;
}

void SwarmClients::setMain(ServerAddress main)
{
    m_main = std::move(main);
}

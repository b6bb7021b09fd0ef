// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "swarmclient.h"

#include <map>
#include <memory>

/// The clients of all servers that sessions name. The main server is the one that is set; its secrets go to
/// no other. Clients stay until the end.
class SwarmClients
{
public:
    /// `network` and `source` must outlive the clients. Each server may be asked for by its own origin there.
    SwarmClients(QNetworkAccessManager &network, ServerAddress main, CredentialSource *source = nullptr);

    [[nodiscard]] SwarmClient &main();
    [[nodiscard]] SwarmClient &of(const QUrl &server);
    /// Another server is the main one from now on.
    void setMain(ServerAddress main);

private:
    QNetworkAccessManager &m_network;
    ServerAddress m_main;
    CredentialSource *m_source;
    std::map<QString, std::unique_ptr<SwarmClient>> m_clients; ///< by address
};

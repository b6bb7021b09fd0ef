// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "result.h"

#include <QByteArray>
#include <QList>
#include <QSslCertificate>
#include <QUrl>

/// Where a server is and how to be let in. Secrets go only to this origin.
struct ServerAddress {
    QUrl url = {}; ///< http or https; may have a path
    QByteArray authorization = {}; ///< the whole value of the Authorization header; empty: none
    QByteArray swarmToken = {}; ///< cookie swarm_token; empty: none
    QList<QSslCertificate> authorities = {}; ///< trusted for this server, beside the system's
};

/// Reads what a user typed as a server's address: http, https, ws and wss, a host is needed, "localhost:7801"
/// is taken as http. User, query and fragment are dropped.
[[nodiscard]] Result<QUrl> serverUrlFrom(const QString &typed);

/// Scheme, host and port, written one way: "http://studio:7801", "https://studio:443". What secrets are kept
/// for: a path does not make another server.
[[nodiscard]] QString originOf(const QUrl &server);

/// True for this very machine: localhost and what is below it, 127.0.0.0/8, ::1.
[[nodiscard]] bool isLoopback(const QUrl &server);

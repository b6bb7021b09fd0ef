// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cancelwish.h"
#include "history.h"
#include "keychainsource.h"
#include "pathevents.h"
#include "places.h"
#include "previewbox.h"
#include "processtable.h"
#include "projectregistry.h"
#include "swarmclients.h"
#include "ticket.h"

#include <QDebug>
#include <QNetworkAccessManager>

#include <memory>

/// What the desktop's objects share. Outlives them all.
struct DesktopParts {
    DesktopParts(const Places &where, const QString &programFolder, ServerAddress server)
        : places(where)
        , tickets(where.state)
        , previews(where.runtime)
        , registry(where.state)
        , history(openHistory(where.state, programFolder))
        , secrets(openSecretStore(programFolder, QProcessEnvironment::systemEnvironment()))
        , keychain(*secrets, [](const Error &problem) { qWarning().noquote() << problem.sentence(); })
        , clients(network, std::move(server), &keychain)
        , self(processes.self())
    {
    }

    /// How this user is named to owners: "user@host".
    [[nodiscard]] QString userAtHost() const { return self.user + u'@' + self.host; }

    Places places;
    SystemProcessTable processes;
    PathEvents events;
    TicketBox tickets;
    PreviewBox previews;
    ProjectRegistry registry;
    std::unique_ptr<History> history;
    QNetworkAccessManager network;
    std::unique_ptr<SecretStore> secrets;
    KeychainSource keychain;
    SwarmClients clients;
    Owner self;
};

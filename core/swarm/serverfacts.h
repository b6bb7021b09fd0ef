// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "result.h"

#include <QJsonObject>
#include <QList>
#include <QMetaType>
#include <QString>
#include <QUrl>

#include <chrono>
#include <optional>

/// The four counts of a STATUS, about one server session or the whole server.
struct ServerCounts {
    int waitingGens = 0; ///< images requested and not yet finished, running ones included
    int loadingModels = 0;
    int waitingBackends = 0;
    int liveGens = 0;

    [[nodiscard]] bool allZero() const { return *this == ServerCounts{}; }
    bool operator==(const ServerCounts &) const = default;
};

struct ServerBackend {
    QString id = {};
    QString type = {};
    QString status = {}; ///< disabled, errored, waiting, loading, idle, running
    QString modelLoaded = {}; ///< empty where none, or not told
    QString title = {};
    int maxUsages = 0;

    bool operator==(const ServerBackend &) const = default;
};

struct ServerModel {
    QString name = {}; ///< with folder and extension, as the server lists it
    QString title = {};
    QString modelClass = {}; ///< "Stable Diffusion XL 1.0-Base"
    QString architecture = {}; ///< "stable-diffusion-xl-v1-base"
    QString compatClass = {}; ///< "stable-diffusion-xl-v1"
    QString description = {};
    QString author = {};
    QString license = {};
    QString date = {}; ///< as its author wrote it
    QString usageHint = {};
    QString triggerPhrase = {};
    QString hash = {}; ///< known once it was used
    QStringList tags = {};
    int standardWidth = 0;
    int standardHeight = 0;
    bool loaded = false;

    bool operator==(const ServerModel &) const = default;
};

/// What GetNewSession tells.
struct ServerSession {
    QString id = {}; ///< a secret credential: never shown, logged or stored but in a ticket
    QString userId = {};
    QString version = {}; ///< "0.9.8.2.GIT-062407c7"
    QString serverId = {}; ///< new for each start of the server
    bool outputAppendUser = true;

    bool operator==(const ServerSession &) const = default;
};

/// All that `status` says about a server.
struct ServerFacts {
    Q_GADGET
public:
    enum class State { Unknown, Online, Offline, Unauthorised };
    Q_ENUM(State)

    QUrl server = {}; ///< without user, query and fragment
    State state = State::Unknown;
    std::chrono::milliseconds responseTime{0};
    QString version = {}; ///< "0.9.8.2"
    std::optional<QList<ServerBackend>> backends = {}; ///< none: not told
    std::optional<int> models = {};
    std::optional<int> modelsLoaded = {};
    QJsonObject systemInfo = {}; ///< cpu, system_ram, gpus as the server tells them; empty: not permitted
    std::optional<ServerCounts> counts = {}; ///< the whole server's; none: not told
    bool countsEstimated = false; ///< from the backends in use
    QString backendStatus = {}; ///< "running", "empty", … (swarmui: backend_status.status)
    std::optional<Error> error = {};
    std::optional<Error> backendsError = {}; ///< why they are not told
    std::optional<Error> modelsError = {};
    std::optional<Error> countsError = {};

    bool operator==(const ServerFacts &) const = default;
};

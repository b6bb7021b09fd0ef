// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "result.h"

#include <QByteArray>
#include <QDateTime>
#include <QStringList>
#include <QUrl>

#include <chrono>
#include <functional>
#include <memory>

/// One user of a demo server with accounts.
struct DemoAccount {
    /// What the real server's roles of that name may do: a user no backends and no server, a guest not even
    /// choose a model or look at finished pictures.
    enum class Role { Owner, Admin, PowerUser, User, Guest };
    QString name = {}; ///< lower case letters and digits
    QString password = {}; ///< as it is typed, not hashed
    Role role = Role::User;
};

/// One backend of a demo server.
struct DemoBackend {
    /// WebUi: as AUTOMATIC1111 has it: one slot, no progress, no interrupts, no samplers of ComfyUI.
    enum class Kind { Comfy, WebUi };
    Kind kind = Kind::Comfy;
    bool enabled = true;
    /// Whether anything answers at its address. Without, it is "waiting" first, then "errored", or "idle"
    /// where that is allowed; Demo::setReachable() changes it while the server runs.
    bool reachable = true;
    bool mayIdle = false; ///< "AllowIdle"
};

/// One model that a demo server claims to have.
struct DemoModel {
    QString kind = {}; ///< "Stable-Diffusion", "LoRA", "VAE", …
    QString name = {}; ///< from the root, with extension
    QString title = {};
    QString description = {};
    QString architecture = {}; ///< empty: the server does not know it, and cannot use the model
    QString trigger = {};
    QStringList tags = {};
    QString scene = {}; ///< a prompt for its preview; empty: it has none
};

/// What a demo server leaves behind for the next one, as the real one does on disk: sessions, tokens,
/// settings of users, pictures.
struct DemoMemory;

/// How the demo server is to behave. The defaults are a small healthy server.
struct DemoOptions {
    quint16 port = 0; ///< 0: any free one
    std::chrono::milliseconds stepTime{150}; ///< how long one sampling step takes
    quint64 seed = 0; ///< where the seeds of requests without one come from; 0: other ones at each start
    QStringList failures = {}; ///< "name" or "name=value" each; an unknown name makes listen() list the known
    int backends = 2; ///< so many usual ones; each takes two pictures at a time and draws one
    QList<DemoBackend> chosenBackends = {}; ///< where not empty: these instead
    QList<DemoModel> models = {}; ///< where not empty: these instead of the usual ones
    QByteArray requiredAuthorization = {}; ///< whole value of the Authorization header; empty: none is needed
    /// Where not empty, nobody gets a session without one of these; callers on loopback neither.
    QList<DemoAccount> accounts = {};
    QString asVersion = {}; ///< the SwarmUI whose shapes are spoken, "0.9.5"; empty: the newest known
    qint64 requestLimit
        = 0; ///< requests and messages of that many bytes are refused; 0: as that SwarmUI has it
    bool userInPaths = true; ///< "View/user/…", not "Output/…"; output_append_user
    int miniGrid
        = 1; ///< MaxImagesInMiniGrid of users that set none: a grid of up to so many follows; 1: none
    bool persists = true; ///< sessions made here go into the memory; false: --no_persist of the real server
    std::shared_ptr<DemoMemory> memory = {}; ///< what an earlier server left; empty: nothing
    std::function<QDateTime()> clock = {}; ///< local time; empty: the system's
};

/// A SwarmUI-compatible server in this process, on loopback only, that draws simple pictures. It serves from
/// the event loop of the thread that calls listen(), until it is stopped or deleted; jobs die with it.
/// All but listen() and address() only after a successful listen(), in its thread.
class Demo
{
public:
    virtual ~Demo() = default;

    /// Errors: Usage for options that make no sense, Failed where the port cannot be had.
    virtual Result<> listen() = 0;
    /// "http://127.0.0.1:PORT" after a successful listen(), else empty.
    [[nodiscard]] virtual QUrl address() const = 0;
    /// A token of that account, for the cookie swarm_token: another one each time. Empty: no such account.
    [[nodiscard]] virtual QByteArray makeToken(const QString &user) = 0;
    /// A session of that user without asking for an account, as one of before there were any.
    [[nodiscard]] virtual QString makeSession(const QString &user) = 0;
    /// Whether the backend of that number answers; what it draws when it stops doing so fails.
    virtual void setReachable(int backend, bool reachable) = 0;
    /// Ends as the real server does when it is told to: every connection is reset without a word, the
    /// address is free for another one.
    virtual void stop() = 0;
    /// For the options of the next server.
    [[nodiscard]] virtual std::shared_ptr<DemoMemory> memory() const = 0;
};

/// The type of the function `createDemo` of the module `demo`. The caller owns the result.
using CreateDemo = Demo *(const DemoOptions &options);

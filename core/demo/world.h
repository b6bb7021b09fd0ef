// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "accounts.h"
#include "demoapi.h"
#include "era.h"
#include "loginlimit.h"
#include "parameters.h"
#include "replymischief.h"
#include "tempo.h"
#include "visitors.h"
#include "workshop.h"

#include <QRandomGenerator>

#include <functional>

namespace demo
{

class Generation;

/// Everything that lasts while the demo server runs, shared by all who answer requests. One thread.
struct World {
    World(const DemoOptions &chosen, const Failures &failing, const Era &spoken, const Tempo &pace);
    Q_DISABLE_COPY_MOVE(World)

    const DemoOptions options;
    const Failures failures;
    const Era era;
    const Tempo tempo;
    const std::function<QDateTime()> now; ///< local time
    const QString serverId; ///< another one at each start
    QRandomGenerator random; ///< for seeds
    ModelShelf shelf;
    const std::shared_ptr<DemoMemory> memory;
    Accounts accounts;
    ReplyMischief mischief; ///< with answers of the API
    LoginLimit logins = {};
    Visitors visitors;
    ImageStore &images; ///< in the memory
    ImageNames names = {};
    Workshop workshop;
    QList<Parameter> parameters;
    QList<Generation *> generations = {}; ///< each puts itself in and takes itself out
    /// Requests and messages of that many bytes are refused.
    [[nodiscard]] qint64 requestLimit() const;

    /// Paths of pictures are "View/user/…", not "Output/…".
    [[nodiscard]] bool userInPaths() const;
    /// Up to how many pictures that user wants in a grid.
    [[nodiscard]] int miniGridOf(const QString &user) const;
    /// Where pictures of that user are among the images, with a slash behind it: all in one without names.
    [[nodiscard]] QString folderOf(const QString &user) const;

    QObject guests; ///< parent of all that goes on; dies first
};

} // namespace demo

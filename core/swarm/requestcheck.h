// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "exactrequest.h"
#include "swarmclient.h"

#include <QObject>

/// What a user wants drawn, in the user's own spelling.
struct RequestWish {
    GenerationRequest request = {};
    QStringList presets = {}; ///< titles
    QJsonObject ifKnown = {}; ///< parameters to be set where the server has them, and noted where not
};

/// A request that the server will understand as it was meant.
struct CheckedRequest {
    GenerationRequest request = {};
    QStringList files = {}; ///< parameters whose values are files, of those that are set
    QStringList notes = {}; ///< sentences about what was chosen for the user, or could not be checked
};

/// Makes a wish exact by the server's own lists before anything is sent (exactRequest()): parameters, models,
/// LoRAs, presets. Where no model is named, the one that is loaded, else the first of the list. Lists that
/// the account may not see are done without, which is noted. Emits finished() exactly once, never inside the
/// constructor; deletes itself after that.
class RequestCheck : public QObject
{
    Q_OBJECT
public:
    RequestCheck(SwarmClient &client, RequestWish wish, QObject *parent = nullptr);
    ~RequestCheck() override;

Q_SIGNALS:
    void finished(const Result<CheckedRequest> &checked);

private:
    class Private;
    std::unique_ptr<Private> d;
};

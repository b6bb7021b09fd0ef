// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "swarmclient.h"

/// Asks a server all that `status` says: session, backends, models, counts. Each part that is refused is left
/// out. Emits finished() exactly once, within about `limit`; an unreachable server is a ServerFacts with
/// state Offline, never an error of its own. Deletes itself.
class ServerInquiry : public QObject
{
    Q_OBJECT
public:
    ServerInquiry(SwarmClient &client, std::chrono::milliseconds limit = callLimit,
                  QObject *parent = nullptr);
    ~ServerInquiry() override;

Q_SIGNALS:
    void finished(const ServerFacts &facts);

private:
    class Private;
    std::unique_ptr<Private> d;
};

/// Asks for the models of a kind (ListModels). Deletes itself after finished().
class ModelInquiry : public QObject
{
    Q_OBJECT
public:
    ModelInquiry(SwarmClient &client, const QString &subtype = {}, QObject *parent = nullptr);

Q_SIGNALS:
    void finished(const Result<QList<ServerModel>> &models);
};

/// The exact entry for what a user typed (with or without folder and extension, any case), or ModelNotFound
/// naming up to 5 similar ones (details: {"matches": […]}), or Refused where several fit.
[[nodiscard]] Result<ServerModel> findModel(const QList<ServerModel> &models, const QString &typed);

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "swarmclient.h"

/// Asks a server all that `status` says: session, backends, models, counts. Each part that is refused is left
/// out. Inquiries of a client share one server session, which is renewed when the server has forgotten it.
/// Emits finished() exactly once, within about `limit`; an unreachable server is a ServerFacts with state
/// Offline, never an error of its own. Deletes itself.
class ServerInquiry : public QObject
{
    Q_OBJECT
public:
    enum class Parts { All, AllButModels };
    ServerInquiry(SwarmClient &client, std::chrono::milliseconds limit = callLimit, QObject *parent = nullptr,
                  Parts parts = Parts::All);
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

private:
    void begin();
    void list(const ServerSession &session);
    void end(const Result<QList<ServerModel>> &models);

    SwarmClient &m_client;
    QString m_subtype;
    bool m_isNew = false; ///< the session was made for this: a refusal is final
};

/// The exact entry for what a user typed (with or without folder and extension, any case), or ModelNotFound
/// naming up to 5 similar ones (details: {"matches": […]}), or Refused where several fit.
[[nodiscard]] Result<ServerModel> findModel(const QList<ServerModel> &models, const QString &typed);

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "swarmclient.h"

/// Asks a server all that `status` says: session, backends, models, counts. Each part that is refused is left
/// out, with the reason. Inquiries of a client share one server session, which is renewed when the server has
/// forgotten it. Emits finished() exactly once, within about `limit`; an unreachable server is a ServerFacts
/// with state Offline, never an error of its own. Deletes itself.
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

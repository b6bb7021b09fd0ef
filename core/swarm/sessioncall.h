// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "swarmclient.h"

/// One call on the server session that a client's inquiries share: it is made where there is none, and made
/// anew, once, where the server has forgotten it. Emits finished() exactly once, never inside the
/// constructor; deletes itself after that.
class SessionCall : public QObject
{
    Q_OBJECT
public:
    /// `body` without session_id.
    SessionCall(SwarmClient &client, QString route, QJsonObject body, QObject *parent = nullptr);

Q_SIGNALS:
    void finished(const Result<QJsonObject> &reply);

private:
    void begin();
    void ask(const ServerSession &session);
    void end(const Result<QJsonObject> &reply);

    SwarmClient &m_client;
    QString m_route;
    QJsonObject m_body;
    bool m_isRenewed = false; ///< a second refusal is final
};

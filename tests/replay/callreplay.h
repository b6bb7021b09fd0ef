// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "recordedanswer.h"
#include "swarmclient.h"
#include "wireserver.h"

class QNetworkAccessManager;

/// Makes one recorded call of the API again through the client, against a server that answers as recorded,
/// and compares what the client reads from the answer.
class CallReplay
{
public:
    CallReplay(QNetworkAccessManager &network, const Transcript::Http &call);

    /// What the client reads otherwise; empty where all is as recorded.
    [[nodiscard]] QString difference();

private:
    [[nodiscard]] QString replyDifference();
    [[nodiscard]] QString sessionDifference() const;
    [[nodiscard]] QString backendsDifference() const;
    [[nodiscard]] QString countsDifference();
    [[nodiscard]] QString modelsDifference();
    [[nodiscard]] QString imagesDifference() const;
    [[nodiscard]] QString interruptDifference();
    [[nodiscard]] QString errorDifference(const Error &error) const;
    [[nodiscard]] QString serverSession() const;

    const Transcript::Http &m_call;
    const RecordedAnswer m_recorded;
    WireServer m_server;
    SwarmClient m_client;
    QString m_missing; ///< a header that the client did not send
};

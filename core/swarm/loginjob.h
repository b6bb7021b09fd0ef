// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "swarmclient.h"

#include <QCoreApplication>

class QNetworkAccessManager;

/// Trades name and password of an account for a token, and makes sure that the token opens a session. The
/// password is sent as the hash that SwarmUI's own pages send, and not kept. Emits finished() exactly once,
/// never from inside the constructor; deletes itself.
class LoginJob : public QObject
{
    Q_OBJECT
public:
    struct Account {
        QString user = {};
        QString password = {};
    };
    /// A token that `address` holds is not sent. `network` must outlive the job.
    LoginJob(QNetworkAccessManager &network, ServerAddress address, const Account &account,
             QObject *parent = nullptr);

Q_SIGNALS:
    void finished(const Result<QByteArray> &token);

private:
    void takeLogin(const SwarmCall &call, const Result<QJsonObject> &reply);
    void explain(const Error &refusal);
    void check(const QByteArray &token);
    void end(const Result<QByteArray> &token);

    QNetworkAccessManager &m_network;
    ServerAddress m_address;
    SwarmClient m_client;
    std::unique_ptr<SwarmClient> m_signedIn;
};

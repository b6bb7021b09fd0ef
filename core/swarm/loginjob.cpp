// SPDX-License-Identifier: GPL-3.0-or-later
#include "loginjob.h"

#include "swarmprotocol.h"

#include <QCryptographicHash>
#include <QNetworkCookie>

using namespace Qt::StringLiterals;

namespace
{

QString hashed(const LoginJob::Account &account)
{
    const QString text = u"swarmclientpw:%1:%2"_s.arg(account.user, account.password);
    return QString::fromLatin1(QCryptographicHash::hash(text.toUtf8(), QCryptographicHash::Sha256).toHex());
}

ServerAddress withToken(ServerAddress address, const QByteArray &token)
{
    address.swarmToken = token;
    return address;
}

QByteArray tokenIn(const QByteArray &setCookie)
{
    for (const QNetworkCookie &cookie : QNetworkCookie::parseCookies(setCookie)) {
        if (cookie.name() == "swarm_token")
            return cookie.value();
    }
    return {};
}

/// What the server itself takes for a token: three parts, 10 to 1000 characters.
bool looksLikeToken(const QByteArray &token)
{
    return token.size() >= 10 && token.size() <= 1000 && token.count('.') == 2;
}

} // namespace

LoginJob::LoginJob(QNetworkAccessManager &network, ServerAddress address, const Account &account,
                   QObject *parent)
    : QObject(parent)
    , m_network(network)
    , m_address(std::move(address))
    , m_client(network, withToken(m_address, {}))
{
    const QJsonObject body{{u"username"_s, account.user}, {u"password"_s, hashed(account)}};
    const SwarmCall *call = m_client.post(u"Login", body, callLimit, this);
    connect(call, &SwarmCall::finished, this,
            [this, call](const Result<QJsonObject> &reply) { takeLogin(*call, reply); });
}

void LoginJob::takeLogin(const SwarmCall &call, const Result<QJsonObject> &reply)
{
    if (!reply) {
        const bool isWrong = reply.error().details["error_id"_L1] == "invalid_login"_L1;
        return isWrong ? explain(reply.error()) : end(reply.error());
    }
    const QByteArray token = tokenIn(call.header("Set-Cookie"));
    if (!looksLikeToken(token))
        return end(Error{.kind = Error::Kind::BadReply,
                         .message = tr("The server %1 accepted the sign-in, but gave no token.")
                                        .arg(SwarmProtocol::serverName(m_address.url)),
                         .hint = tr("Make one on its User page: asset-generator config set swarm-token -")});
    check(token);
}

/// A server without accounts, and one that trusts this computer, refuses every name: that is said instead.
void LoginJob::explain(const Error &refusal)
{
    const SwarmCall *call = m_client.post(u"GetNewSession", {}, callLimit, this);
    connect(call, &SwarmCall::finished, this, [this, refusal](const Result<QJsonObject> &reply) {
        if (!reply || !SwarmProtocol::parseNewSession(*reply, m_address.url))
            return end(refusal);
        Error error = refusal;
        error.kind = Error::Kind::Refused;
        error.hint = tr("It lets this computer in without: no sign-in is needed.");
        end(error);
    });
}

void LoginJob::check(const QByteArray &token)
{
    m_signedIn = std::make_unique<SwarmClient>(m_network, withToken(m_address, token));
    const SwarmCall *call = m_signedIn->post(u"GetNewSession", {}, callLimit, this);
    connect(call, &SwarmCall::finished, this, [this, token](const Result<QJsonObject> &reply) {
        const Result<ServerSession> session = SwarmProtocol::parseNewSession(reply, m_address.url);
        end(session ? Result<QByteArray>(token) : session.error());
    });
}

void LoginJob::end(const Result<QByteArray> &token)
{
    Q_EMIT finished(token);
    deleteLater();
}
